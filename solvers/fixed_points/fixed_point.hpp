// solvers/fixed_points/fixed_point.hpp
// A fixed point x = T(x) by iteration of T: damped, or accelerated by Anderson's method.
#pragma once

#include <functional>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/vector.hpp"

namespace solvers {

struct FixedPointProblem {
  std::function<Vector(const Vector&)> map;  ///< T, n numbers to n numbers
  Vector start;                              ///< n finite numbers
  Vector unit{};                             ///< n typical sizes of x, > 0; empty: all 1
};

struct FixedPointOptions {
  double tolerance = 1e-12;     ///< of the residual; > 0
  double damping = 1;           ///< share of the step to T(x) that is taken; in (0, 1]
  int max_iterations = 10'000;  ///< evaluations of T; at least 1
  int memory = 5;  ///< steps that Anderson's method combines, at least 1; damped iteration has none
  Stop stop{};
};

struct FixedPointResult {
  Termination termination = Termination::not_started;
  Vector solution{};    ///< n; the last iterate when cycling, else the one with the smallest residual
  double residual = 0;  ///< largest |T(x) - x|_i / max(|x_i|, unit_i) at `solution`
  int period = 0;       ///< of the cycle when `cycling`: x(t + period) = x(t) to many digits; else 0
  int iterations = 0;   ///< evaluations of T
};

/// x <- x + damping (T(x) - x) until the residual is within tolerance. Converges where T contracts, or where
/// damping makes it contract; ends `cycling` when the iterates return with a period above one, `not_finite`
/// with T's first NaN or infinity, `floating_point_limit` when they repeat within rounding. Source of the
/// cycle search: Brent (1980), An improved Monte Carlo factorization algorithm, BIT 20, 176-184. Throws
/// std::invalid_argument for wrong shapes, a start that is not finite, options out of range.
FixedPointResult iterate_damped(const FixedPointProblem&, const FixedPointOptions& = {});

/// The same with Anderson's acceleration: each step combines the last `memory` ones by least squares. A step
/// that makes the residual grow beyond twice the best is refused, and the history restarts from there with a
/// damped one. Source: Walker & Ni (2011), SIAM J. Numer. Anal. 49(4), 1715-1735.
FixedPointResult iterate_anderson(const FixedPointProblem&, const FixedPointOptions& = {});

}  // namespace solvers
