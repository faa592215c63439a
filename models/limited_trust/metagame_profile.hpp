// models/limited_trust/metagame_profile.hpp
// Profiles of the metagame in the words of the interface: agent1: {trust}, or {trust = [...], probability =
// [...]}.
#pragma once

#include <vector>

#include "models/limited_trust/mixed_trust.hpp"
#include "models/results.hpp"

namespace models::limited_trust {

/// Throws std::invalid_argument without a network, for one that check_network refuses, max_trust that is not
/// positive, fewer than two grid points, or initial trust above max_trust.
void check_metagame(const Parameters&);

std::string agent_name(int agent);  ///< "agent1" for 0

/// What one agent does: trust and how often; one entry with probability 1 where it does not mix.
struct AgentStrategy {
  std::vector<double> trust, probability;
};

/// One strategy an agent, checked. Throws std::invalid_argument as certify_metagame says.
std::vector<AgentStrategy> read_strategies(const Network&, double max_trust, const Profile&);

Profile named_profile(const std::vector<AgentStrategy>&);
Profile named_profile(const RankedPayoffs&, const TrustProfile&);
Profile named_profile(const RankedPayoffs&, const MixedProfile&);

/// The grid of the description together with every further trust that is played, increasing.
Vector levels_with(const Metagame&, const std::vector<AgentStrategy>&);

/// The game on these levels; choices are the points of the grid.
TrustGame metagame_on(const Network&, const Metagame&, const RankedPayoffs&);

Vector grid_of(const Metagame&);  ///< 0, ..., max_trust

}  // namespace models::limited_trust
