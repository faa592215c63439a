// models/favor/conditional_value.hpp
// What a favor is worth given what it costs: w(c) = E(W | C = c), continuous and piecewise linear.
#pragma once

#include <vector>

#include "models/favor/cost_law.hpp"

namespace models::favor {

/// How value depends on cost, as descriptions say it: w(c) on the line through two neighboring points and
/// constant outside of them, or one line for all c.
struct ValueByCost {
  struct Point {
    double cost, value;
  };
  std::vector<Point> points;  ///< costs ascending; empty: the line below
  double intercept = 0, slope = 0;

  double at(double c) const;  ///< w(c)
};

/// The same under a law of costs. Dependence enters a pair's limits only through the increasing function
/// H(c) = E[W; C < c] = E[w(C); C < c], which stands for mu F(c).
class ConditionalValue {
 public:
  /// w(c) = intercept + slope c for c from `start` to the next piece's.
  struct Piece {
    double start, intercept, slope;
    double below = 0;  ///< H(start)
  };

  /// Throws std::invalid_argument for costs that are not ascending, numbers that are not finite, or a w that
  /// is negative somewhere on the support.
  ConditionalValue(const ValueByCost&, const CostLaw&);

  const ValueByCost& described() const { return value_; }
  double at(double c) const { return value_.at(c); }
  double below(const CostLaw&, double c) const;  ///< H(c), for the law it was built with
  double mean(const CostLaw&) const;             ///< E(W) = H(infinity)
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  ValueByCost value_;
  std::vector<Piece> pieces_;  ///< at least one; the first starts at 0
};

}  // namespace models::favor
