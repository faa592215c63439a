// tests/models/digital_twin/reduced_game_test.cpp
// The Jacobian in closed form against dual numbers, and Newton's method on active sets.
#include "models/digital_twin/reduced_game.hpp"

#include <catch2/catch.hpp>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/certificate.hpp"
#include "solvers/scalars/differentiate.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using namespace tests::digital_twin;

TEST_CASE("the closed Jacobian is that of the dual numbers", "[digital_twin][property]") {
  for (int task = 0; task < 21; ++task) {
    solvers::RandomStream stream(51, task);
    const int n = 2 + task % 5;
    const auto gradient = Gradient(task % 3);
    const auto kind =
        gradient == Gradient::stationary ? Trust::Kind::steady_state : Trust::Kind(task / 3 % 3);
    const auto players = random_players(n, stream);
    const auto trust = random_trust(kind, n, stream);
    const Vector x = without_deception(random_profile(n, stream));
    const auto field = [&]<typename T>(const VectorOf<T>& y) {
      return reduced_gradients(gradient, lift<T>(players), lift<T>(trust), y);
    };
    const Matrix dual = solvers::jacobian_of(field, x);
    const Matrix closed = reduced_jacobian(gradient, lift<double>(players), lift<double>(trust), x);
    CAPTURE(task);
    CHECK((dual - closed).cwiseAbs().maxCoeff() <= 1e-12);  // entries are below 20: a few hundred ulp
  }
}

TEST_CASE("own gradients in closed form are those of the dual numbers", "[digital_twin][property]") {
  using D = solvers::Dual<double, 3>;
  for (int task = 0; task < 21; ++task) {
    solvers::RandomStream stream(52, task);
    const int n = 2 + task % 5;
    const auto gradient = Gradient(task % 3);
    const auto kind =
        gradient == Gradient::stationary ? Trust::Kind::steady_state : Trust::Kind(task / 3 % 3);
    const auto p = lift<double>(random_players(n, stream));
    const auto trust = lift<double>(random_trust(kind, n, stream));
    const Vector x = random_profile(n, stream);
    const Vector closed = own_gradients(gradient, p, trust, x);
    for (int i = 0; i < n; ++i) {
      const D paid = payoff_of_deviation(gradient, p, trust, x, i, D::variable(x(3 * i), 0),
                                         D::variable(x(3 * i + 1), 1), D::variable(x(3 * i + 2), 2));
      for (int k = 0; k < 3; ++k) CHECK(paid.tangent(k) == Approx(closed(3 * i + k)).margin(1e-13));
    }
  }
}

TEST_CASE("polishing takes a rough profile of a reference game to rounding", "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    CAPTURE(item.name());
    Parameters game{.players = players_of(item), .trust = trust_of(item)};
    game.gradient = item.text("inputs.mode") == "frozen" ? Gradient::printed : Gradient::exact;
    const Vector alpha = item.vector("expected.alpha"), beta = item.vector("expected.beta");
    Vector rough = Vector::Zero(15), right = rough;
    for (int i = 0; i < 5; ++i) {
      const bool budget = alpha(i) + beta(i) > 1 - 1e-12;
      right(3 * i) = alpha(i), right(3 * i + 1) = beta(i);
      rough(3 * i) = alpha(i) > 0 ? alpha(i) + 1e-5 : 0;
      rough(3 * i + 1) = budget ? 1 - rough(3 * i) : beta(i) - 1e-5;
    }
    const auto polished = polish(game, ActiveSet(rough), rough);
    REQUIRE(polished);
    CHECK((polished->profile - right).cwiseAbs().maxCoeff() <= 4e-16);  // two ulp of 1
    CHECK(natural_residual(game, polished->profile) <= 2e-15);
  }
}
