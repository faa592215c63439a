// The metagame as the program asks for it: candidates, certificates, refusals.
#include "models/limited_trust/metagame.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"

namespace {

using namespace models::limited_trust;
using models::CertificateLevel;
using models::RunOptions;
using solvers::Termination;
using solvers::Verdict;

Parameters exponential_metagame(solvers::Graph graph, int invitations,
                                NeighborTies ties = NeighborTies::random) {
  Parameters parameters;
  parameters.payoffs.leader_law = parameters.payoffs.follower_law = solvers::exponential_law(4);
  parameters.network = tests::network_of(std::move(graph), invitations, ties);
  return parameters;
}

Parameters karate(NeighborTies ties = NeighborTies::random) {
  return exponential_metagame(models::networks::find_network("karate", nullptr).graph, 2, ties);
}

models::Profile everybody_at(int agents, double trust) {
  models::Profile profile;
  for (int i = 0; i < agents; ++i) profile.push_back({agent_name(i), {{"trust", trust}}});
  return profile;
}

}  // namespace

TEST_CASE("karate: found by best responses, certified on the grid and off it", "[metagame]") {
  const auto parameters = karate();
  const auto found = solve_metagame(parameters, {});
  CHECK(found.solver.termination == Termination::converged);
  CHECK(found.solver.method == "best-response");
  REQUIRE(found.profiles.size() == 1);
  const auto judged = certify_metagame(parameters, found.profiles[0], {});
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK(judged.certificate.level == CertificateLevel::checked_global);
  CHECK(judged.certificate.epsilon < 1e-9);
  CHECK(judged.certificate.residual < 1e-13);
  CHECK_THAT(judged.certificate.claim, Catch::Contains("none between the levels gains either"));
  REQUIRE(judged.quantities.size() == 2);
  CHECK(std::get<double>(judged.quantities[0].value) == Approx(27.959997751640046).margin(1e-8));
  CHECK(std::get<double>(judged.quantities[1].value) < 1e-12);
}

TEST_CASE("a profile that is none is refuted by a deviation that pays what it says", "[metagame]") {
  const auto parameters = karate();
  const auto judged = certify_metagame(parameters, everybody_at(34, 10), {});
  REQUIRE(judged.certificate.verdict == Verdict::refuted);
  REQUIRE(judged.certificate.deviation);
  auto moved = everybody_at(34, 10);
  std::size_t deviator = 0;
  for (std::size_t i = 0; i < moved.size(); ++i)
    if (moved[i].player == judged.certificate.deviation->player) {
      moved[i].choices = judged.certificate.deviation->strategy;
      deviator = i;
    }
  const auto after = certify_metagame(parameters, moved, {});
  CHECK(std::get<double>(after.payoff[deviator].value) - std::get<double>(judged.payoff[deviator].value) ==
        Approx(judged.certificate.deviation->gain).margin(1e-9));
}

TEST_CASE("lexicographic ties cycle: the period is said, and nothing is called an equilibrium",
          "[metagame]") {
  const auto parameters = karate(NeighborTies::lexicographic);
  const auto found = solve_metagame(parameters, {.method = "best-response"});
  CHECK(found.solver.termination == Termination::cycling);
  CHECK_THAT(found.solver.detail, Catch::Contains("from round 99 on they repeat with period 101"));
  REQUIRE(found.profiles.size() == 1);
  CHECK(certify_metagame(parameters, found.profiles[0], {}).certificate.verdict == Verdict::refuted);
}

TEST_CASE("search finds what best responses from no trust miss", "[metagame]") {
  auto parameters = karate();
  parameters.network->invitations.assign(34, 3);  // agent 32 stays out: the criterion fails for it alone
  const auto found = solve_metagame(parameters, {.method = "search", .starts = 1});
  REQUIRE(found.solver.termination == Termination::converged);
  for (const auto& profile : found.profiles) {
    const auto judged = certify_metagame(parameters, profile, {});
    CHECK(judged.certificate.verdict == Verdict::proved);
    CHECK(std::get<double>(profile[31].choices[0].value) == 0);
    CHECK(std::get<double>(profile[0].choices[0].value) == 30);
  }
}

TEST_CASE("a star of ten leaves mixes", "[metagame]") {
  const auto parameters = exponential_metagame(solvers::star(10), 1);
  CHECK(solve_metagame(parameters, {.method = "best-response"}).solver.termination == Termination::cycling);
  const auto found = solve_metagame(parameters, {.method = "mixed"});
  REQUIRE(found.profiles.size() == 1);
  const auto judged = certify_metagame(parameters, found.profiles[0], {});
  CAPTURE(found.solver.detail, judged.certificate.claim);
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK(std::get<std::vector<double>>(judged.profile[1].choices[1].value)[1] ==
        Approx(0.823833).margin(1e-6));
  CHECK(std::get<double>(judged.payoff[1].value) == Approx(6).margin(1e-9));
}

TEST_CASE("probabilities that sum to a little more than 1 hide no regret", "[metagame]") {
  const auto parameters = exponential_metagame(solvers::star(3), 1);
  models::Profile profile = everybody_at(4, 0), inflated = profile;
  profile[1].choices = {{"trust", std::vector<double>{0, 30}},
                        {"probability", std::vector<double>{0.5, 0.5}}};
  inflated[1].choices = {{"trust", std::vector<double>{0, 30}},
                         {"probability", std::vector<double>{0.5, 0.5 + 9e-10}}};
  const auto judged = certify_metagame(parameters, profile, {}),
             other = certify_metagame(parameters, inflated, {});
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(std::get<double>(other.payoff[i].value) ==
          Approx(std::get<double>(judged.payoff[i].value)).epsilon(0).margin(2e-9));
  CHECK(std::get<double>(other.payoff[2].value) < 12);
  CHECK(other.certificate.residual >= judged.certificate.residual - 2e-9);
}

TEST_CASE("mixed profiles are judged by sums over all pure ones", "[metagame]") {
  // Two leaves of a star with one invitation, each at 30 half the time: the other one is at 0.
  const auto parameters = exponential_metagame(solvers::star(2), 1);
  auto profile = everybody_at(3, 0);
  for (const int leaf : {1, 2})
    profile[static_cast<std::size_t>(leaf)].choices = {{"trust", std::vector<double>{0, 30}},
                                                       {"probability", std::vector<double>{0.5, 0.5}}};
  const auto judged = certify_metagame(parameters, profile, {});
  const auto table = payoff_source(parameters.payoffs, {}).table((Vector(2) << 0, 30).finished());
  const double led = 0.5 * table.leader(0, 0) + 0.5 * table.leader(1, 0);
  // At 30 invited for sure when the other one is at 0, else half the time; at 0 half the time when both are.
  const double followed =
      0.5 * (0.5 + 0.5 * 0.5) * table.follower(0, 1) + 0.5 * (0.5 * 0.5) * table.follower(0, 0);
  CHECK(std::get<double>(judged.payoff[1].value) == Approx(led + followed).epsilon(1e-13));
}

TEST_CASE("regrets from drawn games are not certified", "[metagame]") {
  auto parameters = exponential_metagame(solvers::dyad(), 1);
  parameters.payoffs.leader_law = parameters.payoffs.follower_law = solvers::beta_law(0.5, 0.5);
  parameters.metagame.max_trust = 0.5;
  parameters.metagame.grid_points = 2;
  const auto judged = certify_metagame(parameters, everybody_at(2, 0), {});
  CHECK(judged.certificate.level == CertificateLevel::residual_only);
  CHECK(judged.certificate.verdict != Verdict::proved);
}

TEST_CASE("errors of payoffs do not rank followers", "[metagame]") {
  // u_L rises by 1e-9 a level, under noise of 1e-7 that its source states: ranks must not be those of the
  // noise.
  PayoffSource source;
  source.table = [](const Vector& trust) {
    Matrix leader(trust.size(), trust.size());
    solvers::RandomStream random(3);
    for (Eigen::Index i = 0; i < leader.rows(); ++i)
      for (Eigen::Index j = 0; j < leader.cols(); ++j)
        leader(i, j) = 1 + 1e-9 * static_cast<double>(j) + 1e-7 * random.uniform(-1, 1);
    return PairPayoffs{leader, Matrix::Ones(trust.size(), trust.size()), 1e-7};
  };
  const RankedPayoffs payoffs(source, Vector::LinSpaced(20, 0, 30));
  CHECK(payoffs.ranking_assumed());
  for (int i = 0; i < 20; ++i)
    for (int j = 1; j < 20; ++j)
      CHECK(payoffs.rank(i)[static_cast<std::size_t>(j)] > payoffs.rank(i)[static_cast<std::size_t>(j - 1)]);
}

TEST_CASE("fixed agents stay, and are not judged", "[metagame]") {
  auto parameters = exponential_metagame(solvers::dyad(), 1);
  parameters.network->fixed_agents = {1};
  parameters.network->initial_trust(1) = 7.5;  // not a point of the grid
  const auto found = solve_metagame(parameters, {});
  REQUIRE(found.profiles.size() == 1);
  CHECK(std::get<double>(found.profiles[0][0].choices[0].value) == 0);
  CHECK(std::get<double>(found.profiles[0][1].choices[0].value) == 7.5);
  CHECK(certify_metagame(parameters, found.profiles[0], {}).certificate.verdict == Verdict::proved);
  CHECK_THROWS_WITH(certify_metagame(parameters, everybody_at(2, 0), {}),
                    Catch::Contains("agent2 is fixed at trust 7.5"));
}

TEST_CASE("agents who play with nobody are content", "[metagame]") {
  const auto parameters = exponential_metagame(solvers::Graph(3, {{0, 1}}), 2);
  const auto found = solve_metagame(parameters, {});
  CHECK(found.notes.size() == 2);
  const auto judged = certify_metagame(parameters, everybody_at(3, 0), {});
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK(std::get<double>(judged.payoff[2].value) == 0);
}

TEST_CASE("other laws: quadrature says how far it can tell", "[metagame]") {
  auto parameters = exponential_metagame(solvers::star(3), 1);
  parameters.payoffs.leader_law = parameters.payoffs.follower_law = solvers::uniform_law(0, 1);
  parameters.metagame.max_trust = 1;
  parameters.metagame.grid_points = 5;
  const auto judged = certify_metagame(parameters, everybody_at(4, 0), {.tolerance = 1e-3});
  CHECK(judged.certificate.verdict == Verdict::refuted);  // a leaf that shows some trust is invited
}

TEST_CASE("profiles and parameters that are wrong", "[metagame]") {
  auto parameters = exponential_metagame(solvers::dyad(), 1);
  const auto refuse = [&](models::Profile profile, const char* report) {
    CHECK_THROWS_WITH(certify_metagame(parameters, profile, {}), Catch::Contains(report));
  };
  refuse({{"agent1", {{"trust", 0.0}}}}, "agent2 is missing");
  refuse({{"agent3", {{"trust", 0.0}}}}, "unknown player 'agent3'");
  refuse({{"agent01", {{"trust", 0.0}}}}, "unknown player 'agent01'");
  refuse({{"agent1", {{"trust", 31.0}}}}, "agent1.trust = 31 is outside [0, 30]");
  refuse({{"agent1", {{"trust", std::nan("")}}}}, "agent1.trust");
  refuse({{"agent1", {{"love", 1.0}}}}, "unknown entry 'agent1.love'");
  refuse({{"agent1", {{"trust", std::vector<double>{0, 30}}}}}, "2 levels of trust and 0 probabilities");
  refuse(
      {{"agent1", {{"trust", std::vector<double>{0, 30}}, {"probability", std::vector<double>{0.5, 0.6}}}}},
      "sum to 1.1");
  CHECK_THROWS_WITH(solve_metagame(parameters, {.method = "magic"}),
                    Catch::Contains("known: auto, best-response"));
  auto legacy = parameters;
  legacy.trust.ties = ActionTies::legacy;
  CHECK_THROWS_AS(solve_metagame(legacy, {}), models::NotOffered);
  parameters.metagame.grid_points = 1;
  CHECK_THROWS_AS(solve_metagame(parameters, {}), std::invalid_argument);
}

TEST_CASE("the variance of a game", "[metagame]") {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = solvers::exponential_law(4);
  CHECK(game_variance(payoffs, 0, 1) ==
        Approx(20).epsilon(0.05));  // of the larger of two draws: 1.25 means squared
  // At full trust the largest of four sums of two is played, and a player's share of it is uniform: M the
  // largest of four Gamma(2), 16 (E[M^2] / 3 - E[M]^2 / 4) = 28.776.
  CHECK(game_variance(payoffs, 300, 1) == Approx(28.776).epsilon(0.05));
}
