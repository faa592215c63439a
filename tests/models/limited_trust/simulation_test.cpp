// Whole networks over the rounds: expected utilities, best responses, schedules, determinism, stops.
#include "models/limited_trust/simulation.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include <catch2/catch.hpp>

#include "models/limited_trust/limited_trust.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/simulated.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;
using models::RunOptions;
using models::Trajectory;
using tests::fix_everybody;
using tests::number;
using tests::series;
using tests::small_network;

TEST_CASE("sampled utilities are the expected ones of Tables I and III", "[simulation][reference]") {
  for (const auto& table : tests::reference_items("limited_trust.json", "fig1_tables")) {
    auto p = small_network(tests::figure1(), 2, 2);
    p.network->initial_trust = table.vector("delta");
    p.learning.known = true;
    p.simulation.rounds = 2000;
    fix_everybody(p);
    const auto trajectory = simulate(p, {});
    REQUIRE(trajectory.status == models::Status::certified);
    const auto exact = table.vector("exact"), error = table.vector("se1000");
    for (const auto& q : trajectory.summary) {
      if (q.name != "mean_utility_by_agent") continue;
      const auto& means = std::get<std::vector<double>>(q.value);
      for (Eigen::Index i = 0; i < 7; ++i) {
        CAPTURE(table.name(), i);
        CHECK(std::abs(means[static_cast<std::size_t>(i)] - exact(i)) <
              4 * error(i) / std::sqrt(2.0));  // 2000 rounds
      }
    }
    const double mean = number(trajectory, "mean_utility");
    CHECK(std::abs(mean - table.number("exact_average")) < 4 * table.number("avg_se1000") / std::sqrt(2.0));
    // A standard error from 20 batches is within 16 % of its mean itself; four times that.
    const double error_of_mean = table.number("avg_se1000") / std::sqrt(2.0);
    CHECK(number(trajectory, "mean_utility_standard_error") == Approx(error_of_mean).epsilon(0.65));
  }
}

TEST_CASE("known trust: two agents fall to 0 at once", "[simulation]") {
  auto p = small_network(solvers::Graph(2, {{0, 1}}), 1);
  p.network->initial_trust.setConstant(5);
  p.learning.known = true;
  p.simulation.rounds = 3;
  CHECK(series(simulate(p, {}), "trust", "mean") == std::vector<double>{5, 0, 0});
}

TEST_CASE("known trust on a star with five leaves: scarce invitations make the leaves trust",
          "[simulation]") {
  for (int k = 1; k <= 5; ++k) {
    auto p = small_network(solvers::star(5), k);
    p.learning.known = true;
    p.simulation.rounds = 60;
    const auto trajectory = simulate(p, {});
    CAPTURE(k);
    CHECK(series(trajectory, "trust", "agent1").back() == 0);
    for (int leaf = 2; leaf <= 6; ++leaf)
      CHECK(series(trajectory, "trust", "agent" + std::to_string(leaf)).back() == Approx(k < 5 ? 30 : 0));
  }
}

TEST_CASE("variants play the same games: who invites everybody sees the same under every policy",
          "[simulation]") {
  auto p = small_network(tests::figure1(), 4);
  p.simulation.rounds = 30;
  const auto reference = series(simulate(p, {.seed = 9}), "utility", "mean");
  for (const auto policy :
       {Learning::Policy::eps_greedy, Learning::Policy::eps_first, Learning::Policy::thompson}) {
    p.learning.policy = policy;
    CHECK(series(simulate(p, {.seed = 9}), "utility", "mean") == reference);
  }
  CHECK(series(simulate(p, {.seed = 10}), "utility", "mean") != reference);
}

TEST_CASE("schedules: all at an epoch, or each with its probability; fixed agents never", "[simulation]") {
  auto p = small_network(tests::figure1(), 1);
  p.network->fixed_agents = {2};
  p.network->initial_trust(2) = 7;
  p.simulation.rounds = 400;
  p.learning.epoch_rounds = 50;
  const auto epochs = simulate(p, {});
  const auto& updates = series(epochs, "updates", "all");
  for (std::size_t t = 0; t < updates.size(); ++t) REQUIRE(updates[t] == ((t + 1) % 50 == 0 ? 6 : 0));
  p.learning.update = Learning::Update::probabilistic;
  p.learning.update_probability = 0.1;
  const auto each = simulate(p, {});
  const double expected = 400 * 6 * 0.1;
  CHECK(std::abs(number(each, "updates") - expected) < 4 * std::sqrt(expected * 0.9));
  for (const auto* run : {&epochs, &each})
    for (const double trust : series(*run, "trust", "agent3")) REQUIRE(trust == 7);
}

TEST_CASE("changes of trust are detected after an epoch, and by the authors' rule too", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.learning.contradiction = GENERATE(Learning::Contradiction::restart, Learning::Contradiction::legacy);
  p.simulation.rounds = 300;
  const auto trajectory = simulate(p, {});
  CHECK(trajectory.status == models::Status::certified);
  const auto& changes = series(trajectory, "changes", "all");
  double before = 0, after = 0;
  for (std::size_t t = 0; t < 100; ++t) before += changes[t];
  for (std::size_t t = 100; t < 200; ++t) after += changes[t];
  CHECK(before == 0);
  CHECK(after > 0);
}

TEST_CASE("several seeds: means with the standard error between them", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.simulation = {.rounds = 60, .seeds = 3};
  const LimitedTrust model(p);
  CHECK(model.seeds() == 3);
  std::vector<Trajectory> runs;
  for (std::uint64_t seed = 4; seed < 7; ++seed) runs.push_back(model.simulate({.seed = seed}));
  const auto pooled = model.pool({&runs[0], &runs[1], &runs[2]});
  double sum = 0, squares = 0;
  for (const auto& run : runs) sum += number(run, "mean_utility") / 3;
  for (const auto& run : runs) squares += std::pow(number(run, "mean_utility") - sum, 2);
  const auto found = std::find_if(pooled.estimates.begin(), pooled.estimates.end(),
                                  [](const auto& estimate) { return estimate.name == "mean_utility"; });
  REQUIRE(found != pooled.estimates.end());
  CHECK(found->mean == Approx(sum).epsilon(1e-13));
  REQUIRE(found->standard_error);
  CHECK(*found->standard_error == Approx(std::sqrt(squares / 6)).epsilon(1e-12));
}

TEST_CASE("invitations of which the follower expects less than nothing are refused", "[simulation]") {
  auto p = small_network(solvers::Graph(2, {{0, 1}}), 1);
  p.payoffs.leader_law = solvers::empirical_law(Vector::LinSpaced(2, 1, 2));
  p.payoffs.follower_law = solvers::empirical_law(Vector::LinSpaced(2, -3, -1));
  p.metagame = {.max_trust = 1, .grid_points = 5};
  p.simulation.rounds = 5;
  const auto trajectory = simulate(p, {});
  CHECK(trajectory.status == models::Status::certified);
  CHECK(number(trajectory, "refused") == 10);
  CHECK(number(trajectory, "games") == 0);
  CHECK(number(trajectory, "mean_utility") == 0);
}

TEST_CASE("an isolated agent earns nothing, with a note", "[simulation]") {
  auto p = small_network(solvers::Graph(3, {{0, 1}}), 1);
  p.simulation.rounds = 5;
  const auto trajectory = simulate(p, {});
  bool noted = false;
  for (const auto& note : trajectory.notes)
    noted |= note.find("1 agent can invite nobody (the first: agent 3)") != std::string::npos;
  CHECK(noted);
  for (const auto& q : trajectory.summary)
    if (q.name == "mean_utility_by_agent") CHECK(std::get<std::vector<double>>(q.value)[2] == 0);
}

TEST_CASE("more invitations than neighbors: every neighbor, with a note", "[simulation]") {
  auto p = small_network(solvers::Graph(2, {{0, 1}}), 3);
  p.simulation.rounds = 5;
  const auto trajectory = simulate(p, {});
  CHECK(number(trajectory, "games") == 10);
  CHECK(std::any_of(trajectory.notes.begin(), trajectory.notes.end(), [](const auto& note) {
    return note.find("fewer neighbors than invitations") != std::string::npos;
  }));
}

TEST_CASE("estimated utilities move trust, by the seed", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.learning.known = true;
  p.simulation.rounds = 20;
  const auto exact = series(simulate(p, {}), "trust", "mean");
  p.metagame.noise_samples = 1000;
  const auto estimated = simulate(p, {});
  CHECK(series(estimated, "trust", "mean") != exact);
  CHECK(series(simulate(p, {}), "trust", "mean") == series(estimated, "trust", "mean"));
  CHECK(series(simulate(p, {.seed = 2}), "trust", "mean") != series(estimated, "trust", "mean"));
  CHECK_THAT(estimated.notes.back(), Catch::Contains("from 1000 games"));
}

TEST_CASE("stops keep the rounds that are done", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.simulation.rounds = 1'000'000;
  RunOptions options;
  options.stop.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
  const auto trajectory = simulate(p, options);
  CHECK(trajectory.status == models::Status::stopped);
  CHECK(trajectory.termination == solvers::Termination::time_limit);
  CHECK(trajectory.steps.size() < 1'000'000);
  for (const auto& s : trajectory.series) CHECK(s.values.size() == trajectory.steps.size());
  const std::atomic<bool> interrupt{true};
  options.stop = {.deadline = std::nullopt, .interrupt = &interrupt};
  CHECK(simulate(p, options).termination == solvers::Termination::interrupted);
}

TEST_CASE("simulate refuses what it does not know", "[simulation]") {
  auto p = small_network(solvers::Graph(2, {{0, 1}}), 1);
  SECTION("no network") {
    p.network.reset();
    CHECK_THROWS_AS(simulate(p, {}), models::NotOffered);
  }
  SECTION("expected utilities of what has to be learned") {
    p.simulation.expected = true;
    CHECK_THROWS_AS(simulate(p, {}), models::NotOffered);
  }
  SECTION("drawn rounds one agent after the other") {
    p.metagame.simultaneous = false;
    CHECK_THROWS_AS(simulate(p, {}), models::NotOffered);
  }
  SECTION("drawn games of personalised trust") {
    p.metagame.personalised = true;
    CHECK_THROWS_AS(simulate(p, {}), models::NotOffered);
  }
  SECTION("trust beyond the largest") {
    p.network->initial_trust(0) = 31;
    CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
  }
  SECTION("negative trust") {
    p.network->initial_trust(0) = -1;
    CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
  }
  SECTION("k < 1") {
    p.network->invitations[0] = 0;
    CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
  }
  SECTION("an agent that is not there") {
    p.network->fixed_agents = {2};
    CHECK_THROWS_AS(simulate(p, {}), std::invalid_argument);
  }
}

TEST_CASE("karate club, trust learned: utilities as the independent runs found them", "[simulation][.slow]") {
  const auto graph = tests::reference_network("karate");
  if (!graph) return;
  auto p = small_network(*graph, 2);
  p.metagame.grid_points = 91;
  p.simulation.rounds = 5000;
  // Independent runs with exact best responses: epoch 27.43, 27.34; probabilistic 27.70, 27.81; their spread
  // over seeds and options is 0.15, so three of it.
  CHECK(number(simulate(p, {}), "mean_utility") == Approx(27.385).margin(0.45));
  p.simulation.rounds = 3000;
  p.learning.update = Learning::Update::probabilistic;
  CHECK(number(simulate(p, {}), "mean_utility") == Approx(27.755).margin(0.45));
}

TEST_CASE("ego-Facebook: 5,000 rounds with learning and 50 epochs", "[simulation][.slow]") {
  const auto graph = tests::reference_network("ego_facebook_0");
  if (!graph) return;
  auto p = small_network(*graph, 3);
  p.metagame.grid_points = 91;
  p.simulation.rounds = 5000;
  const auto trajectory = simulate(p, {});
  REQUIRE(trajectory.status == models::Status::certified);
  CHECK(number(trajectory, "updates") == 50 * 333);
  CHECK(number(trajectory, "mean_utility") ==
        Approx(38.36).margin(0.45));                    // an independent run; spread as above
  CHECK(number(trajectory, "mean_utility") < 39.1147);  // all at trust 30
}
