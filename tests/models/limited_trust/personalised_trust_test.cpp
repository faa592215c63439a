// Trust shown to each neighbor apart: the separated solution against every choice there is.
#include "models/limited_trust/personalised_trust.hpp"

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"
#include "tests/models/limited_trust/personal_brute_force.hpp"

namespace {

using namespace models::limited_trust;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

TEST_CASE("no choice of trust and invitations beats the separated one", "[personalised_trust]") {
  solvers::RandomStream random(77);
  for (int repeat = 0; repeat < 12; ++repeat) {
    CAPTURE(repeat);
    const int levels = 3;
    auto network = tests::network_of(solvers::erdos_renyi(7, 0.7, random), 1 + repeat % 3,
                                     repeat % 2 ? NeighborTies::random : NeighborTies::lexicographic);
    PayoffSource source = tests::exponential_payoffs(4);
    Matrix leader, follower;
    if (repeat % 3 == 0) {  // payoffs of any sign: some do not pay to invite, some decline
      leader = Matrix::Random(levels, levels);
      follower = Matrix::Random(levels, levels);
      source.table = [&](const Vector&) { return PairPayoffs{leader, follower}; };
      source.leader_prefers_trust = false;
    }
    const RankedPayoffs payoffs(source, tests::trust_grid(8, levels));
    PersonalProfile profile(7);
    for (int i = 0; i < 7; ++i)
      for (int n = 0; n < network.graph.degree(i); ++n)
        profile[at(i)].push_back(static_cast<int>(random.below(levels)));
    for (int agent = 0; agent < 7; ++agent) {
      const int degree = network.graph.degree(agent);
      REQUIRE(degree <= 6);
      const auto response = personal_best_response(network, payoffs, profile, agent);
      const double best = tests::most_personal(network, payoffs, profile, agent);
      CHECK(response.utility == Approx(best).margin(1e-11));
      CHECK(personal_utility(network, payoffs, profile, agent, response.levels, response.invited) ==
            Approx(best).margin(1e-11));
    }
  }
}

TEST_CASE("one trust for all is the plain game", "[personalised_trust]") {
  solvers::RandomStream random(13);
  const auto network = tests::network_of(solvers::erdos_renyi(10, 0.5, random), 2);
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 7));
  TrustProfile plain;
  PersonalProfile personal(10);
  for (int i = 0; i < 10; ++i) {
    plain.push_back(static_cast<int>(random.below(7)));
    personal[at(i)].assign(at(network.graph.degree(i)), plain.back());
  }
  const auto probability = invitation_probabilities(network, payoffs, plain);
  for (int i = 0; i < 10; ++i)
    for (int n = 0; n < network.graph.degree(i); ++n) {
      const int j = network.graph.neighbors(i)[at(n)];
      const auto back = network.graph.neighbors(j);
      const auto m = static_cast<int>(std::lower_bound(back.begin(), back.end(), i) - back.begin());
      CHECK(personal_invitation(network, payoffs, personal, j, m, plain[at(j)]) ==
            Approx(probability[at(i)][at(n)]).margin(1e-15));
    }
  CHECK_THROWS_AS(personal_best_response(network, payoffs, PersonalProfile(10), 0), std::invalid_argument);
  CHECK_THROWS_AS(personal_best_response(network, payoffs, personal, 10), std::invalid_argument);
}
