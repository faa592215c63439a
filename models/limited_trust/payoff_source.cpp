#include "models/limited_trust/payoff_source.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/game.hpp"

namespace models::limited_trust {

PayoffSource payoff_source(const Payoffs& payoffs, const RunOptions& options) {
  const ExpectedPayoffOptions wishes{.seed = options.seed, .stop = options.stop};
  const auto method = method_of(payoffs, wishes);
  PayoffSource source;
  source.evidence = name(method);
  source.leader_prefers_trust = method == PayoffMethod::exact && payoffs.leader_law &&
                                payoffs.leader_law->name().starts_with("exponential");
  source.table = [payoffs, wishes, method](const Vector& trust) {
    const auto table = payoff_table(payoffs, trust, wishes);
    if (!solvers::reached_goal(table.termination))
      throw PayoffsUnknown(fmt::format("expected payoffs are not known to their tolerance ({}); {}",
                                       solvers::name(table.termination), solvers::explain(table.termination)),
                           table.termination);
    const double error = std::max(table.leader_error.maxCoeff(), table.follower_error.maxCoeff());
    return PairPayoffs{table.leader, table.follower, method == PayoffMethod::monte_carlo ? 4 * error : error};
  };
  return source;
}

double game_variance(const Payoffs& payoffs, double trust, std::uint64_t seed) {
  if (payoffs.leader) return 0;  // one game, always the same
  constexpr int games = 10'000;
  solvers::RandomStream random(seed);
  const TrustLevels levels{.leader = trust, .follower = trust};
  Matrix leader(payoffs.leader_actions, payoffs.follower_actions), follower = leader;
  Vector paid(2 * games);
  for (int game = 0; game < games; ++game) {
    for (double& entry : leader.reshaped()) entry = payoffs.leader_law->sample(random);
    for (double& entry : follower.reshaped()) entry = payoffs.follower_law->sample(random);
    const auto outcome = play(leader, follower, levels);
    paid(2 * game) = outcome.leader_payoff;
    paid(2 * game + 1) = outcome.follower_payoff;
  }
  return (paid.array() - paid.mean()).square().mean();
}

std::string estimate_note(int samples) {
  return fmt::format(
      "agents estimate each utility from {} games: the expected one and a normal error of that variance, in "
      "place of the games themselves",
      samples);
}

}  // namespace models::limited_trust
