// models/digital_twin/symmetric_regret.cpp
// The regret of a symmetric profile, in double and in balls.
#include "models/digital_twin/symmetric_regret.hpp"

#include <algorithm>

namespace models::digital_twin {

PlayerRegret symmetric_regret(Gradient gradient, const Representative& player,
                              const std::optional<double>& held_trust, const SymmetricStrategy& all) {
  using solvers::Ball;
  const SymmetricChoice<double> played{all.sharing, all.probing, all.deception};
  const SymmetricChoice<Ball> sure{all.sharing, all.probing, all.deception};
  const auto rigorous = lift<Ball>(player);
  const double range =
      player.reward + std::max({player.sharing_cost, player.probing_cost, player.deception_cost});
  return regret_in(symmetric_own_problem(gradient, player, held_trust, played),
                   symmetric_own_problem(gradient, rigorous, held_trust, sure),
                   symmetric_payoff(player, played), symmetric_payoff(rigorous, sure), range);
}

}  // namespace models::digital_twin
