// tests/models/limited_trust/expected_payoffs_test.cpp
#include "models/limited_trust/expected_payoffs.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/limited_trust/sampled_payoffs.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

Payoffs games(const solvers::LawPtr& leader, const solvers::LawPtr& follower, int m, int n) {
  return {.leader = {},
          .follower = {},
          .leader_law = leader,
          .follower_law = follower,
          .leader_actions = m,
          .follower_actions = n};
}

Payoffs games(const solvers::LawPtr& law, int m, int n) { return games(law, law, m, n); }

solvers::LawPtr coins(std::initializer_list<double> values) {
  Vector samples(values.size());
  std::copy(values.begin(), values.end(), samples.data());
  return solvers::empirical_law(samples);
}

Vector one(double level) { return Vector::Constant(1, level); }

/// Greatest |difference| over the combined standard errors of two tables.
double worst_z(const PayoffTable& a, const PayoffTable& b) {
  double worst = 0;
  for (Eigen::Index i = 0; i < a.leader.size(); ++i) {
    worst = std::max(worst,
                     std::abs(a.leader(i) - b.leader(i)) / std::hypot(a.leader_error(i), b.leader_error(i)));
    worst = std::max(worst, std::abs(a.follower(i) - b.follower(i)) /
                                std::hypot(a.follower_error(i), b.follower_error(i)));
  }
  return worst;
}

/// The same game by the definition of the equilibrium, level by level: every row, every reply.
std::pair<double, double> played(const Matrix& a, const Matrix& b, double leader_trust,
                                 double follower_trust) {
  const auto better = [](double net, double own, double best_net, double best_own) {
    return net > best_net || (net == best_net && own > best_own);
  };
  std::vector<int> plan;
  for (int i = 0; i < a.rows(); ++i) {
    const double top = b.row(i).maxCoeff();
    int reply = -1;
    for (int j = 0; j < a.cols(); ++j)
      if (top - b(i, j) <= follower_trust &&
          (reply < 0 || better(a(i, j) + b(i, j), b(i, j), a(i, reply) + b(i, reply), b(i, reply))))
        reply = j;
    plan.push_back(reply);
  }
  double top = -infinity;
  for (int i = 0; i < a.rows(); ++i) top = std::max(top, a(i, plan[i]));
  int row = -1;
  for (int i = 0; i < a.rows(); ++i)
    if (top - a(i, plan[i]) <= leader_trust &&
        (row < 0 || better(a(i, plan[i]) + b(i, plan[i]), a(i, plan[i]),
                           a(row, plan[row]) + b(row, plan[row]), a(row, plan[row]))))
      row = i;
  return {a(row, plan[row]), b(row, plan[row])};
}

}  // namespace

TEST_CASE("2 x 2 exponential games agree with the reference", "[payoffs][reference]") {
  for (const auto& item : tests::reference_items("limited_trust.json", "payoff_exact")) {
    const auto table = expected_payoffs(games(solvers::exponential_law(item.number("mean")), 2, 2),
                                        one(item.number("delta1")), one(item.number("delta2")));
    CAPTURE(item.number("delta1"), item.number("delta2"));
    CHECK(table.method == PayoffMethod::exact);
    // The reference states 1e-13; both sides round.
    CHECK(table.leader(0, 0) == Approx(item.number("uL")).epsilon(0).margin(5e-13));
    CHECK(table.follower(0, 0) == Approx(item.number("uF")).epsilon(0).margin(5e-13));
  }
}

TEST_CASE("2 x 2 exponential games: limits, scaling, levels without bounds", "[payoffs]") {
  const auto unit = games(solvers::exponential_law(1), 2, 2);
  Vector levels(6);
  levels << 0, 149.9, 150.1, 800, 1e300, infinity;
  const auto table = payoff_table(unit, levels);
  const double ceiling = 12259.0 / 6912;
  for (int r = 1; r < 6; ++r)
    for (int c = 1; c < 6; ++c) {
      CHECK(table.leader(r, c) == Approx(ceiling).epsilon(1e-14));
      CHECK(table.follower(r, c) == Approx(ceiling).epsilon(1e-14));
    }
  CHECK(table.leader(0, 0) == Approx(1.5).epsilon(1e-14));
  CHECK(table.follower(0, 0) == Approx(1.5).epsilon(1e-14));
  CHECK(table.leader(0, 5) == Approx(2287.0 / 1152).epsilon(1e-14));
  CHECK(table.follower(0, 5) == Approx(703.0 / 576).epsilon(1e-14));

  Vector grid = Vector::LinSpaced(7, 0, 3);
  const auto scaled = payoff_table(games(solvers::exponential_law(4), 2, 2), 4 * grid);
  const auto plain = payoff_table(unit, grid);
  CHECK((scaled.leader - 4 * plain.leader).cwiseAbs().maxCoeff() <= 1e-13);
  CHECK((scaled.follower - 4 * plain.follower).cwiseAbs().maxCoeff() <= 1e-13);
}

TEST_CASE("what trust does to 2 x 2 exponential games on the paper's grid", "[payoffs][property]") {
  const auto table = payoff_table(games(solvers::exponential_law(4), 2, 2), Vector::LinSpaced(91, 0, 30));
  const Matrix net = table.leader + table.follower;
  // Single increments fall to 8e-7; rounding stays below 1e-13.
  const double least = 1e-9;
  for (int r = 0; r < 91; ++r)
    for (int c = 0; c < 91; ++c) {
      CAPTURE(r, c);
      if (c > 0 && !(table.leader(r, c) - table.leader(r, c - 1) > least))
        FAIL_CHECK("u_L does not rise with d2");
      if (c > 0 && !(table.follower(r, c - 1) - table.follower(r, c) > least))
        FAIL_CHECK("u_F does not fall with d2");
      if (c > 0 && !(net(r, c) - net(r, c - 1) > least)) FAIL_CHECK("u_L + u_F does not rise with d2");
      if (r > 0 && !(table.leader(r - 1, c) - table.leader(r, c) > least))
        FAIL_CHECK("u_L does not fall with d1");
      if (r > 0 && !(table.follower(r, c) - table.follower(r - 1, c) > least))
        FAIL_CHECK("u_F does not rise with d1");
      if (r > 0 && !(net(r, c) - net(r - 1, c) > least)) FAIL_CHECK("u_L + u_F does not rise with d1");
    }
  CHECK(net.maxCoeff() < 4 * 12259.0 / 3456);  // the gain is at most 18.240 %
  CHECK(net(90, 90) / (4 * 3.0) - 1 == Approx(0.18239).margin(1e-4));
}

TEST_CASE("every law and size has its method", "[payoffs]") {
  using enum PayoffMethod;
  const auto exponential = solvers::exponential_law(2);
  CHECK(method_of(games(exponential, 2, 2)) == exact);
  CHECK(method_of(games(coins({0, 1}), 2, 2)) == exact);
  CHECK(method_of(games(coins({0, 1, 3}), coins({2}), 3, 4)) == exact);              // 3^12 games
  CHECK(method_of(games(coins({0, 1, 3, 7}), coins({2, 5}), 3, 4)) == monte_carlo);  // 2^36 games
  CHECK(method_of(games(coins({0, 1}), exponential, 2, 2)) == monte_carlo);
  CHECK(method_of({.leader = Matrix::Identity(2, 3),
                   .follower = Matrix::Ones(2, 3),
                   .leader_law = {},
                   .follower_law = {}}) == exact);
  CHECK(method_of(games(exponential, 3, 2)) == quadrature);
  CHECK(method_of(games(exponential, solvers::exponential_law(3), 2, 2)) == quadrature);
  for (const auto& law :
       {solvers::uniform_law(-1, 2), solvers::normal_law(0, 1), solvers::lognormal_law(1, 1),
        solvers::pareto_law(1, 1.5), solvers::beta_law(2, 3), solvers::gamma_law(1.5, 1)}) {
    CAPTURE(law->name());
    CHECK(method_of(games(law, 2, 2)) == quadrature);
    CHECK(method_of(games(law, exponential, 6, 6)) == quadrature);
  }
  CHECK(method_of(games(exponential, 7, 2)) == monte_carlo);
  CHECK(method_of(games(exponential, 2, 7)) == monte_carlo);
  CHECK(method_of(games(solvers::beta_law(0.3, 0.3), 2, 2)) == monte_carlo);  // infinite density
  CHECK(method_of(games(solvers::gamma_law(0.5, 1), 2, 2)) == monte_carlo);
  CHECK(name(exact) == "exact");
  CHECK(name(quadrature) == "quadrature");
  CHECK(name(monte_carlo) == "monte-carlo");
}

TEST_CASE("one explicit game at all levels is what the definition plays", "[payoffs][property]") {
  const int seed = 20;
  CAPTURE(seed);
  solvers::RandomStream stream(seed);
  for (int trial = 0; trial < 60; ++trial) {
    const int m = 1 + static_cast<int>(stream.below(4)), n = 1 + static_cast<int>(stream.below(4));
    const bool integers = trial % 2 == 0;  // with many ties
    Matrix a(m, n), b(m, n);
    for (double& x : a.reshaped()) x = integers ? static_cast<double>(stream.below(5)) : stream.uniform();
    for (double& x : b.reshaped()) x = integers ? static_cast<double>(stream.below(5)) : stream.uniform();
    Vector levels = integers ? Vector::LinSpaced(11, 0, 5) : Vector::LinSpaced(11, 0, 1);
    levels(10) = infinity;
    const auto table =
        payoff_table({.leader = a, .follower = b, .leader_law = {}, .follower_law = {}}, levels);
    for (int r = 0; r < levels.size(); ++r)
      for (int c = 0; c < levels.size(); ++c) {
        const auto [leader, follower] = played(a, b, levels(r), levels(c));
        CAPTURE(trial, a, b, levels(r), levels(c));
        REQUIRE(table.leader(r, c) == Approx(leader).margin(1e-14));
        REQUIRE(table.follower(r, c) == Approx(follower).margin(1e-14));
      }
  }
}

TEST_CASE("samples: every game counted with its probability", "[payoffs]") {
  // A in {0, 1}, 1 with probability 2/3; B always 1: u_F = 1, u_L = 1 unless all four entries are 0.
  const auto table = payoff_table(games(coins({0, 1, 1}), coins({1}), 2, 2), Vector::LinSpaced(3, 0, 1));
  CHECK(table.method == PayoffMethod::exact);
  CHECK(table.games == 16);
  CHECK((table.leader.array() - (1 - 1.0 / 81)).abs().maxCoeff() <= 1e-15);
  CHECK((table.follower.array() - 1).abs().maxCoeff() <= 1e-15);
  CHECK((table.leader_error.array() < 1e-14).all());

  // Drawn instead of listed: within 4 standard errors, and a trust level on an atom counts.
  const auto pairs = games(coins({0, 1, 2}), coins({0, 1}), 2, 2);
  Vector levels(4);
  levels << 0.999, 0, 2, 1;  // in any order
  const auto listed = payoff_table(pairs, levels);
  const auto drawn = payoff_table(pairs, levels, {.games = 40'000, .enumerated_games = 0});
  CHECK(listed.games == 1296);
  CHECK(drawn.method == PayoffMethod::monte_carlo);
  CHECK(worst_z(listed, drawn) < 4);
  CHECK(listed.leader(1, 0) == listed.leader(1, 1));  // no loss in (0, 1)
  CHECK(listed.leader(1, 3) != listed.leader(1, 0));
}

TEST_CASE("Monte-Carlo: one sample for all levels, its error, its streams", "[payoffs]") {
  const auto unit = games(solvers::exponential_law(1), 2, 2);
  Vector levels(5);
  levels << 0, 0.1, 1, 2.5, infinity;
  const ExpectedPayoffOptions options{.games = 30'000, .seed = 3};
  const auto drawn = sampled_payoffs(unit, levels, levels, options), exact = payoff_table(unit, levels);
  CHECK(drawn.games == 30'000);
  CHECK(worst_z(drawn, exact) < 4);
  // Single levels see the same games.
  const auto single = sampled_payoffs(unit, one(1), one(0.1), options);
  CHECK(single.leader(0, 0) == Approx(drawn.leader(2, 1)).epsilon(1e-12));
  CHECK(single.leader_error(0, 0) == Approx(drawn.leader_error(2, 1)).epsilon(1e-9));
  // The spread of an exponential maximum: E max^2 - (E max)^2 = 3.5 - 2.25 at trust 0.
  CHECK(drawn.leader_error(0, 0) == Approx(std::sqrt(1.25 / 30'000)).epsilon(0.03));
  auto other = options;
  other.seed = 4;
  CHECK(sampled_payoffs(unit, levels, levels, other).leader(0, 0) != drawn.leader(0, 0));
}

TEST_CASE("a standard error needs a variance", "[payoffs]") {
  CHECK_THROWS_WITH(method_of(games(solvers::pareto_law(1, 1.5), coins({0, 1}), 2, 2)),
                    Catch::Contains("leader") && Catch::Contains("second moment"));
}

TEST_CASE("payoffs that nobody can expect are refused", "[payoffs]") {
  const Vector levels = Vector::LinSpaced(3, 0, 1);
  const auto good = solvers::exponential_law(1);
  CHECK_THROWS_WITH(payoff_table(games(solvers::pareto_law(1, 1), good, 2, 2), levels),
                    Catch::Contains("leader") && Catch::Contains("first moment"));
  CHECK_THROWS_AS(payoff_table(games(good, solvers::pareto_law(1, 0.5), 2, 2), levels),
                  std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, nullptr, 2, 2), levels), std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, 0, 2), levels), std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, 2, 2), one(-1e-300)), std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, 2, 2), one(std::nan(""))), std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, 2, 2), Vector()), std::invalid_argument);
  CHECK_THROWS_AS(payoff_table(games(good, 2, 2), levels, {.tolerance = 0}), std::invalid_argument);
  Matrix bad = Matrix::Zero(2, 2);
  bad(1, 0) = std::nan("");
  CHECK_THROWS_AS(
      payoff_table({.leader = bad, .follower = bad, .leader_law = {}, .follower_law = {}}, levels),
      std::invalid_argument);
  CHECK_THROWS_AS(payoff_table({.leader = Matrix::Zero(2, 2),
                                .follower = Matrix::Zero(2, 3),
                                .leader_law = {},
                                .follower_law = {}},
                               levels),
                  std::invalid_argument);
}
