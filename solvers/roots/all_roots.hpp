// solvers/roots/all_roots.hpp
// Every root of a function on an interval, with proof: each one enclosed, and none elsewhere.
#pragma once

#include <functional>
#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/dual.hpp"

namespace solvers {

struct AllRootsProblem {
  std::function<Ball(const Ball&)> function;                      ///< f, enclosed over a ball
  std::function<Dual<Ball, 1>(const Dual<Ball, 1>&)> with_slope;  ///< the same f with f'
  Interval interval;                                              ///< finite, its ends included
};

/// The problem for `f` written once on its number type; lift parameters into that type before any arithmetic.
template <typename F>
AllRootsProblem all_roots_problem(F f, const Interval& interval) {
  return {[f](const Ball& x) { return Ball(f(x)); },
          [f](const Dual<Ball, 1>& x) { return Dual<Ball, 1>(f(x)); }, interval};
}

struct AllRootsOptions {
  double relative_tolerance = 1e-12;  ///< width of each enclosure over max(|x|, smallest_piece); in (0, 1)
  double smallest_piece =
      1e-9;  ///< over the width of the interval: narrower pieces are left undecided; in (0, 1)
  int max_pieces = 100'000;  ///< examined; at least 1
  Stop stop{};
};

struct RootEnclosure {
  Interval enclosure{};                 ///< holds the root
  Verdict unique = Verdict::undecided;  ///< proved: exactly one root lies in `enclosure`
};

struct AllRootsResult {
  Termination termination = Termination::not_started;
  std::vector<RootEnclosure> roots{};  ///< proved, ascending; no root is enclosed twice
  std::vector<Interval> undecided{};   ///< may hold any number of roots, none included; ascending
  bool complete = false;               ///< proved: `roots` are all the roots on the interval
  int pieces = 0;                      ///< examined
};

/// All x in `interval` with f(x) = 0. Method: exclusion and subdivision; a piece is cleared by an enclosure
/// of f (plain or mean-value form) without 0, or by an enclosure of f' without 0 together with certain signs
/// at its ends (one root or none) or an interval Newton step. Multiple roots and poles can not be decided
/// this way and come out `undecided`, which makes `complete` false. `termination`: converged when complete,
/// stalled when pieces are left undecided, not_finite when f has no enclosure on one of them however narrow,
/// or the budget that ended the search. Source: Neumaier (1990), Interval Methods for Systems of Equations,
/// Cambridge, chapter 5. Throws std::invalid_argument for an empty or infinite interval, empty functions or
/// options out of range.
AllRootsResult find_all_roots(const AllRootsProblem&, const AllRootsOptions& = {});

}  // namespace solvers
