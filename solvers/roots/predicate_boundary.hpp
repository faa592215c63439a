// solvers/roots/predicate_boundary.hpp
// Where a monotone yes-or-no question of one number changes its answer: thresholds, feasibility borders.
#pragma once

#include <functional>

#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace solvers {

struct PredicateBoundaryProblem {
  std::function<bool(double)> predicate;  ///< changes its answer once on the interval
  Interval interval;                      ///< finite; its ends have different answers
};

struct PredicateBoundaryOptions {
  double relative_tolerance = 0;  ///< final width over |x|; 0: down to adjacent doubles
  int max_evaluations = 70;       ///< of `predicate`; at least 3; 66 reach adjacent doubles from anywhere
  Stop stop{};
};

struct PredicateBoundaryResult {
  Termination termination = Termination::not_started;
  Interval boundary{};  ///< the answer at `lower` is that of the lower end, at `upper` that of the upper end
  bool answer_below = false;  ///< predicate(boundary.lower); the other answer holds at boundary.upper
  int evaluations = 0;
};

/// Bisect the boundary. Method: bisection on the numbering of the doubles themselves, so that a boundary near
/// 0 takes no more than one near 1. For a predicate that changes several times, one of its changes is found.
/// Throws std::invalid_argument for an interval that is empty or not finite, equal answers at its ends, or an
/// option out of range; exceptions of the predicate pass through.
PredicateBoundaryResult bisect_predicate(const PredicateBoundaryProblem&,
                                         const PredicateBoundaryOptions& = {});

}  // namespace solvers
