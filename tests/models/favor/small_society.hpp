// The setting of the source's simulations: C ~ U(0, b), W ~ U(mu - 50, mu + 50).
#pragma once

#include "models/favor/terms.hpp"

namespace tests {

/// Keeps alive what terms look at.
class Market {
 public:
  Market(double largest_cost, double mean_value)
      : costs_(solvers::uniform_law(0, largest_cost)),
        values_(solvers::uniform_law(mean_value - 50, mean_value + 50)),
        mean_value_(mean_value) {}
  Market(const Market&) = delete;
  Market& operator=(const Market&) = delete;

  models::favor::Terms terms() const { return {models::favor::FavorLaw(costs_, mean_value_), values_.get()}; }

 private:
  models::favor::CostLaw costs_;
  solvers::LawPtr values_;
  double mean_value_;
};

}  // namespace tests
