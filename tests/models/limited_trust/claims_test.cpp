// Claims of the source about trust in general: where they hold, and where their conditions are needed.
#include <cmath>

#include <catch2/catch.hpp>

#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/trust_responses.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"

namespace {

using namespace models::limited_trust;

Payoffs payoffs_of(solvers::LawPtr law, int rows, int columns) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = std::move(law);
  payoffs.leader_actions = rows;
  payoffs.follower_actions = columns;
  return payoffs;
}

/// Largest change of u_L and u_F as either trust passes from just below `at` to it.
double jump(const Payoffs& payoffs, double at, double step) {
  Vector trust(2);
  trust << at - step, at;
  const auto table = expected_payoffs(payoffs, trust, trust);
  double most = 0;
  for (const auto* u : {&table.leader, &table.follower})
    most = std::max({most, std::abs((*u)(1, 0) - (*u)(0, 0)), std::abs((*u)(0, 1) - (*u)(0, 0))});
  return most;
}

}  // namespace

TEST_CASE("Theorem 1: without atoms expected payoffs are continuous in trust", "[claims]") {
  for (const auto& law : {solvers::exponential_law(1), solvers::uniform_law(0, 2)}) {
    const auto payoffs = payoffs_of(law, 2, 2);
    for (const double trust : {0.3, 1.0, 1.7}) {
      CAPTURE(law->name(), trust);
      const double coarse = jump(payoffs, trust, 1e-2), fine = jump(payoffs, trust, 1e-3);
      CHECK(fine < 1e-3);  // Lipschitz: the densities are at most 1, the losses at most 2
      CHECK(fine < 0.2 * coarse);
    }
  }
}

TEST_CASE("Theorem 1 fails with atoms: whole payoffs make expected payoffs jump at whole trusts",
          "[claims]") {
  Vector values(4);
  values << 0, 1, 2, 3;
  const auto payoffs = payoffs_of(solvers::empirical_law(values), 2, 2);
  for (const double trust : {1.0, 2.0}) CHECK(jump(payoffs, trust, 1e-9) > 0.02);
  CHECK(jump(payoffs, 1.5, 1e-3) == 0);
}

TEST_CASE("Theorem 2's proof weighs the wrong side of a tie: the invitation is on the other", "[claims]") {
  // A star with two leaves at one trust and one invitation: at the tie a leaf follows in half of the games,
  // just below in none, just above in all.
  const auto network = tests::network_of(solvers::star(2), 1);
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 7));
  TrustResponses responses(network, payoffs, {0, 3, 3});
  std::vector<double> at_level(7), above(7);
  responses.utilities(1, at_level);
  responses.utilities(1, above, Side::just_above);
  const double leads = payoffs.leader(3, 0), follows = payoffs.follower(0, 3);
  const double below = leads;  // the limit: not invited
  CHECK(at_level[3] == Approx(leads + 0.5 * follows));
  CHECK(above[3] == Approx(leads + follows));
  CHECK(below < at_level[3]);                                  // weight 1 on the limit from below fails
  CHECK(0.5 * below + 0.5 * above[3] >= at_level[3] - 1e-12);  // any weight up to 1/2 on it does
}

TEST_CASE("agent 4 earns more than agent 7, who trusts most", "[claims]") {
  const auto network = tests::network_of(tests::figure1(), 2);
  const RankedPayoffs payoffs(tests::exponential_payoffs(2), tests::trust_grid(4, 7));
  const auto utility = round_utilities(network, payoffs, {0, 1, 2, 3, 4, 5, 6}).total();
  CHECK(utility(3) == Approx(20.8559).margin(5e-5));
  CHECK(utility(6) == Approx(18.9454).margin(5e-5));
}

TEST_CASE("agent 7 of Table I gains 24.0 % by a little trust, not over 25 %", "[claims]") {
  const auto network = tests::network_of(tests::figure1(), 2);
  Vector trust(2);
  trust << 0, 0.01;
  const RankedPayoffs payoffs(tests::exponential_payoffs(2), trust);
  const double before = round_utilities(network, payoffs, TrustProfile(7, 0)).total()(6);
  const double after = round_utilities(network, payoffs, {0, 0, 0, 0, 0, 0, 1}).total()(6);
  CHECK(after / before - 1 == Approx(0.240458).margin(5e-7));
}

TEST_CASE("no trust gains the networks of the source what it prints", "[claims]") {
  // Selfish utilities as printed cannot be: twelve for each invitation sent.
  for (const auto& [name, k, printed] : {std::tuple{"karate", 2, 22.792},
                                         {"southern_women_3events", 2, 19.344},
                                         {"highland_tribes", 2, 23.217},
                                         {"taro", 2, 22.747},
                                         {"highschool_boys", 2, 22.936},
                                         {"residence_hall", 2, 22.289},
                                         {"ego_facebook_0", 3, 30.905}}) {
    const auto graph = tests::reference_network(name);
    if (!graph) continue;
    CAPTURE(name);
    const auto network = tests::network_of(*graph, k);
    const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(30, 2));
    const auto agents = static_cast<std::size_t>(graph->nodes());
    const double selfish = round_utilities(network, payoffs, TrustProfile(agents, 0)).total().mean();
    const double trusting = round_utilities(network, payoffs, TrustProfile(agents, 1)).total().mean();
    CHECK(selfish / printed > 1.03);
    CHECK(trusting / selfish < 1.1824);
  }
}
