// models/favor/profile.hpp
// Limits under the names of a profile: agent1: { agent2: limit of what agent 1 does for agent 2 }, and on a
// network agent1: { limit: ... }.
#pragma once

#include "models/favor/parameters.hpp"
#include "models/results.hpp"

namespace models::favor {

/// limits(i, j): what i does for j; n x n, the diagonal unused.
Profile named_limits(const Parameters&, const Matrix& limits);
/// Throws std::invalid_argument for agents or limits that are missing, unknown, negative or not finite.
Matrix limits_of(const Parameters&, const Profile&);

/// One limit an agent.
Profile named_limits(const Parameters&, const Vector& limits);
Vector agent_limits_of(const Parameters&, const Profile&);

/// A number an agent, under its name.
Quantities by_agent(const Parameters&, const Vector& values);

}  // namespace models::favor
