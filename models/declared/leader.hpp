// models/declared/leader.hpp
// Stackelberg play: one player moves first, the others reply with an equilibrium among themselves.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"

namespace models::declared {

/// The leader's best move by global search with the followers' equilibrium inside.
Candidates search_leader(const Parameters&, const RunOptions&);

/// Followers' regrets bounded and their equilibrium proved in a box, the leader's move compared with a search
/// of its own; beside it how far from Nash the play is.
Equilibrium certify_leader(const Parameters&, const Vector& x, const RunOptions&);

}  // namespace models::declared
