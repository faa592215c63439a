// models/expressions/growth.hpp
// How fast a formula may grow along a tail: bounds that hold for all t >= B at once, so that what an
// expectation leaves out beyond B has a rigorous bound.
#pragma once

#include <limits>
#include <optional>

#include "models/expressions/arithmetic.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::expressions {

/// What is known of x(t) for all t >= start >= 1. Arithmetic keeps every claim true: doubles are rounded
/// outward.
struct Growth {
  struct Line {
    double at = 0, slope = 0;  ///< at + slope t
  };

  double log_factor = std::numeric_limits<double>::infinity();  ///< |x| <= e^log_factor t^power e^(rate t)
  double power = 0, rate = 0;                                   ///< power >= 0
  double lower = -std::numeric_limits<double>::infinity();      ///< lower <= x <= upper
  double upper = std::numeric_limits<double>::infinity();
  std::optional<Line> below, above;  ///< lines that x stays between
  std::optional<Line> log_below;     ///< x >= e^(line) > 0

  Growth() = default;  ///< nothing is known
  Growth(const solvers::Ball& x);
  Growth(double x) : Growth(solvers::Ball(x)) {}
  static Growth tail(double start);  ///< t itself, for t >= start

  static double& start();  ///< B, of this thread, for what is being computed
  bool is_bounded() const { return log_factor < std::numeric_limits<double>::infinity(); }

  friend Growth operator+(const Growth& x, const Growth& y);
  friend Growth operator-(const Growth& x);
  friend Growth operator-(const Growth& x, const Growth& y) { return x + -y; }
  friend Growth operator*(const Growth& x, const Growth& y);
  friend Growth operator/(const Growth& x, const Growth& y);
  friend Growth exp(const Growth& x);
  friend Growth log(const Growth& x);
};

/// Operations of formulas on what is known of their operands.
template <>
Growth apply(Operation, const Growth& a, const Growth& b, const Growth& c, int number);

}  // namespace models::expressions
