// models/digital_twin/nash.hpp
// Profiles that may be Nash equilibria of heterogeneous players, by any method of solvers/games.
#pragma once

#include <string_view>
#include <vector>

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"
#include "solvers/games/game.hpp"

namespace models::digital_twin {

/// The game in (sharing, probing) of each player: 2 N numbers on {x >= 0, sum x <= 1}. Deception is 0, since
/// it is strictly dominated under every gradient. Under steady-state trust the field is the one whose zeros
/// are the equilibria: own gradients with trust held at tau_ij = s_j.
solvers::Game reduced_game(const Parameters& parameters);

/// (sharing, probing) of each player <-> the 3 N numbers of the equations.
Vector without_deception(const Vector& profile);
Vector with_deception_zero(const Vector& reduced);

/// What RunOptions.method may say for concept nash.
const std::vector<std::string_view>& nash_method_names();

/// Search from many starts; each stationary profile found is a candidate, refuted ones after the rest. While
/// every candidate is refuted the search goes on from more starts. A search never claims completeness. Throws
/// std::invalid_argument for an unknown method, TooLarge for a Jacobian that does not fit.
Candidates find_nash(const Parameters& parameters, const RunOptions& options);

}  // namespace models::digital_twin
