// solvers/fixed_points/monotone_fixed_point.hpp
// The least and the greatest fixed point of a map that keeps order: coordination games, thresholds, best
// replies.
#pragma once

#include <functional>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/core/verdict.hpp"

namespace solvers {

struct MonotoneFixedPointProblem {
  /// T: takes the box into itself, and x <= y (in every entry) gives T(x) <= T(y).
  std::function<Vector(const Vector&)> map;
  Vector lower;  ///< n finite numbers: the least element of the box
  Vector upper;  ///< n finite numbers, >= lower
};

struct MonotoneFixedPointOptions {
  double tolerance = 1e-12;      ///< of the residual, in the unit of x relative to the box's width; in (0, 1)
  int max_iterations = 100'000;  ///< evaluations of T from each end; at least 1
  Stop stop{};
};

struct MonotoneEnd {
  Termination termination = Termination::not_started;
  Vector point{};       ///< n; the last iterate: a bound of every fixed point as long as T keeps order
  double residual = 0;  ///< largest |T(x) - x|_i / (upper_i - lower_i) at `point`
  int iterations = 0;
};

struct MonotoneFixedPointResult {
  MonotoneEnd least{};     ///< from `lower` upwards: every fixed point is >= it
  MonotoneEnd greatest{};  ///< from `upper` downwards: every fixed point is <= it
  /// Whether T kept order on the pairs of points that were seen. Refuted: it did not, and the two ends bound
  /// nothing. It is never `proved` by finitely many points.
  Verdict order = Verdict::undecided;
  double worst_violation =
      0;                ///< largest step against the order, over the box's width; rounding stays below 1e-14
  int comparisons = 0;  ///< pairs of ordered points on which T was compared
  double gap = 0;       ///< largest (greatest - least)_i over the box's width: all fixed points lie between
};

/// Iterate T from both ends of the box. By Tarski's theorem the iterates from `lower` rise to the least fixed
/// point and those from `upper` fall to the greatest, for T continuous from that side; where the two agree,
/// the fixed point is unique. Where T hardly contracts, an end with a small residual may still be far short
/// of its fixed point: a bound all the same. A step against the order by more than rounding refutes it and
/// ends both sides `stalled`. Source: Topkis (1998), Supermodularity and Complementarity, Princeton,
/// section 4.3. Throws std::invalid_argument for wrong shapes, bounds that are out of order or not finite,
/// options out of range, or a T that leaves the box at one of its ends.
MonotoneFixedPointResult find_monotone_fixed_points(const MonotoneFixedPointProblem&,
                                                    const MonotoneFixedPointOptions& = {});

}  // namespace solvers
