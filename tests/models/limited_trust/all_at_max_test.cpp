// Everybody at full trust: the criterion in closed form against regrets counted out.
#include "models/limited_trust/all_at_max.hpp"

#include <catch2/catch.hpp>

#include "models/limited_trust/best_response_dynamics.hpp"
#include "models/limited_trust/network_bounds.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"

namespace {

using namespace models::limited_trust;

}  // namespace

TEST_CASE("the criterion says what regrets say", "[all_at_max]") {
  const auto source = tests::exponential_payoffs(4);
  const RankedPayoffs payoffs(source, tests::trust_grid(30, 31));
  solvers::RandomStream random(31);
  int held = 0, failed = 0;
  for (int repeat = 0; repeat < 30; ++repeat) {
    CAPTURE(repeat);
    auto network = tests::network_of(repeat % 2 ? solvers::barabasi_albert(40, 1 + repeat % 4, random)
                                                : solvers::erdos_renyi(30, 0.15, random),
                                     1 + repeat % 3);
    if (repeat % 5 == 0) network.fixed_agents = {0, 3};
    const auto criterion = all_at_max(network, source, 30);
    const TrustProfile everybody(static_cast<std::size_t>(network.graph.nodes()), 30);
    const auto regrets = trust_regrets(tests::game_of(network, payoffs), everybody);
    CHECK(criterion.equilibrium == (regrets.largest() < 1e-10));
    for (int i = 0; i < network.graph.nodes(); ++i)
      CHECK(std::max(0.0, criterion.gain_of_leaving(i)) == Approx(regrets.on_grid(i)).margin(1e-10));
    (criterion.equilibrium ? held : failed) += 1;
  }
  CHECK(failed > 0);
}

TEST_CASE("constants and borders of the source's experiments", "[all_at_max]") {
  const auto source = tests::exponential_payoffs(4);
  auto network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2);
  const auto two = all_at_max(network, source, 30);
  CHECK(two.saved_leading == Approx(0.846634).margin(5e-7));
  CHECK(two.invited == Approx(7.094323).margin(5e-7));
  CHECK(two.saved_following == Approx(0.720488).margin(5e-7));
  CHECK(two.equilibrium);
  const auto leaving = [&](int k) {
    network.invitations.assign(34, k);
    return (all_at_max(network, source, 30).gain_of_leaving.array() > 0).count();
  };
  CHECK(leaving(1) == 1);  // agent 12
  CHECK(leaving(3) == 1);  // agent 32
  CHECK(leaving(5) == 8);
  CHECK(all_at_max(tests::network_of(tests::figure1(), 3), source, 30).equilibrium);
  CHECK(all_at_max(tests::network_of(models::networks::find_network("southern-women", nullptr).graph, 2),
                   source, 30)
            .equilibrium);
  CHECK_FALSE(all_at_max(tests::network_of(solvers::star(9), 1), source, 30).equilibrium);
  network.ties = NeighborTies::lexicographic;
  CHECK_THROWS_AS(all_at_max(network, source, 30), std::invalid_argument);
  network.ties = NeighborTies::random;
  CHECK_THROWS_AS(all_at_max(network, source, 0), std::invalid_argument);
}

TEST_CASE("`bound` says how near everybody at full trust is to breaking", "[all_at_max]") {
  Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = solvers::exponential_law(4);
  CHECK(network_bounds(p, {}).empty());
  p.network = tests::network_of(models::networks::find_network("karate", nullptr).graph, 2);
  const auto two = network_bounds(p, {}).at(0);
  CHECK(two.quantity == "full_trust_slack");
  CHECK(two.value == Approx(7.98112 - 7.94097).margin(1e-5));  // agent 12 at 30 and at 0
  CHECK(two.lower > 0);
  CHECK(two.upper - two.lower < 1e-10);
  CHECK(two.conditions.at(1) == "the nearest to leaving is agent12");
  p.network->invitations.assign(34, 1);
  CHECK(network_bounds(p, {}).at(0).upper < 0);
  p.network->fixed_agents = {11};  // the only one to leave
  CHECK(network_bounds(p, {}).at(0).lower > 0);
  p.network->ties = NeighborTies::lexicographic;
  CHECK(network_bounds(p, {}).empty());
}
