// models/digital_twin/stage_regret.hpp
// How far a round of a simulation is from an equilibrium of the game that it plays.
#pragma once

#include "models/digital_twin/learning.hpp"

namespace models::digital_twin {

/// The most that any player gains in the present round by a best response to the others' true strategies,
/// with trust held: the exploitability of the stage game, in the unit of payoff. Best responses are searched
/// globally in double (best_response.hpp) without proof. O(N^2) and a search for each player.
double largest_stage_regret(const Parameters&, const Learning&);

}  // namespace models::digital_twin
