// tests/models/limited_trust/simulation_test.cpp
// Whole networks over the rounds: expected utilities, best responses, learning, schedules, determinism,
// stops.
#include "models/limited_trust/simulation.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/limited_trust/network_play.hpp"
#include "models/limited_trust/trust_responses.hpp"
#include "tests/models/limited_trust/networks.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;
using models::RunOptions;
using models::Trajectory;

namespace {

using Links = std::vector<std::pair<solvers::Graph::Node, solvers::Graph::Node>>;

Parameters network(solvers::Graph graph, int invitations, double mean = 4) {
  Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = solvers::exponential_law(mean);
  p.network = tests::network_of(std::move(graph), invitations);
  p.metagame.grid_points = 16;  // a small table: quick under sanitizers
  return p;
}

Parameters figure_1(int invitations, double mean = 4) { return network(tests::figure1(), invitations, mean); }

Parameters star(int leaves, int invitations) {
  Links links;
  for (int leaf = 1; leaf <= leaves; ++leaf) links.push_back({0, leaf});
  return network(solvers::Graph(leaves + 1, links), invitations);
}

void fix_everybody(Parameters& p) {
  for (int i = 0; i < p.network->graph.nodes(); ++i) p.network->fixed_agents.push_back(i);
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

}  // namespace

TEST_CASE("sampled utilities are the expected ones of Tables I and III", "[simulation][reference]") {
  for (const auto& table : tests::reference_items("limited_trust.json", "fig1_tables")) {
    auto p = figure_1(2, 2);
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
  auto p = network(solvers::Graph(2, {{0, 1}}), 1);
  p.network->initial_trust.setConstant(5);
  p.learning.known = true;
  p.simulation.rounds = 3;
  CHECK(series(simulate(p, {}), "trust", "mean") == std::vector<double>{5, 0, 0});
}

TEST_CASE("known trust on a star with five leaves: scarce invitations make the leaves trust",
          "[simulation]") {
  for (int k = 1; k <= 5; ++k) {
    auto p = star(5, k);
    p.learning.known = true;
    p.simulation.rounds = 60;
    const auto trajectory = simulate(p, {});
    CAPTURE(k);
    CHECK(series(trajectory, "trust", "agent1").back() == 0);
    for (int leaf = 2; leaf <= 6; ++leaf)
      CHECK(series(trajectory, "trust", "agent" + std::to_string(leaf)).back() == Approx(k < 5 ? 30 : 0));
  }
}

TEST_CASE("the best trust is that of a brute force over the grid", "[simulation]") {
  solvers::RandomStream stream(31);
  for (const auto ties : {NeighborTies::random, NeighborTies::lexicographic})
    for (int trial = 0; trial < 30; ++trial) {
      auto p = figure_1(1 + static_cast<int>(stream.below(3)));
      p.metagame = {.max_trust = 3, .grid_points = 13};
      const UtilityTable table(
          p.metagame, 13, [](double l, double f) { return 2 + std::tanh(f) - 0.1 * l; },
          [](double l, double f) { return 2 + std::tanh(l) - 0.2 * f; });
      const Acquaintances known(*p.network);
      std::vector<double> estimates(static_cast<std::size_t>(known.pairs()));
      for (auto& x : estimates) x = 0.25 * static_cast<double>(stream.below(13));  // on the grid: ties
      TrustUpdate update(known, table, ties);
      for (int i = 0; i < 7; ++i) {
        double best = -1, best_value = -std::numeric_limits<double>::infinity();
        for (const double x : table.grid()) {
          double value = 0;
          std::vector<double> partners;
          for (auto pair = known.begin(i); pair < known.end(i); ++pair) {
            const double theirs = estimates[static_cast<std::size_t>(pair)];
            partners.push_back(theirs);
            const int j = known.other(pair);
            int above = 0, equal = 0, equal_before = 0;
            for (auto rival = known.begin(j); rival < known.end(j); ++rival) {
              if (known.other(rival) == i) continue;
              const double e = estimates[static_cast<std::size_t>(rival)];
              above += e > x;
              equal += e == x;
              equal_before += e == x && known.other(rival) < i;
            }
            const int k = known.invitations(j);
            const double probability = ties == NeighborTies::random
                                           ? std::clamp((k - above) / (equal + 1.0), 0.0, 1.0)
                                           : (above + equal_before < k ? 1.0 : 0.0);
            value += probability * (2 + std::tanh(theirs) - 0.2 * x);
          }
          std::sort(partners.rbegin(), partners.rend());
          const auto led =
              std::min<std::size_t>(partners.size(), static_cast<std::size_t>(known.invitations(i)));
          for (std::size_t s = 0; s < led; ++s) value += 2 + std::tanh(partners[s]) - 0.1 * x;
          if (value > best_value + 1e-12) best = x, best_value = value;
        }
        CAPTURE(trial, i);
        REQUIRE(update.best_trust(i, estimates) == best);
        REQUIRE(update.promised().maxCoeff() == Approx(best_value).epsilon(1e-12));
      }
    }
}

TEST_CASE("with trust on the grid, promises are the deviation vectors of the metagame", "[simulation]") {
  solvers::RandomStream stream(33);
  for (const auto ties : {NeighborTies::random, NeighborTies::lexicographic})
    for (int trial = 0; trial < 20; ++trial) {
      auto p = figure_1(1 + trial % 3);
      p.network->ties = ties;
      p.metagame = {.max_trust = 4, .grid_points = 9};
      const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(4, 9));
      Matrix as_leader(9, 9), as_follower(9, 9);
      for (int own = 0; own < 9; ++own)
        for (int other = 0; other < 9; ++other) {
          as_leader(own, other) = payoffs.leader(own, other);
          as_follower(own, other) = payoffs.follower(other, own);
        }
      const UtilityTable table(p.metagame, as_leader, as_follower);
      const Acquaintances known(*p.network);
      TrustProfile profile(7);
      for (auto& level : profile) level = static_cast<int>(stream.below(9));
      std::vector<double> estimates;
      for (std::int64_t pair = 0; pair < known.pairs(); ++pair)
        estimates.push_back(0.5 * profile[static_cast<std::size_t>(known.other(pair))]);
      TrustUpdate update(known, table, ties);
      TrustResponses responses(*p.network, payoffs, profile);
      std::vector<double> utilities(9);
      for (int i = 0; i < 7; ++i) {
        responses.utilities(i, utilities);
        update.best_trust(i, estimates);
        for (int level = 0; level < 9; ++level)
          REQUIRE(update.promised()(level) ==
                  Approx(utilities[static_cast<std::size_t>(level)]).epsilon(1e-13));
      }
    }
}

TEST_CASE("utilities between the levels of a table are linear, and near the exact ones", "[simulation]") {
  const auto law = solvers::exponential_law(4);
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = law;
  const auto utilities = expected_utilities(payoffs, {});
  REQUIRE(utilities);
  CHECK(utilities->method == PayoffMethod::exact);
  CHECK(utilities->table.largest_fall() == 0);  // u_L rises in the other's trust, on the whole grid
  solvers::RandomStream stream(32);
  for (int trial = 0; trial < 200; ++trial) {
    const double own = utilities->table.grid()(static_cast<Eigen::Index>(stream.below(91))),
                 other = stream.uniform(0, 30);
    const auto led = expected_payoffs(payoffs, Vector::Constant(1, own), Vector::Constant(1, other));
    const auto followed = expected_payoffs(payoffs, Vector::Constant(1, other), Vector::Constant(1, own));
    // h^2 / 8 |u''| with h = 1/48 and |u''| at most 1 for payoffs of mean 4
    CHECK(utilities->table.as_leader(own, other) == Approx(led.leader(0, 0)).margin(6e-5));
    CHECK(utilities->table.as_follower(own, other) == Approx(followed.follower(0, 0)).margin(6e-5));
  }
}

TEST_CASE("while nobody changes, what is known only narrows and holds the truth", "[simulation]") {
  auto p = figure_1(2);
  p.network->initial_trust << 0, 1, 2, 3, 5, 8, 13;
  p.learning.policy = GENERATE(Learning::Policy::eps_greedy, Learning::Policy::eps_first,
                               Learning::Policy::eps_decreasing, Learning::Policy::thompson);
  fix_everybody(p);
  const Acquaintances acquaintances(*p.network);
  const UtilityTable table(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  NetworkPlay play(p, acquaintances, table, 3);
  std::vector<TrustInterval> before(play.known().begin(), play.known().end());
  for (int t = 0; t < 150; ++t) {
    play.play_round();
    play.update_trust();
    REQUIRE(play.counts().changes == 0);
    REQUIRE(play.counts().off_frontier == 0);
    REQUIRE(play.counts().updates == 0);
    for (std::size_t pair = 0; pair < before.size(); ++pair) {
      const auto& known = play.known()[pair];
      const double truth =
          play.trust()[static_cast<std::size_t>(acquaintances.other(static_cast<std::int64_t>(pair)))];
      REQUIRE((known.lower <= truth && truth < known.upper));
      REQUIRE((known.lower >= before[pair].lower && known.upper <= before[pair].upper));
      before[pair] = known;
    }
  }
  CHECK(play.mean_learning_error() < 2);  // 15 for the first estimates against a mean trust of 4.6
}

TEST_CASE("variants play the same games: who invites everybody sees the same under every policy",
          "[simulation]") {
  auto p = figure_1(4);
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
  auto p = figure_1(1);
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
  auto p = figure_1(2);
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

TEST_CASE("replicates: the first is the run alone, and all have series", "[simulation]") {
  auto p = figure_1(2);
  p.simulation.rounds = 60;
  const auto alone = simulate(p, {.seed = 4});
  p.simulation.seeds = 3;
  const auto three = simulate(p, {.seed = 4});
  CHECK(series(three, "utility", "seed1 mean") == series(alone, "utility", "mean"));
  CHECK(series(three, "utility", "seed3 mean") != series(three, "utility", "seed2 mean"));
  double sum = 0;
  for (const auto* seed : {"seed1 mean", "seed2 mean", "seed3 mean"})
    for (const double utility : series(three, "utility", seed)) sum += utility;
  CHECK(number(three, "mean_utility") == Approx(sum / 180).epsilon(1e-13));
}

TEST_CASE("directed links: only their first agent invites, and both learn", "[simulation]") {
  auto p = network(solvers::Graph(3, {{0, 1}, {2, 1}}, true), 1);
  p.simulation.rounds = 40;
  p.learning.epoch_rounds = 1000;
  p.network->initial_trust << 2, 3, 4;
  const Acquaintances acquaintances(*p.network);
  CHECK(acquaintances.pairs() == 4);
  CHECK(acquaintances.degree(1) == 0);
  const UtilityTable table(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  NetworkPlay play(p, acquaintances, table, 1);
  for (int t = 0; t < 40; ++t) {
    play.play_round();
    REQUIRE(play.invitations().size() == 2);
    REQUIRE(play.counts().games == 2);
  }
  for (const auto& known : play.known()) CHECK(known.upper - known.lower < 30);
}

TEST_CASE("invitations of which the follower expects less than nothing are refused", "[simulation]") {
  auto p = network(solvers::Graph(2, {{0, 1}}), 1);
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
  auto p = network(solvers::Graph(3, {{0, 1}}), 1);
  p.simulation.rounds = 5;
  const auto trajectory = simulate(p, {});
  bool noted = false;
  for (const auto& note : trajectory.notes) noted |= note.find("agent3 has no neighbor") != std::string::npos;
  CHECK(noted);
  for (const auto& q : trajectory.summary)
    if (q.name == "mean_utility_by_agent") CHECK(std::get<std::vector<double>>(q.value)[2] == 0);
}

TEST_CASE("stops keep the rounds that are done", "[simulation]") {
  auto p = figure_1(2);
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
  auto p = network(solvers::Graph(2, {{0, 1}}), 1);
  SECTION("no network") {
    p.network.reset();
    CHECK_THROWS_AS(simulate(p, {}), models::NotOffered);
  }
  SECTION("noise") {
    p.metagame.noise_samples = 1000;
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
  auto p = network(*graph, 2);
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
  auto p = network(*graph, 3);
  p.metagame.grid_points = 91;
  p.simulation.rounds = 5000;
  const auto trajectory = simulate(p, {});
  REQUIRE(trajectory.status == models::Status::certified);
  CHECK(number(trajectory, "updates") == 50 * 333);
  CHECK(number(trajectory, "mean_utility") ==
        Approx(38.36).margin(0.45));                    // an independent run; spread as above
  CHECK(number(trajectory, "mean_utility") < 39.1147);  // all at trust 30
}
