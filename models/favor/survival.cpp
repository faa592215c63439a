#include "models/favor/survival.hpp"

#include <cmath>

#include "solvers/core/require.hpp"

namespace models::favor {

Survival::Survival(Density density, double replacement_rate, int ages)
    : logarithm_(density == Density::printed ? std::log(replacement_rate) : std::log1p(-replacement_rate)) {
  solvers::require::within("survival", "replacement_rate", replacement_rate, 0, 1);
  solvers::require::at_least("survival", "ages", ages, 0);
  for (int age = 0; age <= ages; ++age) table_.push_back(weight(age));
}

Weight Survival::weight(double age) const {
  if (age == 0) return {};  // 0^0 = 1: just observed
  return {std::exp(age * logarithm_), -std::expm1(age * logarithm_)};
}

}  // namespace models::favor
