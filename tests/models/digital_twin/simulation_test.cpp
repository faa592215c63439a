// tests/models/digital_twin/simulation_test.cpp
// The record of a simulation: what it holds, what it checks, how it ends.
#include "models/digital_twin/simulation.hpp"

#include <chrono>
#include <string>

#include <catch2/catch.hpp>

#include "models/digital_twin/stage_regret.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using models::RunOptions;
using models::Trajectory;

namespace {

Parameters random_simulation(int players, std::uint64_t seed) {
  solvers::RandomStream stream(seed);
  Parameters p{.players = tests::digital_twin::random_players(players, stream)};
  p.players.reward.setConstant(players);
  return p;
}

const std::vector<double>& series(const Trajectory& trajectory, const std::string& quantity,
                                  const std::string& entity) {
  for (const auto& s : trajectory.series)
    if (s.quantity == quantity && s.entity == entity) return s.values;
  FAIL("no series " << quantity << " of " << entity);
  throw 0;
}

double number(const Trajectory& trajectory, const std::string& name) {
  for (const auto& q : trajectory.summary)
    if (q.name == name) return std::get<double>(q.value);
  FAIL("no summary " << name);
  return 0;
}

void check_shape(const Trajectory& trajectory) {
  for (const auto& s : trajectory.series) {
    CAPTURE(s.quantity, s.entity);
    REQUIRE(s.values.size() == trajectory.steps.size());
    for (const double value : s.values) REQUIRE(std::isfinite(value));
  }
}

}  // namespace

TEST_CASE("the record is the learning, round by round", "[simulation]") {
  const auto p = random_simulation(5, 4);
  const auto trajectory = simulate(p, RunOptions{.seed = 4});
  check_shape(trajectory);
  REQUIRE(trajectory.status == models::Status::certified);
  REQUIRE(trajectory.steps.size() == 50);
  CHECK(trajectory.series.size() == 5 * 6 + 20 + 5);
  Learning learning(p, initial_profile(p, 4));
  for (int t = 0; t < 50; ++t) {
    if (t > 0) learning.advance();
    CHECK(series(trajectory, "sharing", "player2")[t] == learning.round().profile(3));
    CHECK(series(trajectory, "probing", "player5")[t] == learning.round().profile(13));
    CHECK(series(trajectory, "deception", "player1")[t] == learning.round().profile(2));
    CHECK(series(trajectory, "utility", "player3")[t] == learning.round().payoff(2));
    CHECK(series(trajectory, "perceived_utility", "player3")[t] == learning.round().perceived_payoff(2));
    CHECK(series(trajectory, "share", "player3")[t] == learning.round().share(2));
    CHECK(series(trajectory, "trust", "player4->player1")[t] == learning.trust().in(0)(3));
    CHECK(series(trajectory, "residual", "all")[t] == learning.residual());
    CHECK(series(trajectory, "total_utility", "all")[t] == learning.round().payoff.sum());
  }
  CHECK(number(trajectory, "total_utility_doing_nothing") == Approx(5));
  CHECK(number(trajectory, "total_utility") < 5);
  CHECK(number(trajectory, "trust_spread_within_targets") <
        number(trajectory, "trust_spread_between_targets"));
  for (const auto& invariant : trajectory.invariants) {
    CAPTURE(invariant.name, invariant.detail);
    CHECK(invariant.holds);
  }
  CHECK(simulate(p, RunOptions{.seed = 4}).series.front().values == trajectory.series.front().values);
  CHECK(simulate(p, RunOptions{.seed = 5}).series.front().values != trajectory.series.front().values);
}

TEST_CASE("regret of a round is what the best deviation gains", "[simulation]") {
  const auto p = random_simulation(3, 8);
  Learning learning(p, initial_profile(p, 8));
  for (int t = 1; t < 4; ++t) learning.advance();
  Matrix trust(3, 3);
  for (int j = 0; j < 3; ++j) trust.col(j) = learning.trust().in(j);
  auto q = p;
  q.simulation.initial_trust_matrix = trust;
  double best_gain = 0;
  constexpr int steps = 20;  // of a grid on each player's whole set, deception included
  for (int i = 0; i < 3; ++i)
    for (int a = 0; a <= steps; ++a)
      for (int b = 0; a + b <= steps; ++b)
        for (int d = 0; a + b + d <= steps; d += 4) {
          Vector profile = learning.round().profile;
          profile.segment<3>(3 * i) = Vector(Eigen::Vector3d(a, b, d) / steps);
          best_gain =
              std::max(best_gain, Learning(q, profile).round().payoff(i) - learning.round().payoff(i));
        }
  const double regret = largest_stage_regret(p, learning);
  CHECK(best_gain > 0.01);  // a round this early is no equilibrium
  CHECK(best_gain <= regret + 1e-12);
  CHECK(regret - best_gain < 0.01);  // what a grid of 1/20 misses: curvature below 10 times (1/40)^2
}

TEST_CASE("exact learning comes to rest at an equilibrium of its stage game", "[simulation]") {
  auto p = random_simulation(5, 12);
  p.simulation.rounds = 2000;
  p.players.trust_rate.setConstant(0.3);
  const auto trajectory = simulate(p, RunOptions{.seed = 12});
  check_shape(trajectory);
  CHECK(number(trajectory, "steady_since_round") < 1990);
  CHECK(number(trajectory, "final_residual") < 1e-7);
  CHECK(number(trajectory, "final_regret") < 1e-12);  // second order in the distance, which is below 1e-7
}

TEST_CASE("many players: fewer series, the same game", "[simulation]") {
  const auto some = random_simulation(30, 3);
  const auto record = simulate(some, RunOptions{.seed = 3});
  check_shape(record);
  CHECK(record.series.size() == 30 * 8 + 4);
  Learning learning(some, initial_profile(some, 3));
  for (int t = 1; t < 50; ++t) learning.advance();
  CHECK(series(record, "trust_mean", "player7").back() == Approx(learning.trust().mean()(6)).epsilon(1e-13));
  CHECK(series(record, "trust_spread", "player7").back() ==
        Approx(learning.trust().spread()(6)).epsilon(1e-9));

  auto crowd = random_simulation(500, 3);
  crowd.simulation.rounds = 10;
  const auto quantiles = simulate(crowd, RunOptions{.seed = 3});
  check_shape(quantiles);
  CHECK(quantiles.status == models::Status::certified);
  CHECK(quantiles.series.size() < 60);
  Learning many(crowd, initial_profile(crowd, 3));
  for (int t = 1; t < 10; ++t) many.advance();
  std::vector<double> sharing;
  for (int i = 0; i < 500; ++i) sharing.push_back(many.round().profile(3 * i));
  std::sort(sharing.begin(), sharing.end());
  CHECK(series(quantiles, "sharing", "median").back() == sharing[249]);
  CHECK(series(quantiles, "sharing", "quantile 0.05").back() == sharing[24]);
  CHECK(series(quantiles, "sharing", "quantile 0.95").back() == sharing[474]);
  CHECK(series(quantiles, "trust_mean", "mean").back() == Approx(many.trust().mean().mean()).epsilon(1e-13));
}

TEST_CASE("a long run is thinned, and says so", "[simulation]") {
  auto p = random_simulation(5, 2);
  p.simulation.rounds = 200'000;
  const auto stop_at_once = std::atomic<bool>(true);
  const auto trajectory = simulate(p, RunOptions{.seed = 2, .stop = {.interrupt = &stop_at_once}});
  REQUIRE(trajectory.notes.size() >= 2);
  CHECK_THAT(trajectory.notes[1], Catch::Contains("one round in 3 is recorded"));
}

TEST_CASE("an interrupt or a spent time limit keeps the rounds that are done", "[simulation][faults]") {
  auto p = random_simulation(5, 2);
  p.simulation.rounds = 1'000'000'000;
  const std::atomic<bool> interrupt(true);
  const auto interrupted = simulate(p, RunOptions{.seed = 2, .stop = {.interrupt = &interrupt}});
  CHECK(interrupted.status == models::Status::stopped);
  CHECK(interrupted.termination == solvers::Termination::interrupted);
  CHECK(interrupted.steps == std::vector<long>{0});
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
  const auto stopped = simulate(p, RunOptions{.seed = 2, .stop = {.deadline = deadline}});
  CHECK(stopped.termination == solvers::Termination::time_limit);
  CHECK(number(stopped, "rounds") > 1);
  check_shape(stopped);
}

TEST_CASE("numbers that leave the doubles end the run, never enter the record", "[simulation][faults]") {
  auto p = random_simulation(3, 2);
  p.players.information_sensitivity.setConstant(1e308);
  p.players.sharing_value.setConstant(1e308);
  const auto trajectory = simulate(p, RunOptions{.seed = 2});
  CHECK(trajectory.termination == solvers::Termination::not_finite);
  CHECK(trajectory.status == models::Status::failed);
  check_shape(trajectory);
}

TEST_CASE("requests that cannot run are refused with the reason", "[simulation][faults]") {
  auto p = random_simulation(3, 2);
  p.simulation.rounds = 0;
  CHECK_THROWS_WITH(simulate(p, {}), Catch::Contains("rounds = 0"));
  p.simulation.rounds = 5;
  p.simulation.initial_trust = 1.5;
  CHECK_THROWS_WITH(simulate(p, {}), Catch::Contains("initial_trust = 1.5"));
  p.simulation.initial_trust = 0;
  p.horizon.length = 0;
  CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
  p.horizon.length = 1;
  p.simulation.initial_trust_matrix = Matrix::Zero(2, 3);
  CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
}
