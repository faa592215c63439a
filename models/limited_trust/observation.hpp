// models/limited_trust/observation.hpp
// What one choice of a player of limited trust reveals about its trust.
// Source: Murray, Garg & Nagi, sections III-A and III-B, Figures 2 and 3.
#pragma once

#include <limits>
#include <span>

namespace models::limited_trust {

/// A choice made where `upper` would have been given up at more trust: trust lies in [lower, upper).
struct Observation {
  double lower = 0;  ///< l', unit of payoff: what was given up
  double upper =
      std::numeric_limits<double>::infinity();  ///< u': what was not; infinite at the frontier's end
  bool on_frontier = false;  ///< false: a player of limited trust never chooses so, and nothing is learned
};

/// The bounds on the observed player's trust, from its options. With the Pareto frontier of (own, net) sorted
/// by own payoff decreasing, greedy first, a choice j shows l' = own(1) - own(j) and u' = own(1) - own(j +
/// 1). One pass without sorting: own(1) is the largest own payoff, own(j + 1) the largest among options with
/// more net than j.
///   own  one an option: B of the row played (leader observes follower), or A at the planned replies
///   (follower
///        observes leader; the source's III-B prints b where a_1 - a_i and a_1 - a_(i+1) are meant)
///   net  one an option: A + B there
/// Options that are equal in both count as one. Throws std::invalid_argument for sizes that disagree or
/// `chosen` out of range.
Observation observe(std::span<const double> own, std::span<const double> net, int chosen);

}  // namespace models::limited_trust
