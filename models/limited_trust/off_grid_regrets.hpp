// models/limited_trust/off_grid_regrets.hpp
// What agents gain between the levels of trust, for certificates: summed afresh from section 2's rule, by
// none of the code that finds equilibria.
#pragma once

#include "models/limited_trust/best_response_dynamics.hpp"

namespace models::limited_trust {

/// For each agent the supremum of its gain over [0, highest choice]; 0 for fixed agents. Where utilities fall
/// with own trust between the levels of others, it is at a level or just above one. Method: each level is
/// doubled, its copy a hair above it, which leaders rank higher and which pays the same (payoffs are
/// continuous); every deviation is one `agent_utility` on the doubled levels. Empty where payoffs do not rank
/// by trust or utilities do not fall with own trust. Cost: agents x levels x the inviters' degrees.
Vector off_grid_regrets(const TrustGame&, const TrustProfile&);

}  // namespace models::limited_trust
