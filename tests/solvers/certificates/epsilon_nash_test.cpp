#include "solvers/certificates/epsilon_nash.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using solvers::Ball;
using solvers::certify_epsilon_nash;
using solvers::PlayerEvidence;
using solvers::Verdict;

TEST_CASE("regrets within the tolerance are proved, rounded up", "[certificates]") {
  const PlayerEvidence first{.payoff = Ball(1), .best_upper_bound = Ball(1) + Ball(1e-10)};
  const PlayerEvidence second{.payoff = Ball(2), .best_upper_bound = Ball(2)};
  const auto result = certify_epsilon_nash({first, second}, 1e-9);
  CHECK(result.verdict == Verdict::proved);
  CHECK(result.epsilon >= 1e-10);
  CHECK(result.epsilon <= 1e-10 * (1 + 1e-8));
  CHECK(result.regret[1].upper == 0);
  CHECK(result.deviator == -1);
}

TEST_CASE("a certain gain above the tolerance refutes and names the player", "[certificates]") {
  const PlayerEvidence content{.payoff = Ball(1), .best_upper_bound = Ball(1)};
  const PlayerEvidence gains{.payoff = Ball(1), .best_upper_bound = Ball(2), .deviation_payoff = Ball(1.5)};
  const auto result = certify_epsilon_nash({content, gains}, 1e-9);
  CHECK(result.verdict == Verdict::refuted);
  CHECK(result.deviator == 1);
  CHECK(result.gain == 0.5);
  CHECK(result.regret[1].upper == 1);
}

TEST_CASE("inflated balls lower the verdict, on both sides", "[certificates]") {
  PlayerEvidence player{.payoff = Ball(1), .best_upper_bound = Ball(1), .deviation_payoff = Ball(1)};
  CHECK(certify_epsilon_nash({player}, 1e-9).verdict == Verdict::proved);
  player.payoff = inflated(player.payoff, 1e-8);
  const auto blurred = certify_epsilon_nash({player}, 1e-9);
  CHECK(blurred.verdict == Verdict::undecided);
  CHECK(blurred.epsilon >= 1e-8);
  player = {.payoff = Ball(1), .best_upper_bound = Ball(2), .deviation_payoff = Ball(1.1)};
  CHECK(certify_epsilon_nash({player}, 1e-9).verdict == Verdict::refuted);
  player.deviation_payoff = inflated(player.deviation_payoff, 0.2);
  CHECK(certify_epsilon_nash({player}, 1e-9).verdict == Verdict::undecided);
}

TEST_CASE("what is not known is not counted as small", "[certificates][fault]") {
  CHECK(certify_epsilon_nash({PlayerEvidence{}}, 1).verdict == Verdict::undecided);
  CHECK(std::isinf(certify_epsilon_nash({PlayerEvidence{.payoff = Ball(0)}}, 1).epsilon));
  const PlayerEvidence contradiction{
      .payoff = Ball(0), .best_upper_bound = Ball(1), .deviation_payoff = Ball(2)};
  CHECK_THROWS_WITH(certify_epsilon_nash({contradiction}, 1), Catch::Contains("one of the two is wrong"));
  CHECK_THROWS_AS(certify_epsilon_nash({}, 1), std::invalid_argument);
  CHECK_THROWS_AS(certify_epsilon_nash({PlayerEvidence{}}, -1), std::invalid_argument);
}
