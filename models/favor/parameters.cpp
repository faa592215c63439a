#include "models/favor/parameters.hpp"

#include "solvers/core/require.hpp"

namespace models::favor {

Favors::Favors(std::vector<CostLaw> costs, std::vector<FavorValue> values)
    : costs_(std::move(costs)), values_(std::move(values)) {
  using namespace solvers::require;
  that(!costs_.empty() && !values_.empty(), "Favors", "costs and values need at least one law each");
  for (const auto& value : values_) {
    if (value.law) {
      nonnegative("Favors", "the lower end of a value's support", value.law->support().lower);
      finite("Favors", "the mean value", value.law->mean());
    }
    const bool constant = value.by_cost.points.empty() && value.by_cost.slope == 0;
    means_.push_back(value.law ? value.law->mean() : value.by_cost.intercept);
    nonnegative("Favors", "the mean value", means_.back());
    for (const auto& cost : costs_) {
      auto& given = conditional_.emplace_back();
      if (!value.law && !constant) given.emplace_back(value.by_cost, cost);
    }
  }
}

}  // namespace models::favor
