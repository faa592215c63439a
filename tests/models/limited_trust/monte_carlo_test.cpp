// Monte-Carlo means over a grid of trusts: the same games played one by one, and exact values within standard
// errors.
#include "models/limited_trust/monte_carlo.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "models/limited_trust/game.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;

Payoffs iid(solvers::LawPtr law, int m, int n) {
  return {.leader_law = law, .follower_law = law, .leader_actions = m, .follower_actions = n};
}

}  // namespace

TEST_CASE("one set of games fills every cell as playing each game does", "[limited_trust][monte_carlo]") {
  const Vector leader_trust = Vector::LinSpaced(4, 0, 2.25), follower_trust = Vector::LinSpaced(5, 0, 4);
  solvers::Vector values(4);
  values << 0, 1, 1, 2;  // atoms: ties everywhere
  for (const auto& [payoffs, seed] : {std::pair{iid(solvers::exponential_law(1), 2, 2), 1},
                                      {iid(solvers::normal_law(1, 2), 3, 4), 2},
                                      {iid(solvers::empirical_law(values), 3, 3), 3}}) {
    constexpr int games = 1100;  // more than one block
    const auto found = sample_payoffs(payoffs, leader_trust, follower_trust, games, seed);
    const auto again = sample_payoffs(payoffs, leader_trust, follower_trust, games, seed);
    CHECK(found.leader == again.leader);
    CHECK(found.games == games);
    Matrix leader = Matrix::Zero(4, 5), follower = leader;
    solvers::RandomStream stream(static_cast<std::uint64_t>(seed), 0);
    for (int k = 0; k < games; ++k) {
      if (k == 1024) stream = solvers::RandomStream(static_cast<std::uint64_t>(seed), 1);
      Matrix A(payoffs.leader_actions, payoffs.follower_actions), B = A;
      for (Eigen::Index i = 0; i < A.rows(); ++i)
        for (Eigen::Index j = 0; j < A.cols(); ++j) {
          A(i, j) = payoffs.leader_law->sample(stream);
          B(i, j) = payoffs.follower_law->sample(stream);
        }
      for (Eigen::Index i = 0; i < 4; ++i)
        for (Eigen::Index j = 0; j < 5; ++j) {
          const auto played = play(A, B, {.leader = leader_trust(i), .follower = follower_trust(j)});
          leader(i, j) += played.leader_payoff / games;
          follower(i, j) += played.follower_payoff / games;
        }
    }
    CAPTURE(payoffs.leader_law->name());
    CHECK((found.leader - leader).cwiseAbs().maxCoeff() < 1e-11);  // sums in another order
    CHECK((found.follower - follower).cwiseAbs().maxCoeff() < 1e-11);
  }
}

TEST_CASE("sampled payoffs agree with exact ones within four standard errors",
          "[limited_trust][monte_carlo]") {
  int compared = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "payoff_exact")) {
    if (item.number("m") != 2 || item.number("n") != 2 || item.number("mean") != 1) continue;
    const double d1 = item.number("delta1"), d2 = item.number("delta2");
    if (d1 > 2 || d2 > 2) continue;
    const auto found = sample_payoffs(iid(solvers::exponential_law(1), 2, 2), Vector::Constant(1, d1),
                                      Vector::Constant(1, d2), 10'000, 5);
    CAPTURE(d1, d2);
    CHECK(std::abs(found.leader(0, 0) - item.number("uL")) < 4 * found.leader_error(0, 0));
    CHECK(std::abs(found.follower(0, 0) - item.number("uF")) < 4 * found.follower_error(0, 0));
    CHECK(found.leader_error(0, 0) < 0.02);  // payoffs have a variance of about 1
    ++compared;
  }
  CHECK(compared > 5);
}

TEST_CASE("the leader's and the follower's payoffs come from their own laws",
          "[limited_trust][monte_carlo]") {
  Payoffs payoffs = iid(solvers::uniform_law(10, 11), 1, 1);
  payoffs.follower_law = solvers::uniform_law(-3, -2);
  const auto found = sample_payoffs(payoffs, Vector::Zero(1), Vector::Zero(1), 1000, 1);
  CHECK(std::abs(found.leader(0, 0) - 10.5) < 4 * found.leader_error(0, 0));
  CHECK(std::abs(found.follower(0, 0) + 2.5) < 4 * found.follower_error(0, 0));
  CHECK(found.leader_error(0, 0) == Approx(std::sqrt(1 / 12.0 / 1000)).epsilon(0.1));
}

TEST_CASE("sampling refuses what has no mean and grids that do not ascend",
          "[limited_trust][monte_carlo][errors]") {
  const Vector zero = Vector::Zero(1);
  const auto good = iid(solvers::exponential_law(1), 2, 2);
  CHECK_THROWS_AS(sample_payoffs({}, zero, zero, 10, 1), std::invalid_argument);
  CHECK_THROWS_AS(sample_payoffs(iid(solvers::pareto_law(1, 1), 2, 2), zero, zero, 10, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS(sample_payoffs(good, zero, Vector::Zero(2), 10, 1), std::invalid_argument);
  CHECK_THROWS_AS(sample_payoffs(good, Vector::Constant(1, -1), zero, 10, 1), std::invalid_argument);
  CHECK_THROWS_AS(sample_payoffs(good, Vector(), zero, 10, 1), std::invalid_argument);
  CHECK_THROWS_AS(sample_payoffs(good, zero, zero, 0, 1), std::invalid_argument);
  CHECK(std::isinf(sample_payoffs(good, zero, zero, 1, 1).leader_error(0, 0)));
}
