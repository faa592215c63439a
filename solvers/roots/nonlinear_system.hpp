// solvers/roots/nonlinear_system.hpp
// A root of a system of equations from a start that may be far away.
#pragma once

#include <functional>
#include <utility>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace solvers {

struct NonlinearSystemProblem {
  std::function<Vector(const Vector&)> residual;  ///< m entries; NaN or infinity says "not defined here"
  std::function<Matrix(const Vector&)> jacobian;  ///< m x n, of `residual`
  Vector start;                                   ///< n finite numbers
  Vector unit{};                                  ///< n typical sizes of the unknowns, > 0; empty: all 1
};

/// The problem for `residual` written once on its number type; its Jacobian by dual numbers.
template <typename F>
NonlinearSystemProblem differentiated_system(F residual, Vector start) {
  return {.residual = [residual](const Vector& x) { return Vector(residual(x)); },
          .jacobian = [residual](const Vector& x) { return jacobian_of(residual, x); },
          .start = std::move(start)};
}

struct NonlinearSystemOptions {
  double tolerance = 1e-12;  ///< of scaled_residual(); in (0, 1)
  int max_iterations = 500;  ///< trust-region steps; at least 1
  Stop stop{};
};

struct NonlinearSystemResult {
  Termination termination = Termination::not_started;
  Vector solution{};           ///< n; the best point found
  double residual = 0;         ///< largest |residual_i| there, in the units of the equations
  double scaled_residual = 0;  ///< see residual_scale.hpp
  int iterations = 0;
  int evaluations = 0;  ///< of `residual`
};

/// Find x with residual(x) = 0. Method: Levenberg-Marquardt of Ceres (dense QR, one thread). Its own verdict
/// is not trusted: `converged` means that the residual, evaluated afresh at the solution, is small in
/// scaled_residual(). A minimum of |residual| that is no root ends `stalled`, or `singular` where the
/// Jacobian there has not full rank; `not_finite`: no value at the start. Source: More (1978), The
/// Levenberg-Marquardt algorithm, Lecture Notes in Mathematics 630, 105-116. Throws std::invalid_argument for
/// wrong shapes, a start that is not finite, options out of range; std::runtime_error if libentente_ceres.so
/// is found neither beside the program nor where it was installed. Exceptions of the functions pass through.
NonlinearSystemResult solve_nonlinear_system(const NonlinearSystemProblem&,
                                             const NonlinearSystemOptions& = {});

}  // namespace solvers
