// models/limited_trust/check.hpp
// The self-tests of `entente check`: what can be said of a description before anything is solved.
#pragma once

#include "models/limited_trust/parameters.hpp"
#include "models/results.hpp"

namespace models::limited_trust {

/// Given payoffs: the play by rule is one by definition, decided by other code; how many rows leave the
/// follower a tie. Drawn payoffs: their moments, and that a leader's expected payoff does not fall with the
/// follower's trust, which ranking neighbors by trust assumes (at seven trusts up to metagame.max_trust).
/// Networks: isolated agents, and agents that invite every neighbor.
CheckReport check_model(const Parameters&);

}  // namespace models::limited_trust
