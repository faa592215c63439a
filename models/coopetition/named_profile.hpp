// models/coopetition/named_profile.hpp
// Profiles in the words of records (Samsung: action 26.6) and as the vectors of the equations.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/results.hpp"

namespace models::coopetition {

Profile named_profile(const Parameters&, const Vector& actions);

/// "Samsung->Sony": the ordered pair of an actor and the one it watches.
std::string pair_name(const Parameters&, int i, int j);

/// One quantity an actor.
Quantities by_actor(const Parameters&, const Vector& values);

/// The actions of a named profile, in any order. Throws std::invalid_argument naming the entry: an actor or
/// word that is unknown, missing or given twice, a value that is not a number or lies outside [0, e].
Vector actions_of(const Parameters&, const Profile&);

}  // namespace models::coopetition
