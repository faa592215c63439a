// tests/models/digital_twin/equations_test.cpp
// The equations against reference values, against each other and against what must not change them.
#include "models/digital_twin/equations.hpp"

#include <catch2/catch.hpp>

#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using namespace tests::digital_twin;

namespace {

const Gradient gradients[] = {Gradient::printed, Gradient::exact, Gradient::stationary};

/// Agreement to `tolerance` relative to the expected number (absolute below 1e-290, where doubles lose
/// digits).
void check_close(const Vector& found, const Vector& expected, double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (Eigen::Index i = 0; i < found.size(); ++i) {
    CAPTURE(i, found(i), expected(i));
    CHECK(std::abs(found(i) - expected(i)) <= tolerance * std::abs(expected(i)) + 1e-290);
  }
}

Players permuted(const Players& p, const std::vector<int>& order) {
  Players q = p;
  for (auto member : {&Players::sharing_cost, &Players::probing_cost, &Players::deception_cost,
                      &Players::information_sensitivity, &Players::reward, &Players::sharing_value,
                      &Players::probing_value})
    for (int i = 0; i < p.count(); ++i) (q.*member)(i) = (p.*member)(order[i]);
  return q;
}

}  // namespace

TEST_CASE("information, shares, payoffs and gradients agree with the reference",
          "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "utility_gradient")) {
    CAPTURE(item.name());
    const auto p = lift<double>(players_of(item));
    const auto trust = lift<double>(trust_of(item));
    const Vector profile = profile_of(item.matrix("inputs.P"));
    const auto state = state_of(p, trust, profile);
    // lambda up to 900 multiplies the rounding of I by up to 900: 1e-12 there, a few ulp elsewhere
    const double tolerance = p.information_sensitivity.maxCoeff() > 100 ? 2e-12 : 1e-14;
    check_close(state.information, item.vector("expected.I"), 1e-14);
    check_close(state.shares.share, item.vector("expected.share"), tolerance);
    check_close(payoffs(p, state, profile), item.vector("expected.U"), 20 * tolerance);
    const Vector printed = own_gradients(Gradient::printed, p, trust, profile);
    const Vector exact = own_gradients(Gradient::exact, p, trust, profile);
    check_close(printed, profile_of(item.matrix("expected.grad_frozen_eq15")), 50 * tolerance);
    check_close(exact, profile_of(item.matrix("expected.grad_exact")), 50 * tolerance);
  }
}

TEST_CASE("closed gradients are the slopes of the payoff of a deviation", "[digital_twin][property]") {
  for (const int task : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
    solvers::RandomStream stream(20, task);
    const auto kind = Trust::Kind(task % 3);
    const auto gradient = gradients[task / 3];
    if (gradient == Gradient::stationary && kind != Trust::Kind::steady_state) continue;
    CAPTURE(task);
    const int n = 2 + task % 4;
    const auto p = lift<double>(random_players(n, stream));
    const auto trust = lift<double>(random_trust(kind, n, stream));
    const Vector x = random_profile(n, stream);
    const Vector closed = own_gradients(gradient, p, trust, x);
    const Vector paid = payoffs(p, state_of(p, trust, x), x);
    for (int i = 0; i < n; ++i) {
      const auto payoff = [&](const Vector& own) {
        return payoff_of_deviation(gradient, p, trust, x, i, own(0), own(1), own(2));
      };
      const Vector own = x.segment(3 * i, 3);
      CHECK(payoff(own) == Approx(paid(i)).epsilon(1e-13));
      for (int k = 0; k < 3; ++k) {
        const double step = 1e-5;  // error of the central difference about step^2 + 1e-16 / step = 1e-10
        const Vector up = own + step * Vector::Unit(3, k), down = own - step * Vector::Unit(3, k);
        CHECK((payoff(up) - payoff(down)) / (2 * step) == Approx(closed(3 * i + k)).margin(2e-9));
      }
    }
  }
}

TEST_CASE("the printed gradient is the exact one without inbound trust, and far from it with trust",
          "[digital_twin]") {
  const auto item = tests::reference_items("digital_twin.json", "utility_gradient").front();
  const auto p = lift<double>(players_of(item));
  const Vector profile = profile_of(item.matrix("inputs.P"));
  const auto distance = [&](const TrustOf<double>& trust) {
    return (own_gradients(Gradient::printed, p, trust, profile) -
            own_gradients(Gradient::exact, p, trust, profile))
        .cwiseAbs()
        .maxCoeff();
  };
  CHECK(distance({Trust::Kind::uniform, 0, {}}) == 0);
  CHECK(distance(lift<double>(trust_of(item))) > 0.5);
}

TEST_CASE("trust without a matrix is the matrix it stands for", "[digital_twin]") {
  solvers::RandomStream stream(21);
  const int n = 6;
  const auto p = lift<double>(random_players(n, stream));
  const Vector x = random_profile(n, stream);
  const Vector s = honesty(x);
  for (const auto kind : {Trust::Kind::steady_state, Trust::Kind::uniform}) {
    const TrustOf<double> compact{kind, 0.4, {}};
    TrustOf<double> dense{Trust::Kind::matrix, 0, Matrix(n, n)};
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) dense.matrix(i, j) = i == j ? 0 : kind == Trust::Kind::uniform ? 0.4 : s(j);
    check_close(received(compact, s), received(dense, s), 1e-14);
    check_close(own_gradients(Gradient::exact, p, compact, x), own_gradients(Gradient::exact, p, dense, x),
                1e-12);
  }
}

TEST_CASE("permuting players permutes payoffs and gradients", "[digital_twin][property]") {
  solvers::RandomStream stream(22);
  const int n = 5;
  const auto players = random_players(n, stream);
  const auto trust = random_trust(Trust::Kind::matrix, n, stream);
  const Vector x = random_profile(n, stream);
  const std::vector<int> order = {3, 0, 4, 1, 2};
  Trust other = trust;
  Vector y(x.size());
  for (int i = 0; i < n; ++i) {
    y.segment(3 * i, 3) = x.segment(3 * order[i], 3);
    for (int j = 0; j < n; ++j) other.matrix(i, j) = trust.matrix(order[i], order[j]);
  }
  const auto p = lift<double>(players), q = lift<double>(permuted(players, order));
  for (const auto gradient : {Gradient::printed, Gradient::exact}) {
    const Vector before = own_gradients(gradient, p, lift<double>(trust), x);
    const Vector after = own_gradients(gradient, q, lift<double>(other), y);
    for (int i = 0; i < n; ++i) check_close(after.segment(3 * i, 3), before.segment(3 * order[i], 3), 1e-12);
  }
}

TEST_CASE("deception is dominated: (s, beta, 0) never pays less", "[digital_twin][property]") {
  for (int task = 0; task < 200; ++task) {
    solvers::RandomStream stream(23, task);
    const int n = 2 + task % 5;
    const auto p = lift<double>(random_players(n, stream));
    const auto trust = lift<double>(random_trust(Trust::Kind(task % 3), n, stream));
    const Vector x = random_profile(n, stream);
    CAPTURE(task);
    for (int i = 0; i < n; ++i) {
      Vector honest = x;
      honest(3 * i) = honesty(x)(i);
      honest(3 * i + 2) = 0;
      const double gain =
          payoffs(p, state_of(p, trust, honest), honest)(i) - payoffs(p, state_of(p, trust, x), x)(i);
      CHECK(gain >=
            p.deception_cost(i) * x(3 * i + 2) * x(3 * i + 2) - 1e-13);  // 1e-13: rounding of payoffs near 1
    }
  }
}

TEST_CASE("trust stays in [0, 1] under (7)", "[digital_twin][property]") {
  solvers::RandomStream stream(24);
  double trust = 0;
  for (int round = 0; round < 1000; ++round) {
    trust = next_trust(stream.uniform(), trust, stream.uniform());
    REQUIRE(trust >= 0);
    REQUIRE(trust <= 1);
  }
}
