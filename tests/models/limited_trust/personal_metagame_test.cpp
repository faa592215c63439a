// Personalised trust as the program asks for it: candidates, certificates, refusals.
#include "models/limited_trust/personal_metagame.hpp"

#include <catch2/catch.hpp>

#include "models/limited_trust/limited_trust.hpp"
#include "models/limited_trust/personal_dynamics.hpp"
#include "models/limited_trust/simulation.hpp"
#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/personal_brute_force.hpp"
#include "tests/models/limited_trust/simulated.hpp"

using namespace models::limited_trust;
using models::Profile;
using solvers::Verdict;

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Parameters personal(solvers::Graph graph, int invitations) {
  auto p = tests::small_network(std::move(graph), invitations);
  p.metagame.grid_points = 7;
  p.metagame.personalised = true;
  return p;
}

}  // namespace

TEST_CASE("regrets of personalised trust are those of brute force", "[personal_metagame]") {
  solvers::RandomStream random(91);
  for (int repeat = 0; repeat < 10; ++repeat) {
    CAPTURE(repeat);
    auto p = personal(solvers::erdos_renyi(6, 0.7, random), 1 + repeat % 3);
    if (repeat % 2) p.network->ties = NeighborTies::lexicographic;
    p.metagame.grid_points = 3;
    const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 3));
    const auto game = personal_game(p, payoffs);
    PersonalProfile profile(6), better;
    for (int i = 0; i < 6; ++i)
      for (int n = 0; n < p.network->graph.degree(i); ++n)
        profile[at(i)].push_back(static_cast<int>(random.below(3)));
    const Vector regrets = personal_regrets(game, profile, &better);
    const Vector now = personal_utilities(*p.network, payoffs, profile);
    for (int i = 0; i < 6; ++i) {
      const double best = tests::most_personal(*p.network, payoffs, profile, i);
      CHECK(now(i) + regrets(i) == Approx(best).margin(1e-11));
      auto moved = profile;  // the better levels earn it: invitations follow from what is shown
      moved[at(i)] = better[at(i)];
      CHECK(personal_utilities(*p.network, payoffs, moved)(i) == Approx(best).margin(1e-11));
    }
  }
}

TEST_CASE("one trust shown to all earns what the plain metagame says", "[personal_metagame]") {
  solvers::RandomStream random(92);
  const auto network = tests::network_of(solvers::erdos_renyi(12, 0.4, random), 2);
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 5));
  TrustProfile plain;
  for (int i = 0; i < 12; ++i) plain.push_back(static_cast<int>(random.below(5)));
  const Vector shown = personal_utilities(network, payoffs, show_all(network, plain));
  CHECK((shown - round_utilities(network, payoffs, plain).total()).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("a dyad shows no trust, a star's leaves outbid one another", "[personal_metagame]") {
  const LimitedTrust dyad(personal(solvers::dyad(), 1));
  const auto alone = models::certified(dyad, dyad.solve({}), {});
  REQUIRE(alone.status == models::Status::certified);
  for (const auto& player : alone.equilibria[0].profile)
    CHECK(std::get<double>(player.choices.at(0).value) == 0);
  const LimitedTrust star(personal(solvers::star(5), 1));
  const auto competing = models::certified(star, star.solve({}), {});
  REQUIRE(competing.status == models::Status::certified);
  const auto& profile = competing.equilibria[0].profile;
  for (const auto& shown : profile[0].choices) CHECK(std::get<double>(shown.value) == 0);
  for (std::size_t leaf = 1; leaf < 6; ++leaf)
    CHECK(std::get<double>(profile[leaf].choices.at(0).value) == 30);
  CHECK(competing.equilibria[0].certificate.level == models::CertificateLevel::checked_global);
}

TEST_CASE("what is no equilibrium of personalised trust is refuted", "[personal_metagame]") {
  auto p = personal(tests::figure1(), 2);
  p.network->initial_trust.setConstant(10);
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 7));
  Profile profile;
  for (int i = 0; i < 7; ++i) {
    models::Quantities shown;
    for (const auto j : p.network->graph.neighbors(i))
      shown.push_back({"agent" + std::to_string(j + 1), 10.0});
    profile.push_back({"agent" + std::to_string(i + 1), shown});
  }
  const auto judged = certify_personal(p, profile, {});
  REQUIRE(judged.certificate.verdict == Verdict::refuted);
  REQUIRE(judged.certificate.deviation);
  auto moved = profile;
  for (auto& player : moved)
    if (player.player == judged.certificate.deviation->player)
      player.choices = judged.certificate.deviation->strategy;
  const auto after = certify_personal(p, moved, {});
  for (std::size_t i = 0; i < 7; ++i)
    if (moved[i].player == judged.certificate.deviation->player)
      CHECK(std::get<double>(after.payoff[i].value) - std::get<double>(judged.payoff[i].value) ==
            Approx(judged.certificate.deviation->gain).margin(1e-9));
  const auto refused = [&](Profile wrong, const char* what) {
    CHECK_THROWS_WITH(certify_personal(p, wrong, {}), Catch::Contains(what));
  };
  refused({}, "agent1 is missing");
  refused({{"agent9", {}}}, "unknown player 'agent9'");
  auto wrong = profile;
  wrong[0].choices[0].value = 31.0;
  refused(wrong, "agent1.agent2 is no trust in [0, 30]");
  wrong = profile;
  wrong[0].choices[0].name = "agent4";
  refused(wrong, "'agent1.agent4' names no neighbor of agent1");
  wrong[0].choices.erase(wrong[0].choices.begin());
  refused(wrong, "agent1.agent2 is missing");
  p.network->fixed_agents = {0};
  p.network->initial_trust(0) = 5;
  refused(profile, "agent1 is fixed at trust 5");
}

TEST_CASE("personalised trust over the rounds", "[personal_metagame]") {
  auto p = personal(tests::figure1(), 2);
  p.learning.known = p.simulation.expected = true;
  p.simulation.rounds = 40;
  const auto trajectory = simulate(p, {});
  CHECK(trajectory.status == models::Status::certified);
  const auto& utility = tests::series(trajectory, "utility", "mean");
  REQUIRE(utility.size() == 40);
  CHECK(utility[0] == Approx(24));  // everybody selfish: 12 for each of two games led
  CHECK(utility.back() < 12 * 2 * 1.18240 + 1e-9);
  CHECK(tests::series(trajectory, "trust", "agent1").size() == 40);
  for (const bool simultaneous : {true, false}) {
    p.metagame.simultaneous = simultaneous;
    const auto found = solve_personal(p, {});
    const auto judged = certify_personal(p, found.profiles.at(0), {});
    const bool rests = found.solver.termination == solvers::Termination::converged;
    CHECK((judged.certificate.verdict == Verdict::proved) == rests);
    if (!rests) CHECK(found.solver.termination == solvers::Termination::cycling);
  }
}

TEST_CASE("what personalised trust does not offer", "[personal_metagame][errors]") {
  auto p = personal(tests::figure1(), 2);
  CHECK_THROWS_WITH(solve_personal(p, {.method = "mixed"}), Catch::Contains("known with personalised trust"));
  p.metagame.noise_samples = 10;
  CHECK_THROWS_AS(solve_personal(p, {}), models::NotOffered);
  p.metagame.noise_samples = 0;
  p.payoffs.leader_law = solvers::uniform_law(-3, -1);
  p.payoffs.follower_law = solvers::uniform_law(1, 3);
  CHECK_THROWS_AS(solve_personal(p, {}), models::NotOffered);
  p = personal(solvers::Graph(2, {{0, 1}}, true), 1);
  CHECK_THROWS_AS(solve_personal(p, {}), models::NotOffered);
}
