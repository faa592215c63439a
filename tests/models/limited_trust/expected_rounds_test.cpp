// Expected utilities round by round, against the exact averages of the reference.
#include "models/limited_trust/expected_rounds.hpp"

#include <chrono>
#include <cmath>
#include <span>

#include <catch2/catch.hpp>

#include "models/limited_trust/simulation.hpp"
#include "models/limited_trust/trust_series.hpp"
#include "tests/models/limited_trust/simulated.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;
using tests::fix_everybody;
using tests::number;
using tests::series;

namespace {

Parameters exact_rounds(solvers::Graph graph, int invitations, int rounds) {
  auto p = tests::small_network(std::move(graph), invitations);
  p.metagame.grid_points = 91;
  p.learning.known = p.simulation.expected = true;
  p.simulation.rounds = rounds;
  return p;
}

}  // namespace

TEST_CASE("exact dynamics of the networks of the source, as `simulate` shows them",
          "[expected_rounds][reference]") {
  int seen = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "networks")) {
    if (!item.has("tie")) continue;
    const auto name = item.text("network");
    CAPTURE(name, item.text("tie"), item.text("dynamics"));
    const auto graph = tests::reference_network(name);
    if (!graph) continue;
    ++seen;
    auto p = exact_rounds(*graph, static_cast<int>(item.number("k")), 100);
    if (item.text("tie") == "lex") p.network->ties = NeighborTies::lexicographic;
    if (item.text("dynamics").find("fixed") != std::string::npos)
      for (int leader = 29; leader < 34; ++leader) {  // agents 30 to 34
        p.network->fixed_agents.push_back(leader);
        p.network->initial_trust(leader) = 30;
      }
    const auto trajectory = simulate(p, {});
    CHECK(trajectory.status == models::Status::certified);
    if (item.has("avg_util_first100"))
      CHECK(number(trajectory, "mean_utility") == Approx(item.number("avg_util_first100")).margin(1e-8));
    const auto& utility = series(trajectory, "utility", "mean");
    REQUIRE(utility.size() == 100);
    CHECK(mean(std::span(utility).first(50)) == Approx(item.number("avg_util_first50")).margin(1e-8));
  }
  CHECK(seen >= 4);  // karate and the women are always there
}

TEST_CASE("what repeats is said with its period, what rests with its round", "[expected_rounds]") {
  auto p = exact_rounds(*tests::reference_network("karate"), 2, 350);
  const auto climbs = simulate(p, {});
  CHECK(number(climbs, "rest_from") == 90);
  CHECK(number(climbs, "final_exploitability") == 0);
  CHECK(series(climbs, "trust", "agent12").back() == 30);
  REQUIRE(climbs.events.size() == 1);
  CHECK(climbs.events[0].step == 90);
  p.network->ties = NeighborTies::lexicographic;
  const auto cycles = simulate(p, {});
  CHECK(cycles.termination == solvers::Termination::cycling);
  CHECK(number(cycles, "cycle_period") == 101);
  CHECK(number(cycles, "cycle_from") == 99);
  const auto& utility = series(cycles, "utility", "mean");
  REQUIRE(utility.size() == 350);
  for (std::size_t t = 99; t + 101 < 350; ++t) REQUIRE(utility[t] == utility[t + 101]);
  CHECK(utility[98] != utility[98 + 101]);
}

TEST_CASE("one agent after the other, and estimated utilities", "[expected_rounds]") {
  auto p = exact_rounds(*tests::reference_network("karate"), 2, 30);
  const auto together = series(simulate(p, {}), "trust", "mean");
  p.metagame.simultaneous = false;
  CHECK(series(simulate(p, {}), "trust", "mean") != together);
  p.metagame.simultaneous = true;
  p.metagame.noise_samples = 1000;
  const auto estimated = simulate(p, {});
  // The S-curve of the source: near full trust after a dozen rounds, where exact answers have climbed 4.
  CHECK(series(estimated, "trust", "mean")[12] > 15);
  CHECK(together[12] == Approx(4));
}

TEST_CASE("estimated utilities give the recorded means of noisy dynamics", "[expected_rounds][reference]") {
  // Reference: six seeds, 50 rounds, random ties 27.577(7), lexicographic 26.634(28), with 25.7 for the
  // variance of a game. Ours takes that of drawn games at full trust, 28.8, and as many games for each
  // agent: 27.50 and 26.65.
  auto p = exact_rounds(*tests::reference_network("karate"), 2, 50);
  p.metagame.noise_samples = 1000;
  const auto mean_of_seeds = [&] {
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
      sum += number(simulate(p, {.seed = seed}), "mean_utility");
    return sum / 3;
  };
  CHECK(mean_of_seeds() == Approx(27.577).margin(0.12));
  p.network->ties = NeighborTies::lexicographic;
  CHECK(mean_of_seeds() == Approx(26.634).margin(0.2));
}

TEST_CASE("drawn games pay the expected utilities, on every network there is",
          "[expected_rounds][simulation][reference]") {
  for (const auto* name : {"karate", "southern_women_3events", "highland_tribes", "taro", "highschool_boys",
                           "residence_hall", "ego_facebook_0"}) {
    const auto graph = tests::reference_network(name);
    if (!graph) continue;
    for (const double trust : {0.0, 7.5, 30.0}) {
      CAPTURE(name, trust);
      auto p = exact_rounds(*graph, 2, 1);
      fix_everybody(p);
      p.network->initial_trust.setConstant(trust);
      p.network->initial_trust.head(3) << 1, 5, 12;
      const double expected = number(simulate(p, {}), "mean_utility");
      p.simulation = {.rounds = 200};
      const auto drawn = simulate(p, {.seed = 11});
      CHECK(std::abs(number(drawn, "mean_utility") - expected) <
            4 * number(drawn, "mean_utility_standard_error"));
    }
  }
}

TEST_CASE("a stop keeps the rounds that are done", "[expected_rounds]") {
  auto p = exact_rounds(tests::figure1(), 2, 1'000'000);
  models::RunOptions options;
  options.stop.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
  const auto trajectory = simulate(p, options);
  CHECK(trajectory.status == models::Status::stopped);
  CHECK(trajectory.steps.size() < 1'000'000);
  for (const auto& s : trajectory.series) CHECK(s.values.size() == trajectory.steps.size());
}
