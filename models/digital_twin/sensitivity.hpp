// models/digital_twin/sensitivity.hpp
// How an equilibrium moves with each parameter.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/digital_twin/parameters.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

/// For each parameter of the payoffs ("players.reward[1]", ..., "game.trust" where it is a number) the
/// derivative of each sharing and probing at a stationary profile; deception stays 0, and deception_cost
/// moves nothing. Method: implicit function theorem on the first-order conditions with the active set of the
/// profile. Empty where that has no unique answer (singular Jacobian) or beyond `most_players`. Meaningful
/// where a binding constraint has a multiplier.
std::vector<std::pair<std::string, Quantities>> sensitivities(const Parameters& parameters,
                                                              const Vector& profile, int most_players = 10);

}  // namespace models::digital_twin
