// solvers/roots/small_newton.hpp
// A root of a handful of equations with their Jacobian, from a start not too far away.
#pragma once

#include <functional>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/vector.hpp"

namespace solvers {

struct SmallNewtonProblem {
  /// Writes residual(x), n entries, and jacobian(x), n x n; both come allocated. NaN or infinity says "not
  /// defined here", and the step is shortened.
  std::function<void(const Vector& x, Vector& residual, Matrix& jacobian)> evaluate;
  Vector start;   ///< n finite numbers
  Vector unit{};  ///< n typical sizes of the unknowns, > 0; empty: all 1
};

struct SmallNewtonOptions {
  double tolerance = 1e-13;  ///< of scaled_residual(); in (0, 1)
  int max_iterations = 50;   ///< Newton steps; at least 1
  Stop stop{};
};

struct SmallNewtonResult {
  Termination termination = Termination::not_started;
  Vector solution{};           ///< n; the best point found
  double residual = 0;         ///< largest |residual_i| there, in the units of the equations
  double scaled_residual = 0;  ///< see residual_scale.hpp
  double last_step = 0;        ///< largest |change| of the last full Newton step: an estimate of the error
  int iterations = 0;
  int evaluations = 0;
};

/// Newton's method, its steps halved until the simplified Newton correction shrinks (natural monotonicity
/// test, affine invariant). Ends `singular` where the Jacobian has no inverse in double precision,
/// `floating_point_limit` when steps fall below rounding, `stalled` when no step along the Newton direction
/// helps, `not_finite` when the start itself has no finite value. Source: Deuflhard (2004), Newton Methods
/// for Nonlinear Problems, Springer, section 3.3. Throws std::invalid_argument for wrong shapes, a start that
/// is not finite, options out of range.
SmallNewtonResult solve_small_system(const SmallNewtonProblem&, const SmallNewtonOptions& = {});

}  // namespace solvers
