#include "models/favor/survival.hpp"

#include <cmath>

#include "solvers/core/require.hpp"

namespace models::favor {

Survival::Survival(Density density, double replacement_rate, int ages)
    : base_(density == Density::printed ? replacement_rate : 1 - replacement_rate) {
  solvers::require::within("survival", "replacement_rate", replacement_rate, 0, 1);
  solvers::require::at_least("survival", "ages", ages, 0);
  for (int age = 0; age <= ages; ++age) table_.push_back(power(age));
}

double Survival::power(double age) const { return std::pow(base_, age); }  // 0^0 = 1: just observed

}  // namespace models::favor
