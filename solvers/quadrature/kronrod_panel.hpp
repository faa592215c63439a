// solvers/quadrature/kronrod_panel.hpp
// One panel of an adaptive quadrature: its integral, and what may be wrong with it.
#pragma once

#include <functional>

#include "solvers/core/interval.hpp"

namespace solvers {

struct KronrodPanel {
  Interval range{};
  double value = 0;     ///< the integral by the rule with 15 points
  double error = 0;     ///< of truncation, on the safe side
  double rounding = 0;  ///< 8 units in the last place of the integral of |f|
  double gap = 0;       ///< widest gap between neighbouring points

  static constexpr int points = 17;  ///< evaluations of f
};

/// Measure f on `range`, whose ends are not evaluated. The error is four times the difference of the
/// Gauss-Kronrod pair (7, 15), plus what a kink or jump between the last node and the end would add: f is
/// evaluated close to both ends and compared with what the nodes predict there. Exceptions of f pass through.
/// Source: de Doncker-Kapenga et al. (1983), QUADPACK, Springer; nodes and weights of Boost.Math.
KronrodPanel measure_panel(const std::function<double(double)>& f, const Interval& range);

}  // namespace solvers
