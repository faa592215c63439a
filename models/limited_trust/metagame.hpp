// models/limited_trust/metagame.hpp
// The metagame: agents of a network choose their trust from a grid, each for its own expected utility of a
// round. Source: Murray, Garg & Nagi, Section IV.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Profiles that may be equilibria, agent1: {trust}; with method "mixed" agent1: {trust = [...], probability
/// = [...]}. Methods: "best-response": the dynamics of the description from its initial trust; where they
/// cycle, the profile of the cycle that leaves least to gain. "search": one agent after the other, from no
/// trust, from full trust and from `options.starts` (8 unless asked) drawn profiles. "auto": best-response,
/// then search where that found none. "mixed": regret matching+ on five levels. A cycle is
/// Termination::cycling with its period in `detail`. Throws std::invalid_argument for an unknown method or
/// parameters out of range, TooLarge for a network that does not fit "mixed".
Candidates solve_metagame(const Parameters&, const RunOptions&);

/// Judge a profile: every agent's regret over the whole grid, each deviation summed afresh from section 2's
/// rule, and (where utilities fall with own trust) over [0, max_trust]. `checked-global` within the
/// tolerance. Refuted with the deviation that gains most. Throws std::invalid_argument for agents that are
/// missing or unknown, trust outside [0, max_trust], probabilities that do not sum to 1, a fixed agent that
/// moved.
Equilibrium certify_metagame(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::limited_trust
