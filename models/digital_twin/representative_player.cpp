// models/digital_twin/representative_player.cpp
// A population of identical players as one player and a number.
#include "models/digital_twin/representative_player.hpp"

#include "solvers/core/require.hpp"

namespace models::digital_twin {

Representative representative(const Players& p, int i) {
  return {.count = p.count(),
          .sharing_cost = p.sharing_cost(i),
          .probing_cost = p.probing_cost(i),
          .deception_cost = p.deception_cost(i),
          .information_sensitivity = p.information_sensitivity(i),
          .reward = p.reward(i),
          .sharing_value = p.sharing_value(i),
          .probing_value = p.probing_value(i)};
}

Representative identical(const Players& p) {
  solvers::require::at_least("symmetric equilibrium", "players.count", p.count(), 2);
  solvers::require::that(
      p.identical(), "symmetric equilibrium",
      "the players differ; give each key of [players] one number, or ask for concept = \"nash\"");
  return representative(p);
}

}  // namespace models::digital_twin
