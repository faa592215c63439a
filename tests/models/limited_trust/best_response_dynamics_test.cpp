// Best-response dynamics against recorded averages, periods and equilibria.
#include "models/limited_trust/best_response_dynamics.hpp"

#include <numeric>

#include <catch2/catch.hpp>

#include "models/limited_trust/off_grid_regrets.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;
using solvers::Termination;

const RankedPayoffs& mean_four() {
  static const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 91));
  return payoffs;
}

TrustProfile everybody(const Network& network, int level) {
  return TrustProfile(static_cast<std::size_t>(network.graph.nodes()), level);
}

}  // namespace

TEST_CASE("dynamics and fixed profiles on the networks of the source",
          "[best_response_dynamics][reference]") {
  int seen = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "networks")) {
    const auto name = item.text("network");
    CAPTURE(name);
    const auto graph = tests::reference_network(name);
    if (!graph) continue;
    ++seen;
    const auto k = static_cast<int>(item.number("k"));
    if (!item.has("tie")) {
      const auto network = tests::network_of(*graph, k);
      CHECK(round_utilities(network, mean_four(), everybody(network, 0)).total().mean() ==
            Approx(item.number("avg_util_all0")).margin(1e-8));
      CHECK(round_utilities(network, mean_four(), everybody(network, 90)).total().mean() ==
            Approx(item.number("avg_util_allmax")).margin(1e-8));
      const auto regrets = trust_regrets(tests::game_of(network, mean_four()), everybody(network, 90));
      if (item.has("exploitability_allmax"))
        CHECK(regrets.largest() == Approx(item.number("exploitability_allmax")).margin(1e-10));
      else
        CHECK((regrets.on_grid.array() > 0).count() ==
              static_cast<long>(item.number("n_agents_leaving_allmax")));
      continue;
    }
    const auto ties = item.text("tie") == "lex" ? NeighborTies::lexicographic : NeighborTies::random;
    CAPTURE(item.text("tie"), item.text("dynamics"));
    auto network = tests::network_of(*graph, k, ties);
    auto start = everybody(network, 0);
    if (item.text("dynamics").find("fixed") != std::string::npos)
      for (int leader = 29; leader < 34; ++leader) {  // agents 30 to 34
        network.fixed_agents.push_back(leader);
        start[static_cast<std::size_t>(leader)] = 90;
      }
    std::vector<double> averages;
    TrustProfile after_20;
    const auto game = tests::game_of(network, mean_four());
    const auto record = [&](const TrustProfile& profile) {
      if (averages.size() == 20) after_20 = profile;
      averages.push_back(round_utilities(network, mean_four(), profile).total().mean());
    };
    const auto result = best_response_dynamics(game, start, {.max_rounds = 100, .observe = record});
    while (averages.size() < 100 && result.termination == Termination::converged) record(result.profile);
    REQUIRE(averages.size() == 100);
    const auto mean = [&](int count) {
      return std::accumulate(averages.begin(), averages.begin() + count, 0.0) / count;
    };
    CHECK(mean(50) == Approx(item.number("avg_util_first50")).margin(1e-8));
    if (item.has("avg_util_first100"))
      CHECK(mean(100) == Approx(item.number("avg_util_first100")).margin(1e-8));
    if (item.has("delta_after_20")) {
      const auto trust = item.vector("delta_after_20");
      for (int i = 0; i < trust.size(); ++i)
        CHECK(mean_four().trust()(after_20[static_cast<std::size_t>(i)]) == Approx(trust(i)).margin(1e-12));
    }
  }
  CHECK(seen >= 7);  // karate and the women are always there
}

TEST_CASE("karate with lexicographic ties cycles with period 101 after 99 rounds",
          "[best_response_dynamics]") {
  const auto network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2,
                                         NeighborTies::lexicographic);
  const auto result = best_response_dynamics(tests::game_of(network, mean_four()), everybody(network, 0));
  CHECK(result.termination == Termination::cycling);
  CHECK(result.period == 101);
  CHECK(result.transient == 99);
}

TEST_CASE("karate with random ties climbs to full trust, an equilibrium off the grid too",
          "[best_response_dynamics]") {
  const auto network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2);
  const auto game = tests::game_of(network, mean_four());
  const auto result = best_response_dynamics(game, everybody(network, 0));
  CHECK(result.termination == Termination::converged);
  CHECK(result.rounds == 91);  // one step a round, and one round in which nobody moves
  CHECK(result.profile == everybody(network, 90));
  const auto regrets = trust_regrets(game, result.profile);
  CHECK(regrets.largest() == 0);
  REQUIRE(regrets.off_grid.size() == 34);
  CHECK(regrets.off_grid.maxCoeff() == 0);
  // The tightest agent is the twelfth: it stays for 0.04.
  TrustResponses responses(network, mean_four(), result.profile);
  std::vector<double> utilities(91);
  responses.utilities(11, utilities);
  CHECK(utilities[90] == Approx(7.98112).margin(5e-6));
  CHECK(utilities[0] == Approx(7.94097).margin(5e-6));
}

TEST_CASE("off the grid a step above everybody else pays", "[best_response_dynamics]") {
  // All at 10: on a coarse grid with nothing just above 10 it looks better than it is.
  const auto network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2);
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 4));
  const auto regrets = trust_regrets(tests::game_of(network, payoffs), everybody(network, 1));
  CHECK(regrets.off_grid.maxCoeff() > regrets.largest() + 0.5);
  // The supremum is what a grid with a level 0.001 above 10 gains, but for 0.001 of trust.
  Vector near(5);
  near << 0, 10, 10.001, 20, 30;
  const RankedPayoffs close(tests::exponential_payoffs(4), near);
  const auto shown = trust_regrets(tests::game_of(network, close), everybody(network, 1));
  CHECK(shown.largest() == Approx(regrets.off_grid.maxCoeff()).margin(1e-2));
  CHECK(shown.largest() < regrets.off_grid.maxCoeff());
}

TEST_CASE("off the grid two ways agree", "[best_response_dynamics][certificate]") {
  solvers::RandomStream random(17);
  for (int repeat = 0; repeat < 12; ++repeat) {
    CAPTURE(repeat);
    auto network = tests::network_of(solvers::erdos_renyi(14, 0.3, random), 1 + repeat % 3,
                                     repeat % 2 ? NeighborTies::random : NeighborTies::lexicographic);
    if (repeat % 4 == 0) network.fixed_agents = {2, 5};
    const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 7));
    TrustProfile profile;
    for (int i = 0; i < 14; ++i) profile.push_back(static_cast<int>(random.below(7)));
    const auto game = tests::game_of(network, payoffs);
    const auto found = trust_regrets(game, profile).off_grid, judged = off_grid_regrets(game, profile);
    REQUIRE(judged.size() == 14);
    CHECK((found - judged).cwiseAbs().maxCoeff() < 1e-11);
  }
}

TEST_CASE("a dyad goes to no trust in one step", "[best_response_dynamics]") {
  const auto network = tests::network_of(solvers::dyad(), 1);
  const auto game = tests::game_of(network, mean_four());
  for (const bool simultaneous : {true, false})
    for (const int start : {0, 30, 90}) {
      const auto result =
          best_response_dynamics(game, everybody(network, start), {.simultaneous = simultaneous});
      CHECK(result.termination == Termination::converged);
      CHECK(result.profile == TrustProfile{0, 0});
      CHECK(result.rounds == (start == 0 ? 1 : 2));
      CHECK(trust_regrets(game, result.profile).largest() == 0);
    }
}

TEST_CASE("a star of five leaves: the leaves compete until the center invites all",
          "[best_response_dynamics]") {
  const double averages[] = {13.16, 15.29, 17.43, 19.57, 20.00};
  for (int k = 1; k <= 5; ++k) {
    CAPTURE(k);
    const auto network = tests::network_of(solvers::star(5), k);
    const auto game = tests::game_of(network, mean_four());
    const auto result = best_response_dynamics(game, everybody(network, 0));
    REQUIRE(result.termination == Termination::converged);
    TrustProfile expected(6, k < 5 ? 90 : 0);
    expected[0] = 0;
    CHECK(result.profile == expected);
    CHECK(trust_regrets(game, result.profile).largest() == 0);
    CHECK(round_utilities(network, mean_four(), result.profile).total().mean() ==
          Approx(averages[k - 1]).margin(5e-3));
  }
}

TEST_CASE("stars with lexicographic ties cycle", "[best_response_dynamics]") {
  const long periods[] = {115, 152, 227};
  for (int k = 1; k <= 3; ++k) {
    CAPTURE(k);
    const auto network = tests::network_of(solvers::star(5), k, NeighborTies::lexicographic);
    const auto result = best_response_dynamics(tests::game_of(network, mean_four()), everybody(network, 0),
                                               {.max_rounds = 3000});
    CHECK(result.termination == Termination::cycling);
    CHECK(result.period == periods[k - 1]);
  }
  const auto large = tests::network_of(solvers::star(9), 1);
  const auto result = best_response_dynamics(tests::game_of(large, mean_four()), everybody(large, 0));
  CHECK(result.termination == Termination::cycling);
  CHECK(result.period == 91);
}

TEST_CASE("one after the other: what stays put is an equilibrium", "[best_response_dynamics]") {
  solvers::RandomStream random(3);
  int equilibria = 0;
  for (int repeat = 0; repeat < 8; ++repeat) {
    const auto network = tests::network_of(solvers::erdos_renyi(25, 0.2, random), 1 + repeat % 3);
    const auto game = tests::game_of(network, mean_four());
    const auto result =
        best_response_dynamics(game, everybody(network, 0), {.simultaneous = false, .max_rounds = 300});
    if (result.termination != Termination::converged) continue;
    ++equilibria;
    CHECK(trust_regrets(game, result.profile).largest() == 0);
  }
  CHECK(equilibria > 0);
}

TEST_CASE("noise: keyed draws, and a quick rise", "[best_response_dynamics]") {
  const auto network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2);
  const auto game = tests::game_of(network, mean_four());
  const DynamicsOptions noisy{.max_rounds = 50, .noise_samples = 1000, .game_variance = 25.7, .seed = 4};
  const auto first = best_response_dynamics(game, everybody(network, 0), noisy);
  CHECK(first.termination == Termination::iteration_limit);
  CHECK(first.profile == best_response_dynamics(game, everybody(network, 0), noisy).profile);
  auto other = noisy;
  other.seed = 5;
  CHECK(first.profile != best_response_dynamics(game, everybody(network, 0), other).profile);
  // Exact responses have climbed 10 after 30 rounds; noisy ones stand near 30 after ten (the source's
  // S-curve).
  other.max_rounds = 12;
  const auto early = best_response_dynamics(game, everybody(network, 0), other);
  double mean = 0;
  for (const int level : early.profile) mean += mean_four().trust()(level) / 34;
  CHECK(mean > 15);
}

TEST_CASE("a hundred thousand agents", "[best_response_dynamics][.slow]") {
  const auto network = tests::network_of(solvers::erdos_renyi(100000, 1e-4, solvers::RandomStream(1)), 2);
  const auto game = tests::game_of(network, mean_four());
  const auto result = best_response_dynamics(game, everybody(network, 0), {.max_rounds = 120});
  CHECK(result.rounds >= 90);
  const auto regrets = trust_regrets(game, result.profile);
  CAPTURE(result.rounds, regrets.largest());
  CHECK((regrets.on_grid.array() > 0).count() < 50000);
  CHECK(round_utilities(network, mean_four(), result.profile).total().mean() > 24);
}
