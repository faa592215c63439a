// models/limited_trust/network_bounds.hpp
// What can be said of a network's metagame without solving it.
#pragma once

#include <vector>

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// "full_trust_slack": what the agent that is nearest to leaving would lose by leaving full trust, were
/// everybody there; not negative exactly where that is a Nash equilibrium (all_at_max). None without a
/// network, with lexicographic ties, or where nobody may move.
std::vector<Bound> network_bounds(const Parameters&, const RunOptions&);

}  // namespace models::limited_trust
