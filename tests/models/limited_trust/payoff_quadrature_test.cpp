// tests/models/limited_trust/payoff_quadrature_test.cpp
#include "models/limited_trust/payoff_quadrature.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/limited_trust/exponential_payoffs.hpp"
#include "models/limited_trust/sampled_payoffs.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

Payoffs games(const solvers::LawPtr& leader, const solvers::LawPtr& follower, int m, int n) {
  Payoffs payoffs;
  payoffs.leader_law = leader;
  payoffs.follower_law = follower;
  payoffs.leader_actions = m;
  payoffs.follower_actions = n;
  return payoffs;
}

Vector one(double level) { return Vector::Constant(1, level); }

/// Neither player's table is further from the judge than it says.
void check_errors(const PayoffTable& stated, const PayoffTable& judge) {
  for (Eigen::Index i = 0; i < stated.leader.size(); ++i) {
    CHECK(std::abs(stated.leader(i) - judge.leader(i)) <= stated.leader_error(i));
    CHECK(std::abs(stated.follower(i) - judge.follower(i)) <= stated.follower_error(i));
  }
}

}  // namespace

TEST_CASE("quadrature agrees with the reference for uniform payoffs", "[payoffs][reference]") {
  const auto uniform = solvers::uniform_law(0, 1);
  for (const auto& item : tests::reference_items("limited_trust.json", "payoff_grid")) {
    REQUIRE(item.text("dist") == "uniform");
    const int m = static_cast<int>(item.number("m")), n = static_cast<int>(item.number("n"));
    const auto table = expected_payoffs(games(uniform, uniform, m, n), one(item.number("delta1")),
                                        one(item.number("delta2")));
    CAPTURE(m, n, item.number("delta1"), item.number("delta2"));
    CHECK(table.method == PayoffMethod::quadrature);
    // The reference states 2e-5.
    CHECK(table.leader(0, 0) == Approx(item.number("uL")).epsilon(0).margin(2e-5));
    CHECK(table.follower(0, 0) == Approx(item.number("uF")).epsilon(0).margin(2e-5));
    CHECK(std::abs(table.leader(0, 0) - item.vector("mc")(0)) <= 4 * item.vector("mc_se")(0));
    CHECK(std::abs(table.follower(0, 0) - item.vector("mc")(1)) <= 4 * item.vector("mc_se")(1));
  }
}

TEST_CASE("the true error of quadrature lies below the stated one", "[payoffs][property]") {
  const auto exponential = solvers::exponential_law(1);
  const Vector leader = (Vector(2) << 0.3, 4).finished(), follower = one(0.7);
  const auto stated = quadrature_payoffs(games(exponential, exponential, 2, 2), leader, follower, {});
  check_errors(stated, exponential_payoffs(1, leader, follower));
  CHECK(stated.leader_error.maxCoeff() <= 2e-5);
}

TEST_CASE("the true error of quadrature lies below the stated one, many times",
          "[payoffs][property][.slow]") {
  const int seed = 31;
  CAPTURE(seed);
  solvers::RandomStream stream(seed);
  const auto exponential = solvers::exponential_law(1);
  const solvers::LawPtr bounded[] = {solvers::uniform_law(0, 1), solvers::uniform_law(0, 2),
                                     solvers::beta_law(2, 3), solvers::beta_law(3, 1),
                                     solvers::beta_law(2, 2)};
  for (int trial = 0; trial < 100; ++trial) {
    const bool is_bounded = trial % 2 == 0;
    const double scale = is_bounded ? 1 : 7;
    const double low = scale * stream.uniform() * stream.uniform();
    const Vector leader = (Vector(2) << low, low + stream.uniform()).finished();
    const Vector follower = one(scale * stream.uniform() * stream.uniform());
    const Payoffs payoffs =
        is_bounded ? games(bounded[stream.below(5)], bounded[stream.below(5)],
                           2 + static_cast<int>(stream.below(5)), 2 + static_cast<int>(stream.below(5)))
                   : games(exponential, exponential, 2, 2);
    CAPTURE(trial, leader, follower, payoffs.leader_law->name(), payoffs.follower_law->name());
    CAPTURE(payoffs.leader_actions, payoffs.follower_actions);
    // The judge of bounded laws is the finest level, a hundred times as accurate.
    check_errors(quadrature_payoffs(payoffs, leader, follower, {}),
                 is_bounded ? quadrature_payoffs(payoffs, leader, follower, {.tolerance = 1e-12})
                            : exponential_payoffs(1, leader, follower));
  }
}

TEST_CASE("without trust each player gets its best of its own draws", "[payoffs]") {
  // E max of k draws from [0, 1] is k / (k + 1); exponential with mean 1: 1 + 1/2 + ... + 1/k.
  const auto uniform = solvers::uniform_law(0, 1);
  const auto flat = payoff_table(games(uniform, uniform, 5, 3), one(0));
  CHECK(flat.leader(0, 0) == Approx(5.0 / 6).epsilon(1e-12));
  CHECK(flat.follower(0, 0) == Approx(3.0 / 4).epsilon(1e-12));
  const auto steep = payoff_table(games(solvers::exponential_law(1), uniform, 3, 2), one(0));
  CHECK(std::abs(steep.leader(0, 0) - 11.0 / 6) <= steep.leader_error(0, 0));
  CHECK(std::abs(steep.follower(0, 0) - 2.0 / 3) <= steep.follower_error(0, 0));
}

TEST_CASE("boundless trust of both maximises the sum of both", "[payoffs]") {
  // Sums of two uniform payoffs have density c on [0, 1], 2 - c on [1, 2]. The largest of 4 has mean 2 -
  // integral of F^4: 2 - [1/(16*9)] - integral_0^1 (1 - x^2/2)^4 dx, shared equally.
  const double upper_part = 1 - 4.0 / 6 + 6.0 / 20 - 4.0 / 56 + 1.0 / 144;
  const auto uniform = solvers::uniform_law(0, 1);
  const auto table = payoff_table(games(uniform, uniform, 2, 2), one(infinity));
  const double half = (2 - 1.0 / 144 - upper_part) / 2;
  CHECK(std::abs(table.leader(0, 0) - half) <= table.leader_error(0, 0));
  CHECK(std::abs(table.follower(0, 0) - half) <= table.follower_error(0, 0));
  CHECK(table.leader_error(0, 0) <= 1e-5);
  const auto bounded = payoff_table(games(uniform, uniform, 2, 2), one(1));  // no loss exceeds 1
  CHECK(bounded.leader(0, 0) == Approx(table.leader(0, 0)).epsilon(1e-12));
}

TEST_CASE("constants move and factors scale expected payoffs", "[payoffs][property]") {
  const auto plain =
      payoff_table(games(solvers::uniform_law(0, 1), solvers::uniform_law(0, 2), 3, 2), one(0.25));
  const auto moved =
      payoff_table(games(solvers::uniform_law(-7, -6), solvers::uniform_law(10, 12), 3, 2), one(0.25));
  const auto scaled =
      payoff_table(games(solvers::uniform_law(0, 8), solvers::uniform_law(0, 16), 3, 2), one(2));
  // Panels of sums are refined relative to the size of payoffs, which a constant changes.
  CHECK(std::abs(moved.leader(0, 0) + 7 - plain.leader(0, 0)) <= moved.leader_error(0, 0));
  CHECK(std::abs(moved.follower(0, 0) - 10 - plain.follower(0, 0)) <= moved.follower_error(0, 0));
  CHECK(moved.follower_error(0, 0) <= 1e-4);
  CHECK(scaled.leader(0, 0) == Approx(8 * plain.leader(0, 0)).epsilon(1e-12));
  CHECK(scaled.follower(0, 0) == Approx(8 * plain.follower(0, 0)).epsilon(1e-12));
}

TEST_CASE("quadrature agrees with games that are drawn", "[payoffs]") {
  const auto pair = GENERATE(0, 1, 2, 3);
  const Payoffs payoffs = pair == 0   ? games(solvers::uniform_law(0, 1), solvers::beta_law(2, 3), 3, 4)
                          : pair == 1 ? games(solvers::exponential_law(1), solvers::uniform_law(-1, 1), 2, 3)
                          : pair == 2 ? games(solvers::uniform_law(0, 2), solvers::uniform_law(0, 1), 6, 6)
                                      : games(solvers::beta_law(3, 2), solvers::beta_law(2, 2), 1, 4);
  const Vector leader = (Vector(3) << 0.05, 0.4, infinity).finished(), follower = one(0.3);
  const auto integrated = expected_payoffs(payoffs, leader, follower);
  const auto drawn = sampled_payoffs(payoffs, leader, follower, {.games = 20'000, .seed = 5});
  CHECK(integrated.method == PayoffMethod::quadrature);
  CHECK(integrated.termination == solvers::Termination::converged);
  for (int i = 0; i < 3; ++i) {
    CAPTURE(pair, leader(i));
    CHECK(std::abs(integrated.leader(i, 0) - drawn.leader(i, 0)) <= 4 * drawn.leader_error(i, 0));
    CHECK(std::abs(integrated.follower(i, 0) - drawn.follower(i, 0)) <= 4 * drawn.follower_error(i, 0));
  }
}

TEST_CASE("quadrature agrees with many drawn games of every law", "[payoffs][.slow]") {
  const int m = GENERATE(2, 3, 6), n = GENERATE(2, 5);
  const auto law =
      GENERATE(as<solvers::LawPtr>{}, solvers::normal_law(0, 1), solvers::lognormal_law(1, 0.5),
               solvers::gamma_law(2.5, 1), solvers::exponential_law(2), solvers::pareto_law(1, 3));
  const Vector leader = (Vector(3) << 0, 0.5, 2).finished(), follower = (Vector(2) << 0.3, 1.5).finished();
  const auto integrated = expected_payoffs(games(law, law, m, n), leader, follower);
  const auto drawn = sampled_payoffs(games(law, law, m, n), leader, follower, {.games = 1'000'000});
  for (Eigen::Index i = 0; i < drawn.leader.size(); ++i) {
    CAPTURE(law->name(), m, n, i);
    CHECK(std::abs(integrated.leader(i) - drawn.leader(i)) <= 4 * drawn.leader_error(i));
    CHECK(std::abs(integrated.follower(i) - drawn.follower(i)) <= 4 * drawn.follower_error(i));
  }
}

TEST_CASE("net payoffs of bounded laws may fall with the follower's trust", "[payoffs]") {
  // A leader of 6 rows who does not reciprocate, uniform payoffs.
  const auto uniform = solvers::uniform_law(0, 1);
  const Vector follower = (Vector(2) << 0.2, 0.4).finished();
  const auto table = expected_payoffs(games(uniform, uniform, 6, 2), one(0), follower);
  const Matrix net = table.leader + table.follower;
  CHECK(net(0, 1) - net(0, 0) == Approx(-0.018).margin(1e-3));  // as printed with two digits
  CHECK(net(0, 0) - net(0, 1) > table.leader_error.sum() + table.follower_error.sum());
}

TEST_CASE("work that is stopped leaves nothing that looks like an answer", "[payoffs]") {
  const std::atomic<bool> stop{true};
  const auto uniform = solvers::uniform_law(0, 1);
  const auto table =
      payoff_table(games(uniform, uniform, 2, 2), one(0.2), {.stop = {.deadline = {}, .interrupt = &stop}});
  CHECK(table.termination == solvers::Termination::interrupted);
  CHECK(std::isnan(table.leader(0, 0)));
}

TEST_CASE("games of smooth laws reach the program's tolerance", "[payoffs]") {
  const auto law = GENERATE(as<solvers::LawPtr>{}, solvers::normal_law(0, 1), solvers::lognormal_law(1, 0.5),
                            solvers::gamma_law(2.5, 1), solvers::beta_law(2, 3), solvers::exponential_law(1));
  CAPTURE(law->name());
  const auto table = expected_payoffs(games(law, law, 3, 2), one(0.3), one(0.4), {.tolerance = 1e-9});
  CHECK(table.termination == solvers::Termination::converged);
  CHECK(table.leader_error(0, 0) <= 1e-9 * std::max(1.0, std::abs(table.leader(0, 0))));
}

TEST_CASE("heavy tails: the stated error holds what is cut of them", "[payoffs]") {
  // Without trust u_L and u_F are means of the largest of m and n draws: Gamma(k+1) Gamma(1-1/s) /
  // Gamma(k+1-1/s).
  const double shape = GENERATE(1.5, 2.05, 2.2, 3.0, 5.0);
  CAPTURE(shape);
  const auto law = solvers::pareto_law(1, shape);
  const auto largest = [&](int k) {
    return std::tgamma(k + 1) * std::tgamma(1 - 1 / shape) / std::tgamma(k + 1 - 1 / shape);
  };
  const auto table = expected_payoffs(games(law, law, 3, 2), one(0), one(0), {.tolerance = 1e-9});
  CHECK(table.method == PayoffMethod::quadrature);
  CHECK(std::abs(table.leader(0, 0) - largest(3)) <= table.leader_error(0, 0));
  CHECK(std::abs(table.follower(0, 0) - largest(2)) <= table.follower_error(0, 0));
  CHECK(table.leader_error(0, 0) <= (shape < 2 ? 1e-3 : shape < 3 ? 1e-6 : 1e-9));
}
