#include "models/favor/conditional_value.hpp"

#include <algorithm>
#include <limits>

#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_points(const std::vector<ValueByCost::Point>& points) {
  using namespace solvers::require;
  for (std::size_t k = 0; k < points.size(); ++k) {
    nonnegative("ConditionalValue", "cost of a point", points[k].cost);
    nonnegative("ConditionalValue", "value of a point", points[k].value);
    if (k > 0)
      that(points[k - 1].cost < points[k].cost, "ConditionalValue", "the costs of the points do not ascend");
  }
}

void require_line(const ValueByCost& value, const CostLaw& costs) {
  using namespace solvers::require;
  finite("ConditionalValue", "intercept", value.intercept);
  finite("ConditionalValue", "slope", value.slope);
  const auto support = costs.law().support();
  const bool unbounded_fall = value.slope < 0 && support.upper == infinity;
  that(!unbounded_fall && value.at(support.lower) >= 0 &&
           (support.upper == infinity || value.at(support.upper) >= 0),
       "ConditionalValue", "the value is negative for some cost; give points where it falls to 0");
}

}  // namespace

double ValueByCost::at(double c) const {
  if (points.empty()) return intercept + slope * c;
  if (c <= points.front().cost) return points.front().value;
  if (c >= points.back().cost) return points.back().value;
  const auto right =
      std::upper_bound(points.begin(), points.end(), c, [](double x, const Point& p) { return x < p.cost; });
  const auto left = right - 1;
  return left->value + (right->value - left->value) * ((c - left->cost) / (right->cost - left->cost));
}

ConditionalValue::ConditionalValue(const ValueByCost& value, const CostLaw& costs) : value_(value) {
  require_points(value.points);
  if (value.points.empty()) {
    require_line(value, costs);
    pieces_ = {{0, value.intercept, value.slope}};
    return;
  }
  pieces_ = {{0, value.points.front().value, 0}};
  for (std::size_t k = 0; k < value.points.size(); ++k) {
    const auto& p = value.points[k];
    const bool last = k + 1 == value.points.size();
    const double slope =
        last ? 0 : (value.points[k + 1].value - p.value) / (value.points[k + 1].cost - p.cost);
    const Piece piece{p.cost, p.value - slope * p.cost, slope, below(costs, p.cost)};
    if (p.cost == 0)
      pieces_.back() = piece;
    else
      pieces_.push_back(piece);
  }
}

double ConditionalValue::below(const CostLaw& costs, double c) const {
  const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), c,
                                     [](double x, const Piece& p) { return x < p.start; });
  if (next == pieces_.begin()) return 0;
  const auto& p = *(next - 1);
  // Atoms at a start count on the left of it, where w is the same.
  return p.below + p.intercept * (costs.below(c) - costs.below(p.start)) +
         p.slope * (costs.partial_mean(c) - costs.partial_mean(p.start));
}

double ConditionalValue::mean(const CostLaw& costs) const { return below(costs, infinity); }

}  // namespace models::favor
