// solvers/quadrature/rigorous_quadrature.hpp
// The integral of a function of one variable with proof: an enclosure, not an estimate.
#pragma once

#include <functional>
#include <vector>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/complex_ball.hpp"

namespace solvers {

struct RigorousQuadratureProblem {
  /// f, written with the operations of ComplexBall, which refuse where f is not analytic; parameters are
  /// lifted first.
  std::function<ComplexBall(const ComplexBall&)> function;
  Ball lower, upper;                 ///< finite ends, enclosed
  std::vector<Ball> break_points{};  ///< kinks and jumps, enclosed, in the order from lower to upper
};

struct RigorousQuadratureOptions {
  double relative_tolerance = 1e-12;  ///< radius over |integral|; in (0, 1)
  double absolute_tolerance = 0;      ///< radius; >= 0; the weaker of the two counts
  int max_evaluations = 100'000;      ///< of `function`, in each piece between break points; at least 1
  Stop stop{};
};

struct RigorousQuadratureResult {
  Termination termination = Termination::not_started;  ///< converged: as narrow as asked
  Verdict enclosed = Verdict::undecided;               ///< proved: `value` holds the integral
  Ball value = Ball::indeterminate();
  int evaluations = 0;
};

/// Enclose the integral of f from lower to upper, a path along the reals. Method: adaptive Gauss-Legendre
/// with error bounds from the size of f on ellipses in the complex plane. An enclosure that came out wider
/// than asked is `proved` all the same; `not_finite`: some piece has no enclosure, as when f has no value
/// there. Source: Johansson (2018), Numerical integration in arbitrary-precision ball arithmetic, ICMS,
/// 255-263 (Petras's algorithm), by Arb's acb_calc_integrate. Throws std::invalid_argument for ends that are
/// not finite or options out of range; exceptions of f pass through.
RigorousQuadratureResult integrate_rigorously(const RigorousQuadratureProblem&,
                                              const RigorousQuadratureOptions& = {});

}  // namespace solvers
