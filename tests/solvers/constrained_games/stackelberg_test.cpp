// Leaders and followers against published and closed-form plays.
#include <catch2/catch.hpp>

#include "solvers/certificates/stackelberg_certificate.hpp"
#include "tests/problems/games/published.hpp"

using namespace solvers;
using namespace tests::games;

namespace {

ConstrainedGame with_caps(ConstrainedGame game, double cap) {
  game.lower = Vector::Zero(game.lower.size());
  game.upper = Vector::Constant(game.lower.size(), cap);
  return game;
}

}  // namespace

TEST_CASE("the linear duopoly's leader takes 8, its follower 4", "[stackelberg][reference]") {
  const auto game = with_caps(duopoly(), 20);
  const auto result = solve_stackelberg(game, 0);
  REQUIRE(reached_goal(result.termination));
  CHECK((result.profile - vector(8., 4.)).lpNorm<Eigen::Infinity>() < 1e-10);
  CHECK(result.payoff == Approx(32));
  CHECK(std::abs(result.slope) < 1e-10);
  const auto certificate = certify_stackelberg(game, 0, result.profile);
  CHECK(certificate.followers.verdict == Verdict::proved);
  CHECK(certificate.followers.proof.verdict == Verdict::proved);
  CHECK(certificate.leader == Verdict::undecided);
  CHECK(certificate.gain < 1e-11);  // rounding of a payoff of 32
  const auto nash = certify_stackelberg(game, 0, vector(16. / 3, 16. / 3));
  CHECK(nash.leader == Verdict::refuted);
  CHECK(nash.gain == Approx(32 - 256. / 9).epsilon(1e-9));
  CHECK((nash.better - vector(8., 4.)).norm() < 1e-9);
}

TEST_CASE("Stackelberg-Nash-Cournot with four followers: 42.538247, profit 203.155072",
          "[stackelberg][reference]") {
  // Facchinei, Jiang & Qi (1999), Math. Programming 85, problem 8, gamma = 1.1, L = 150
  const auto game = with_caps(cournot(), 150);
  const auto result = solve_stackelberg(game, 0);
  REQUIRE(reached_goal(result.termination));
  const Vector published = vector(42.538247, 41.077241, 43.115853, 42.195067, 38.823882);
  CHECK((result.profile - published).lpNorm<Eigen::Infinity>() < 1e-6);
  CHECK(result.payoff == Approx(203.155072).margin(1e-6));
  const auto certificate = certify_stackelberg(game, 0, result.profile);
  CHECK(certificate.followers.verdict == Verdict::proved);
  CHECK(certificate.followers.epsilon < 1e-10);
  CHECK(certificate.followers.proof.verdict == Verdict::proved);
  CHECK(certificate.gain < 1e-9);
}

TEST_CASE("a leader without bounds or with several variables is refused", "[stackelberg][faults]") {
  CHECK_THROWS_AS(solve_stackelberg(cournot(), 0), std::invalid_argument);
  CHECK_THROWS_AS(solve_stackelberg(degenerate_bound(), 0), std::invalid_argument);
  CHECK_THROWS_AS(solve_stackelberg(duopoly(), 2), std::invalid_argument);
}
