#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/games/extragradient.hpp"
#include "solvers/games/nash_equilibrium.hpp"
#include "tests/problems/games/collection.hpp"

using solvers::find_nash_equilibria;
using solvers::Termination;
using solvers::Vector;

namespace {

void check_solution(const tests::GameProblem& problem, const solvers::NashResult& result,
                    double regret = 1e-9) {
  CAPTURE(problem.name, result.method, result.detail, name(result.termination));
  REQUIRE(result.converged == result.starts);
  REQUIRE(result.equilibria.size() == 1);
  const auto& found = result.equilibria.front();
  const double scale = std::max(1.0, problem.equilibrium.lpNorm<Eigen::Infinity>());
  CHECK((found.solution.profile - problem.equilibrium).lpNorm<Eigen::Infinity>() <=
        problem.tolerance * scale);
  CHECK(found.regrets.epsilon <= regret);
  CHECK(result.refuted.empty());
}

}  // namespace

TEST_CASE("every problem is solved by the automatic choice from every start", "[games][problems]") {
  for (const auto& problem : tests::game_problems())
    check_solution(problem, find_nash_equilibria(problem.game, {.starts = 6, .seed = 3}));
}

TEST_CASE("extragradient solves every problem", "[games][problems]") {
  for (const auto& problem : tests::game_problems())
    check_solution(
        problem,
        find_nash_equilibria(problem.game, {.method = "extragradient", .starts = 2, .step = problem.step}));
}

TEST_CASE("every step rule of projected gradients solves the strictly monotone problems",
          "[games][problems]") {
  const std::string method = GENERATE("projected-gradient", "projected-gradient-fixed",
                                      "projected-gradient-diminishing", "barzilai-borwein");
  for (const auto& problem : tests::game_problems()) {
    if (!problem.monotone) continue;
    const bool slow =
        method == "projected-gradient-diminishing";  // by design: sum k^-0.6 is 100 after 10^4 steps
    auto looser = problem;
    if (slow) looser.tolerance = 1e-5;  // the residual over the smallest rate of contraction met here
    check_solution(looser,
                   find_nash_equilibria(problem.game, {.method = method,
                                                       .starts = 1,
                                                       .regret_tolerance = 1e-6,
                                                       .step = (slow ? 5 : 1) * problem.step,
                                                       .limits = {.tolerance = slow ? 1e-6 : 1e-12}}),
                   1e-6);
  }
}

TEST_CASE("a thousand players with a hand-written field", "[games][problems]") {
  // internet switching with x >= 0: x = (N - 1) / N^2
  const int n = 1000;
  const auto side = std::make_shared<solvers::Box>(1, 0.0, 1.0);
  const solvers::Game game{.strategy_sets = std::vector<solvers::ConvexSetPtr>(n, side),
                           .payoff = [](int i, const Vector& x) { return x(i) / x.sum() * (1 - x.sum()); },
                           .pseudo_gradient = [](const Vector& x) -> Vector {
                             const double S = x.sum();
                             return (1 - S) * (Vector::Constant(x.size(), S) - x) / (S * S) - x / S;
                           }};
  const auto result = solvers::extragradient(game, Vector::Constant(n, 0.5 / n), {.step = 1e-3});
  CAPTURE(result.detail, result.residual, result.evaluations);
  CHECK(result.termination == Termination::converged);
  CHECK((result.profile - Vector::Constant(n, 0.000999)).lpNorm<Eigen::Infinity>() <= 1e-11);
}
