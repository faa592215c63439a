// solvers/certificates/epsilon_nash.hpp
// Rigorous regrets of a profile: from upper bounds of what each player could get, and enclosures of what he
// gets.
#pragma once

#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/scalars/ball.hpp"

namespace solvers {

/// Evidence on one player. Payoffs are enclosed in balls from the model, not taken from a solver.
struct PlayerEvidence {
  Ball payoff = Ball::indeterminate();  ///< of the profile
  Ball best_upper_bound =
      Ball::indeterminate();  ///< no strategy pays more than its upper end; unknown: the default
  Ball deviation_payoff = Ball::indeterminate();  ///< of the best deviation known; none known: the default
};

struct EpsilonNashResult {
  /// proved: every regret is at most the tolerance. refuted: some player certainly gains more than the
  /// tolerance.
  Verdict verdict = Verdict::undecided;
  std::vector<Interval>
      regret;          ///< by player: what the best response gains lies in it; lower >= 0, upper rounded up
  double epsilon = 0;  ///< largest upper end, so that the profile is certainly an epsilon-Nash equilibrium
  int deviator = -1;   ///< where refuted: the player with the largest certain gain
  double gain = 0;     ///< of that player, rounded down
};

/// Throws std::invalid_argument unless there is a player and tolerance >= 0, and for evidence that
/// contradicts itself: a deviation that pays certainly more than the upper bound.
EpsilonNashResult certify_epsilon_nash(const std::vector<PlayerEvidence>& players, double tolerance);

}  // namespace solvers
