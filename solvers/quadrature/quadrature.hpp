// solvers/quadrature/quadrature.hpp
// The integral of a function of one variable with an error estimate.
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace solvers {

struct QuadratureProblem {
  std::function<double(double)>
      function;       ///< smooth between break points; never called at the ends or at a break point
  Interval interval;  ///< finite
  std::vector<double> break_points{};  ///< kinks, jumps and spikes inside the interval, in any order
};

struct QuadratureOptions {
  double relative_tolerance = 1e-10;  ///< of the error over |integral|; in (0, 1)
  double absolute_tolerance = 0;      ///< of the error; >= 0; the weaker of the two counts
  int minimum_panels = 8;  ///< equal panels, of 15 points each, in every piece to begin with; at least 1
  int max_evaluations = 1'000'000;  ///< of `function`
  Stop stop{};
};

struct QuadratureResult {
  Termination termination = Termination::not_started;
  double value = 0;  ///< the integral
  double error =
      std::numeric_limits<double>::infinity();  ///< estimate of |value - integral|, on the safe side
  double resolution =
      0;  ///< widest gap between neighbouring points of evaluation: what is narrower may be missed
  double bad_point =
      std::numeric_limits<double>::quiet_NaN();  ///< where the function was NaN or infinite, if it was
  int evaluations = 0;                           ///< calls of `function`
};

/// Integrate `function` over `interval`. Method: globally adaptive bisection with the Gauss-Kronrod pair (7,
/// 15). The error of a panel is the larger of its own estimate (kronrod_panel.hpp) and of what bisection last
/// changed, and contains rounding; it holds for kinks that nobody named in all but about one case of a
/// thousand. `not_finite`: a NaN or infinite value, at `bad_point`. `stalled`: every value seen, down to
/// 1/1000 of the interval, was exactly 0, which a spike between the points would leave as well: the error is
/// infinite; or a panel of no width left keeps its error. `floating_point_limit`: only rounding is left.
/// Source: de Doncker-Kapenga et al. (1983), QUADPACK, Springer.
/// Throws std::invalid_argument for an empty or infinite interval, break points outside it, or options out of
/// range.
QuadratureResult integrate(const QuadratureProblem&, const QuadratureOptions& = {});

struct SingularEndsProblem {
  /// f(x, distance) with distance = min(x - lower, upper - x) > 0 to full precision, even where x rounds to
  /// an end.
  std::function<double(double x, double distance)> function;
  Interval interval;  ///< finite
};

/// Integrate a function that is analytic inside the interval but may have integrable singularities at its
/// ends, such as x^(-1/2) or log x. Method: tanh-sinh of Boost.Math. `stalled`: the levels do not agree, as
/// for a divergent integral. `minimum_panels` is not used. Source: Takahasi & Mori (1974), Publ. RIMS 9,
/// 721-741.
QuadratureResult integrate_singular_ends(const SingularEndsProblem&, const QuadratureOptions& = {});

}  // namespace solvers
