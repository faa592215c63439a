// What the methods say where they cannot succeed, and where a stationary profile is no equilibrium.
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/games/best_response_iteration.hpp"
#include "solvers/games/extragradient.hpp"
#include "solvers/games/nash_equilibrium.hpp"
#include "solvers/games/natural_map.hpp"
#include "solvers/games/natural_map_newton.hpp"
#include "solvers/games/projected_gradient.hpp"
#include "tests/problems/games/collection.hpp"

using solvers::BestResponse;
using solvers::Game;
using solvers::Matrix;
using solvers::StepRule;
using solvers::Termination;
using solvers::Vector;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The pure best reply to the other player's mixture, lowest index first.
solvers::BestResponseOracle pure_replies(const Matrix& row, const Matrix& column) {
  return [=](int player, const Vector& profile) {
    const Vector pays = player == 0 ? Vector(row * profile.tail(row.cols()))
                                    : Vector(column.transpose() * profile.head(row.rows()));
    Eigen::Index best = 0;
    const double payoff = pays.maxCoeff(&best);
    return BestResponse{Termination::converged, Vector::Unit(pays.size(), best), payoff, payoff, 1};
  };
}

/// One player on [0, 1], payoff sqrt(x - 1/2) - x: NaN left of 1/2, stationary at 3/4.
Game defined_on_the_right_half() {
  return {
      .strategy_sets = {std::make_shared<solvers::Box>(1, 0.0, 1.0)},
      .payoff = [](int, const Vector& x) { return std::sqrt(x(0) - 0.5) - x(0); },
      .pseudo_gradient = [](const Vector& x) -> Vector { return Vector{{0.5 / std::sqrt(x(0) - 0.5) - 1}}; }};
}

}  // namespace

TEST_CASE("plain ascent circles on a bilinear saddle and says so; extragradient converges",
          "[games][fault]") {
  const auto& saddle = tests::game_problem("bilinear saddle");
  const Vector start{{0.3, 0.2}};
  for (const auto rule : {StepRule::fixed, StepRule::armijo, StepRule::barzilai_borwein}) {
    const auto circling = projected_gradient(saddle.game, start, {.rule = rule});
    CAPTURE(static_cast<int>(rule), name(circling.termination), circling.detail);
    CHECK_FALSE(reached_goal(circling.termination));
    CHECK(circling.residual > 0.05);
    CHECK_FALSE(circling.detail.empty());
    CHECK(circling.residual == solvers::natural_residual(saddle.game, circling.profile));
  }
  const auto result = solvers::extragradient(saddle.game, start);
  CHECK(result.termination == Termination::converged);
  CHECK(result.profile.norm() <= 1e-11);
}

TEST_CASE("best responses in rock, paper, scissors cycle, and the period is told", "[games][fault]") {
  const Matrix row{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}};
  const auto& game = tests::game_problem("rock paper scissors").game;
  const Vector start{{1, 0, 0, 0, 0, 1}};  // rock against scissors
  const auto together = best_response_iteration(game, start, pure_replies(row, -row), {.damping = 1});
  CHECK(together.termination == Termination::cycling);
  CHECK(together.period == 6);  // RS, PR -> by hand: (R,S) (R,P) (S,P) (S,R) (P,R) (P,S) (R,S)
  CHECK(together.residual > 0.1);
  const auto in_turn =
      best_response_iteration(game, start, pure_replies(row, -row), {.damping = 1, .sequential = true});
  CHECK(in_turn.termination == Termination::cycling);
  CHECK(in_turn.period == 3);
}

TEST_CASE("a spent budget is told with the best residual", "[games][fault]") {
  const auto& game = tests::game_problem("murphy cournot").game;
  const Vector start = Vector::Constant(5, 20);
  const auto result = solvers::extragradient(game, start, {.limits = {.max_iterations = 3}});
  CHECK(result.termination == Termination::iteration_limit);
  CHECK(result.iterations == 3);
  CHECK(result.residual > 1e-6);
  const auto newton = natural_map_newton(game, start, {.limits = {.max_iterations = 1}});
  CHECK(newton.termination == Termination::iteration_limit);
  CHECK(newton.residual == solvers::natural_residual(game, newton.profile));
}

TEST_CASE("a payoff that is not a number at the start ends with the point", "[games][fault]") {
  const auto result = solvers::extragradient(defined_on_the_right_half(), Vector{{0.25}});
  CHECK(result.termination == Termination::not_finite);
  CHECK_THAT(result.detail, Catch::Contains("(0.25)"));
  CHECK(std::isnan(result.residual));
  const auto best =
      solvers::local_best_response(defined_on_the_right_half(), 0, Vector{{0.25}}, {.starts = 1});
  CHECK(best.termination == Termination::not_finite);
}

TEST_CASE("steps into a region without payoffs are taken back", "[games][fault]") {
  const Game game = defined_on_the_right_half();
  const auto result = solvers::extragradient(game, Vector{{1.0}}, {.step = 3});
  CHECK(result.termination == Termination::converged);
  CHECK(result.profile(0) == Approx(0.75).epsilon(1e-11));
  const auto best = solvers::local_best_response(game, 0, Vector{{0.25}});  // other starts save the search
  CHECK(reached_goal(best.termination));
  CHECK(best.payoff == Approx(-0.25));
}

TEST_CASE("a field that is nowhere finite never passes", "[games][fault]") {
  Game game = tests::game_problem("cournot duopoly").game;
  game.pseudo_gradient = [](const Vector& x) -> Vector { return Vector::Constant(x.size(), not_a_number); };
  for (const auto method : solvers::nash_methods()) {
    if (method == "best-response" || method == "auto") continue;  // these two do not need the field
    const auto result = find_nash_equilibria(game, {.method = std::string(method), .starts = 2});
    CAPTURE(method);
    CHECK(result.termination == Termination::not_finite);
    CHECK(result.equilibria.empty());
    CHECK_FALSE(result.detail.empty());
  }
}

TEST_CASE("a field that changes between calls is not called converged", "[games][fault]") {
  Game game = tests::game_problem("cournot duopoly").game;
  auto calls = std::make_shared<int>(0);
  game.pseudo_gradient = [calls](const Vector& x) -> Vector {
    return Vector::Constant(x.size(), (*calls)++ % 2);
  };
  const auto result = solvers::extragradient(game, Vector::Constant(2, 5.0));
  CHECK_FALSE(reached_goal(result.termination));
}

TEST_CASE("exceptions of a payoff pass through", "[games][fault]") {
  Game game = tests::game_problem("cournot duopoly").game;
  game.pseudo_gradient = [](const Vector&) -> Vector { throw std::domain_error("outside the market"); };
  CHECK_THROWS_AS(solvers::extragradient(game, Vector::Zero(2)), std::domain_error);
}

TEST_CASE("a stationary profile at which a player gains by giving up is refuted", "[games]") {
  // k = 8, N = 2: x = k V / 8 = 1, payoff 1/2 - 1 < 0 < payoff of no effort
  const Game game = tests::logit_contest(2, 1, 8, 1);
  const auto stationary = natural_map_newton(game, Vector::Constant(2, 1.02));
  REQUIRE(stationary.termination == Termination::converged);
  CHECK(stationary.profile(0) == Approx(1));
  const auto regrets = exploitability(game, stationary.profile, solvers::local_oracle(game));
  CHECK(regrets.epsilon == Approx(0.5).epsilon(1e-3));  // no effort pays e^-8 / (1 + e^-8)
  CHECK(std::isinf(regrets.epsilon_bound));             // a local search bounds nothing
  const auto result = find_nash_equilibria(game, {.starts = 6});
  CHECK(result.equilibria.empty());
  CHECK(result.refuted.size() >= 1);
  CHECK_FALSE(result.complete);
}

TEST_CASE("time limits and interrupts stop every method", "[games][fault]") {
  const auto& game = tests::game_problem("murphy cournot").game;
  const std::atomic<bool> interrupt = true;
  const solvers::IterationLimits late{.stop = {.deadline = std::chrono::steady_clock::now()}};
  const solvers::IterationLimits asked{.stop = {.interrupt = &interrupt}};
  const Vector start = Vector::Constant(5, 20);
  CHECK(solvers::extragradient(game, start, {.limits = late}).termination == Termination::time_limit);
  CHECK(projected_gradient(game, start, {.limits = asked}).termination == Termination::interrupted);
  CHECK(natural_map_newton(game, start, {.limits = asked}).termination == Termination::interrupted);
  CHECK(find_nash_equilibria(game, {.limits = asked}).termination == Termination::interrupted);
}

TEST_CASE("wrong arguments are named", "[games][fault]") {
  const auto& game = tests::game_problem("cournot duopoly").game;
  CHECK_THROWS_WITH(find_nash_equilibria(game, {.method = "newtn"}),
                    Catch::Contains("'newtn'") && Catch::Contains("extragradient"));
  CHECK_THROWS_WITH(solvers::extragradient(game, Vector::Zero(3)), Catch::Contains("start has 3 entries"));
  CHECK_THROWS_WITH(solvers::extragradient(game, Vector{{not_a_number, 0.0}}), Catch::Contains("start[0]"));
  CHECK_THROWS_WITH(solvers::extragradient(game, Vector::Zero(2), {.contraction = 1}),
                    Catch::Contains("contraction"));
  CHECK_THROWS_WITH(projected_gradient(game, Vector::Zero(2), {.step = 0}), Catch::Contains("step = 0"));
  CHECK_THROWS_WITH(find_nash_equilibria(game, {.starts = 0}), Catch::Contains("starts = 0"));
  CHECK_THROWS_WITH(find_nash_equilibria(game, {.limits = {.tolerance = not_a_number}}),
                    Catch::Contains("tolerance"));
  Game without_jacobian = game;
  without_jacobian.jacobian = nullptr;
  CHECK_THROWS_WITH(natural_map_newton(without_jacobian, Vector::Zero(2)), Catch::Contains("jacobian"));
}
