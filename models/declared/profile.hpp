// models/declared/profile.hpp
// Profiles in the user's words: player, then its variables; arrays of variables as arrays.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/results.hpp"

namespace models::declared {

Profile named_profile(const Parameters&, const Vector& x);

/// What one player chooses in x.
Quantities named_strategy(const Parameters&, int player, const Vector& x);

/// Throws std::invalid_argument naming the entry: a player or variable that is unknown, missing or given
/// twice, an array of another length, a number that is not finite or outside its bounds by more than
/// rounding.
Vector vector_of(const Parameters&, const Profile&);

/// "player1.q", "player1.x[pen]": one for each entry.
std::string entry_name(const Parameters&, int entry);

/// One quantity a player.
Quantities by_player(const Parameters&, const Vector& values);

}  // namespace models::declared
