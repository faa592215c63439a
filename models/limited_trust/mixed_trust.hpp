// models/limited_trust/mixed_trust.hpp
// Mixed strategies of the metagame: agents draw their level of trust, independently of one another.
#pragma once

#include <utility>
#include <vector>

#include "models/limited_trust/best_response_dynamics.hpp"

namespace models::limited_trust {

/// probability[i](x): that agent i shows level x.
using MixedProfile = std::vector<Vector>;

/// Exact expected utility of each level for one agent while the others draw theirs. Method: for each possible
/// inviter, the law of how many of its other neighbors rank above and equal, by convolution over these
/// neighbors (Poisson binomial), in place of the sum over all profiles. Throws std::invalid_argument for
/// shapes that disagree.
Vector mixed_utilities(const Network&, const RankedPayoffs&, const MixedProfile&, int agent);

/// Largest gain of each agent over its mixed strategy by one of `game.choices`; 0 for fixed agents.
TrustRegrets mixed_regrets(const TrustGame&, const MixedProfile&);

struct MixedOptions {
  int max_iterations = 4000;                      ///< of regret matching
  std::vector<std::pair<int, int>> fixed_levels;  ///< agents that never move, and their level
  solvers::Stop stop{};
};

struct MixedResult {
  solvers::Termination termination = solvers::Termination::not_started;
  MixedProfile profile;
  double exploitability = 0;  ///< on game.choices
  long iterations = 0;
};

/// A mixed equilibrium on few levels. Method: regret matching+ (Tammelin, 2014, arXiv:1407.5042) for the
/// supports (levels played at least 1, 5, 10 or 20 % of the time are tried in turn), then Newton's method for
/// the probabilities that make every level of a support pay the same. `converged` where the exploitability is
/// within payoffs.rounding() times 1000; otherwise the average play is returned, `stalled`: outside
/// two-player zero-sum games regret matching need not converge.
MixedResult mixed_equilibrium(const TrustGame&, const MixedOptions& = {});

}  // namespace models::limited_trust
