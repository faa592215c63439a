// tests/models/digital_twin/stability_test.cpp
// Stability of learning against the known threshold and against learning itself; sensitivities against
// solving again.
#include "models/digital_twin/stability.hpp"

#include <catch2/catch.hpp>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/digital_twin.hpp"
#include "models/digital_twin/learning.hpp"
#include "models/digital_twin/sensitivity.hpp"
#include "models/digital_twin/strategies.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using namespace tests::digital_twin;

namespace {

Parameters reference_game(const tests::ReferenceItem& item) {
  Parameters game{.players = players_of(item), .trust = trust_of(item)};
  game.gradient = item.text("inputs.mode") == "frozen" ? Gradient::printed : Gradient::exact;
  return game;
}

Vector solution_of(const Parameters& game) {
  const auto found = DigitalTwin(game).solve({});
  REQUIRE(found.profiles.size() == 1);
  return vector_of(found.profiles.front(), game.players.count());
}

}  // namespace

TEST_CASE("without trust the symmetric profile loses stability at kappa = N^2 / (N - 2)", "[digital_twin]") {
  for (const int n : {3, 5, 8}) {
    const double threshold = double(n * n) / (n - 2), lambda = 20;  // so high that the budget is slack
    for (const double factor : {0.99, 1.01}) {
      Parameters game{.players = identical_players(n, lambda, factor * threshold / (lambda * lambda))};
      game.trust = {Trust::Kind::uniform, 0, {}};
      const double choice = lambda * game.players.reward(0) * (n - 1) / (n * n) / 2;
      Vector x = Vector::Zero(3 * n);
      for (int i = 0; i < n; ++i) x(3 * i) = x(3 * i + 1) = choice;
      const auto stability = learning_stability(game, x);
      REQUIRE(stability);
      CAPTURE(n, factor, stability->spectral_radius);
      CHECK(stability->stable == (factor < 1));
    }
  }
}

TEST_CASE("learning approaches a reference equilibrium at the spectral radius", "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    auto game = reference_game(item);
    CAPTURE(item.name());
    const Vector x = solution_of(game);
    const auto stability = learning_stability(game, x);
    REQUIRE(stability);
    CHECK(stability->stable);
    // the map itself, by differences: its trust starts where it rests, so one step moves strategies only
    const Matrix jacobian = learning_jacobian(game, x);
    const auto p = lift<double>(game.players);
    const double h = 1e-6;  // error of a central difference: h^2 and 1e-16 / h
    TrustOf<double> held = lift<double>(game.trust);
    if (game.trust.kind == Trust::Kind::steady_state) {
      held = {Trust::Kind::matrix, 0, Matrix(5, 5)};
      for (int i = 0; i < 5; ++i)
        for (int j = 0; j < 5; ++j) held.matrix(i, j) = i == j ? 0 : x(3 * j);
    }
    for (int k = 0; k < 10; ++k) {
      Vector up = x, down = x;
      const int at = k / 2 * 3 + k % 2;
      up(at) += h, down(at) -= h;
      const auto step = [&](const Vector& from) {
        return without_deception(
            projected_step(from, own_gradients(game.gradient, p, held, from), game.players.learning_rate));
      };
      const Vector slope = (step(up) - step(down)) / (2 * h);
      CHECK((slope - jacobian.col(k).head(10)).cwiseAbs().maxCoeff() <= 1e-6);
    }
  }
}

TEST_CASE("sensitivities predict the equilibrium of a nearby game", "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    CAPTURE(item.name());
    const auto game = reference_game(item);
    const Vector x = solution_of(game);
    const ActiveSet active(x);
    const auto all = sensitivities(game, x);
    REQUIRE(all.size() == 30);
    const double h =
        1e-5;  // the error of a central difference is of order h^2 = 1e-10 times third derivatives
    for (const auto& [key, values] :
         {std::pair{"players.reward[2]", &Players::reward},
          {"players.sharing_cost[3]", &Players::sharing_cost},
          {"players.probing_value[5]", &Players::probing_value},
          {"players.information_sensitivity[1]", &Players::information_sensitivity}}) {
      CAPTURE(key);
      const int player = key[std::string(key).size() - 2] - '1';
      auto up = game, down = game;
      (up.players.*values)(player) += h, (down.players.*values)(player) -= h;
      const auto above = polish(up, active, x), below = polish(down, active, x);
      REQUIRE(above);
      REQUIRE(below);
      const Vector slope = (above->profile - below->profile) / (2 * h);
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.first == key; });
      REQUIRE(found != all.end());
      for (int k = 0; k < 10; ++k) {
        CHECK(std::get<double>(found->second[k].value) == Approx(slope(k / 2 * 3 + k % 2)).margin(1e-8));
      }
    }
  }
}

TEST_CASE("sensitivity to a uniform trust", "[digital_twin]") {
  solvers::RandomStream stream(61);
  Parameters game{.players = random_players(4, stream)};
  game.players.reward /= 3;
  game.trust = {Trust::Kind::uniform, 0.4, {}};
  const Vector x = solution_of(game);
  const auto all = sensitivities(game, x);
  REQUIRE(all.size() == 25);
  REQUIRE(all.back().first == "game.trust");
  auto up = game, down = game;
  up.trust.value += 1e-5, down.trust.value -= 1e-5;
  const auto above = polish(up, ActiveSet(x), x), below = polish(down, ActiveSet(x), x);
  REQUIRE(above);
  REQUIRE(below);
  const Vector slope = (above->profile - below->profile) / 2e-5;
  for (int k = 0; k < 8; ++k)
    CHECK(std::get<double>(all.back().second[k].value) == Approx(slope(k / 2 * 3 + k % 2)).margin(1e-8));
}
