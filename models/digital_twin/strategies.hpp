// models/digital_twin/strategies.hpp
// Profiles in the words of records (player1: sharing, probing, deception) and as the vectors of the
// equations.
#pragma once

#include <string>

#include "models/digital_twin/equations.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

/// "player1", "player2", ...: players have no other names.
std::string player_name(int player);

/// sharing, probing, deception.
Quantities named_strategy(double sharing, double probing, double deception);

Profile named_profile(const Vector& profile);
Quantities by_player(const Vector& values);

/// The vector of a named profile, in any order of players and words. Throws std::invalid_argument naming the
/// entry: a player or word that is unknown, missing or given twice, a value that is not a number, a strategy
/// outside {x >= 0, sum x <= 1} by more than rounding (1e-12).
Vector vector_of(const Profile& profile, int players);

/// The same without asking for feasible strategies: roots of the printed system (16) need not be.
Vector entries_of(const Profile& profile, int players);

}  // namespace models::digital_twin
