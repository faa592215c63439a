// models/limited_trust/metagame_profile.hpp
// Profiles of the metagame in the words of the interface: agent1: {trust}, or {trust = [...], probability =
// [...]}.
#pragma once

#include <vector>

#include "models/family.hpp"
#include "models/limited_trust/mixed_trust.hpp"

namespace models::limited_trust {

/// Throws std::invalid_argument without a network, for one that check_network refuses, max_trust that is not
/// positive, fewer than two grid points, or initial trust above max_trust; NotOffered for other ties of
/// actions than the deterministic ones.
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

/// The grid together with the trust that agents start with, and the profile of the start on such levels.
Vector starting_levels(const Parameters&);
TrustProfile starting_profile(const Parameters&, const RankedPayoffs&);

/// The dynamics that the metagame asks for, with the seed and the stop of the run.
DynamicsOptions dynamics_of(const Metagame&, const Payoffs&, const RunOptions&);

/// The game on these levels; choices are the points of the grid.
TrustGame metagame_on(const Network&, const Metagame&, const RankedPayoffs&);

Vector grid_of(const Metagame&);  ///< 0, ..., max_trust

}  // namespace models::limited_trust
