// The logit path against closed forms, its own definition and the equilibria it must end at.
#include "solvers/games/logit_path.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/games/support_system.hpp"

using namespace solvers;

namespace {

FiniteGame random_game(std::vector<int> actions, std::uint64_t task) {
  RandomStream stream(77, task);
  FiniteGame game{std::move(actions), {}};
  for (int i = 0; i < game.players(); ++i) {
    auto& table = game.payoff.emplace_back();
    for (long k = 0; k < game.profiles(); ++k) table.push_back(stream.uniform());
  }
  return game;
}

}  // namespace

TEST_CASE("every point of the path is a logit response to itself, and the end is an equilibrium",
          "[logit][property]") {
  const std::vector<std::vector<int>> shapes = {{2, 2}, {3, 4}, {2, 2, 2}, {2, 3, 2}, {2, 2, 2, 2}};
  for (std::uint64_t task = 0; task < 25; ++task) {
    const auto game = random_game(shapes[task % shapes.size()], task);
    const auto result = follow_logit_path(game);
    CAPTURE(task, result.detail);
    REQUIRE(reached_goal(result.termination));
    for (std::size_t k = 0; k < result.path.size(); k += 7) {
      const auto& point = result.path[k];
      for (int i = 0; i < game.players(); ++i) {
        const Vector u = action_payoffs(game, point.profile, i);
        const Vector weights = (point.precision * (u.array() - u.maxCoeff())).exp();
        const Vector expected = weights / weights.sum();
        CHECK((point.profile[static_cast<std::size_t>(i)] - expected).lpNorm<Eigen::Infinity>() <
              1e-9 * std::max(1.0, point.precision));  // lambda (u_a - u_b) cancels
      }
    }
    CHECK(result.polished);
    CHECK(exact_regrets(exact(game), result.limit).epsilon.nearest() < 1e-12);
  }
}

TEST_CASE("the path of a game of dominance is the logistic curve", "[logit][reference]") {
  // Each player's second action pays 1 more whatever the other does: x = 1 / (1 + exp(-lambda)).
  const FiniteGame game{{2, 2}, {{0, 1, 0, 1}, {0, 0, 1, 1}}};
  const auto result = follow_logit_path(game);
  REQUIRE(reached_goal(result.termination));
  for (const auto& point : result.path)
    CHECK(point.profile[0](1) == Approx(1 / (1 + std::exp(-point.precision))).margin(1e-9));
  CHECK(result.limit[0](1) == 1);
}

TEST_CASE("mixed equilibria of three players, mostly irrational, are proved by Krawczyk's test",
          "[logit][property]") {
  int proved = 0;
  for (std::uint64_t task = 0; task < 30; ++task) {
    const auto game = random_game({2, 2, 2}, 400 + task);
    const auto result = follow_logit_path(game);
    if (supports_of(result.limit, 1e-9)[0].size() + supports_of(result.limit, 1e-9)[1].size() +
            supports_of(result.limit, 1e-9)[2].size() ==
        3)
      continue;
    const auto certificate = certify_finite(exact(game), result.limit);
    CAPTURE(task, certificate.detail);
    CHECK(certificate.unique == Verdict::proved);
    ++proved;
  }
  CHECK(proved >= 3);
}
