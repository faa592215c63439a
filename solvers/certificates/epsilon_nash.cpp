#include "solvers/certificates/epsilon_nash.hpp"

#include <algorithm>
#include <limits>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

/// [what the known deviation gains at least, what any strategy gains at most]. A regret is never negative.
Interval regret_of(const PlayerEvidence& player) {
  const Ball gain = player.deviation_payoff - player.payoff;
  const Ball most = player.best_upper_bound - player.payoff;
  return {std::max(0.0, gain.is_finite() ? gain.lower() : 0.0),
          most.is_finite() ? std::max(0.0, most.upper()) : std::numeric_limits<double>::infinity()};
}

}  // namespace

EpsilonNashResult certify_epsilon_nash(const std::vector<PlayerEvidence>& players, double tolerance) {
  require::at_least("certify_epsilon_nash", "the number of players", static_cast<long>(players.size()), 1);
  require::nonnegative("certify_epsilon_nash", "tolerance", tolerance);
  EpsilonNashResult result;
  for (const auto& player : players) {
    require::that(!certainly_less(player.best_upper_bound, player.deviation_payoff), "certify_epsilon_nash",
                  "a deviation pays more than the upper bound of the best response: one of the two is wrong");
    const Interval regret = regret_of(player);
    result.epsilon = std::max(result.epsilon, regret.upper);
    if (regret.lower > result.gain) {
      result.gain = regret.lower;
      result.deviator = static_cast<int>(result.regret.size());
    }
    result.regret.push_back(regret);
  }
  if (result.gain > tolerance)
    result.verdict = Verdict::refuted;
  else if (result.epsilon <= tolerance)
    result.verdict = Verdict::proved;
  if (result.verdict != Verdict::refuted) result.deviator = -1;
  return result;
}

}  // namespace solvers
