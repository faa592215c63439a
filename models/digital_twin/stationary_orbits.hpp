// models/digital_twin/stationary_orbits.hpp
// All stationary profiles of identical players without trust, by an exclusion scan over the common level in
// balls.
#pragma once

#include <vector>

#include "models/digital_twin/representative_player.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"

namespace models::digital_twin {

/// Stationary profiles that differ only in who is who.
struct Orbit {
  std::vector<int> counts;  ///< how many players have each share; sum N
  std::vector<solvers::Interval>
      shares;           ///< encloses the share P of each, ascending; counts times shares is 1
  double labelled = 1;  ///< number of ways to name the players
};

struct Orbits {
  solvers::Termination termination = solvers::Termination::not_started;
  bool complete = false;  ///< proved: every stationary profile belongs to one of `orbits`, and each exists
  std::vector<Orbit> orbits;  ///< the symmetric one first
  int undecided = 0;          ///< ranges of level left over: too narrow to split, neither excluded nor proved
  long evaluations = 0;       ///< of the inverse of the level function
};

/// Shares are stationary exactly if they sum to 1 and have one level f(p), see share_levels.hpp; budget
/// included. Method: for every way to spread N players over the monotone branches of f, the sum of their
/// shares as a function of the level is enclosed on ranges of levels; a range where it misses 1 is excluded,
/// one where it is monotone holds a root if the signs at its ends differ, others are split. All players on
/// one branch means equal shares 1/N, which is always stationary. Throws std::invalid_argument for more
/// spreads than `most_spreads`.
Orbits stationary_orbits(const Representative&, const solvers::Stop& = {});

/// How many spreads of the players over the branches of f the scan would follow; more than `most_spreads` are
/// refused.
double spreads_to_scan(const Representative&);
constexpr double most_spreads = 20'000;

}  // namespace models::digital_twin
