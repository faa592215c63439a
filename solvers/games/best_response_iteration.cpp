#include "solvers/games/best_response_iteration.hpp"

#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/games/equilibrium_search.hpp"

namespace solvers {
namespace {

/// The way from `profile` to the best responses, by player; what the damped move uses of it is the same.
Vector way_to_best_responses(const Game& game, const BestResponseOracle& oracle,
                             const BestResponseIterationOptions& options, Vector profile) {
  Vector way(profile.size());
  for (int i = 0, begin = 0; i < game.players(); ++i) {
    const BestResponse best = oracle(i, profile);
    const Eigen::Index size = game.strategy_sets[static_cast<std::size_t>(i)]->dimension();
    require::same_size("best_response_iteration", "the oracle's strategy", best.strategy.size(),
                       "the player's set", size);
    way.segment(begin, size) = best.strategy - profile.segment(begin, size);
    if (options.sequential) profile.segment(begin, size) += options.damping * way.segment(begin, size);
    begin += static_cast<int>(size);
  }
  return way;
}

}  // namespace

EquilibriumResult best_response_iteration(const Game& game, const Vector& start,
                                          const BestResponseOracle& oracle,
                                          const BestResponseIterationOptions& options) {
  constexpr auto who = "best_response_iteration";
  check_equilibrium_problem(who, game, start, options.limits);
  require::that(static_cast<bool>(oracle), who, "there is no best-response oracle; pass local_oracle(game)");
  require::that(options.damping > 0 && options.damping <= 1, who,
                fmt::format("damping = {} is outside (0, 1]", options.damping));
  EquilibriumSearch search(game, options.limits);
  long rounds = 0;
  const auto at = [&](const Vector& profile) {
    ++rounds;
    return search.at(profile, way_to_best_responses(game, oracle, options, profile));
  };
  for (auto point = at(game.project(start)); !search.done(point);)
    point = at(point.x + options.damping * point.field);
  auto result = search.result();
  result.evaluations = rounds * game.players();
  return result;
}

}  // namespace solvers
