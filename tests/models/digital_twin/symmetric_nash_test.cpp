// tests/models/digital_twin/symmetric_nash_test.cpp
// S2, S3, S4 and S-kappa in closed form: reference values, first-order conditions by the general equations,
// budget.
#include "models/digital_twin/symmetric_nash.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/equations.hpp"
#include "solvers/core/random.hpp"
#include "solvers/scalars/ball.hpp"
#include "tests/models/digital_twin/games.hpp"
#include "tests/support/reference.hpp"

namespace dt = models::digital_twin;
using solvers::Ball;

namespace {

dt::Representative player_of(const tests::ReferenceItem& item) {
  return {.count = static_cast<long>(item.number("inputs.N")),
          .sharing_cost = item.number("inputs.c1"),
          .probing_cost = item.number("inputs.c2"),
          .deception_cost = 1,
          .information_sensitivity = item.number("inputs.lam"),
          .reward = item.number("inputs.R"),
          .sharing_value = item.number("inputs.a"),
          .probing_value = item.number("inputs.b")};
}

void check_point(const dt::Representative& player, const dt::SymmetricSystem& system,
                 const tests::ReferenceItem& item, const std::string& at) {
  CAPTURE(item.name(), at);
  const auto point = dt::symmetric_point(player, system);
  CHECK(point.sharing == Approx(item.number(at + "alpha")).epsilon(1e-15).margin(1e-15));
  CHECK(point.probing == Approx(item.number(at + "beta")).epsilon(1e-15).margin(1e-15));
  CHECK(point.multiplier == Approx(item.number(at + "mu")).epsilon(1e-14).margin(1e-15));
  const double payoff = player.reward / static_cast<double>(player.count) -
                        player.sharing_cost * point.sharing * point.sharing -
                        player.probing_cost * point.probing * point.probing;
  CHECK(payoff == Approx(item.number(at + "U")).epsilon(1e-14));
  const auto box = dt::symmetric_point(dt::lift<Ball>(player), system);
  CHECK(contains(inflated(box.sharing, 1e-16), point.sharing));
  CHECK(box.sharing.radius() < 1e-17);
}

dt::Players population(const dt::Representative& p) {
  const auto all = [&](double value) { return solvers::Vector::Constant(p.count, value).eval(); };
  return {all(p.sharing_cost),
          all(p.probing_cost),
          all(p.deception_cost),
          all(p.information_sensitivity),
          all(p.reward),
          all(p.sharing_value),
          all(p.probing_value),
          all(0.3),
          all(0.05)};
}

}  // namespace

TEST_CASE("symmetric closed forms agree with their reference values",
          "[digital-twin][symmetric][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "symmetric_corrected")) {
    const auto player = player_of(item);
    check_point(player, {.gradient = dt::Gradient::printed}, item, "expected.S2_frozen.");
    check_point(player, {.gradient = dt::Gradient::exact}, item, "expected.S3_exact_kappa0.");
    check_point(player, {.gradient = dt::Gradient::stationary}, item, "expected.S4_stationary_kappa1.");
    // k = gamma eta / (1 - gamma (1 - eta)) = 1/2 at gamma = 2/3, eta = 1/2
    check_point(player, {.gradient = dt::Gradient::exact, .discount_factor = 2.0 / 3, .trust_rate = 0.5},
                item, "expected.S_kappa_half.");
  }
  for (const auto& item : tests::reference_items("digital_twin.json", "open_loop_stationary")) {
    const double gamma = item.number("inputs.gamma"), eta = item.number("inputs.eta");
    CHECK(dt::foresight(gamma, eta) == Approx(item.number("expected.kappa_discount")).epsilon(1e-15));
    check_point(player_of(item),
                {.gradient = dt::Gradient::exact, .discount_factor = gamma, .trust_rate = eta}, item,
                "expected.");
  }
}

TEST_CASE("symmetric points meet the first-order conditions of the game",
          "[digital-twin][symmetric][property]") {
  constexpr std::uint64_t seed = 11;
  solvers::RandomStream stream(seed);
  int tight = 0, corner = 0;
  for (int k = 0; k < 400; ++k) {
    CAPTURE(seed, k);
    const dt::Representative player{.count = 2 + static_cast<long>(stream.below(9)),
                                    .sharing_cost = stream.uniform(0.2, 2),
                                    .probing_cost = stream.uniform(0.2, 2),
                                    .deception_cost = stream.uniform(0.2, 2),
                                    .information_sensitivity = stream.uniform(0.2, 4),
                                    .reward = stream.uniform(0.2, 20),
                                    .sharing_value = stream.uniform(0, 2),
                                    .probing_value = stream.uniform(0, 2)};
    const dt::Gradient gradients[] = {dt::Gradient::printed, dt::Gradient::exact, dt::Gradient::stationary};
    const auto gradient = gradients[k % 3];
    dt::SymmetricSystem system{.gradient = gradient};
    dt::TrustOf<double> trust;
    if (gradient != dt::Gradient::stationary && k % 2 == 0) {
      system.held_trust = stream.uniform();
      trust = {.kind = dt::Trust::Kind::uniform, .value = *system.held_trust};
    }
    const auto point = dt::symmetric_point(player, system);
    solvers::Vector profile(3 * player.count);
    for (long i = 0; i < player.count; ++i) profile.segment(3 * i, 3) << point.sharing, point.probing, 0;
    const auto slope = dt::own_gradients(gradient, dt::lift<double>(population(player)), trust, profile);
    const double scale = 1 + point.multiplier;
    REQUIRE(point.multiplier >= 0);
    REQUIRE(point.sharing + point.probing <= 1 + 1e-15 * scale);  // the last digit of mu
    if (point.multiplier > 0) CHECK(point.sharing + point.probing == Approx(1).epsilon(1e-14));
    for (int c = 0; c < 2; ++c) {
      const double chosen = c == 0 ? point.sharing : point.probing;
      if (chosen > 0)
        CHECK(std::abs(slope(c) - point.multiplier) < 1e-13 * scale);
      else
        CHECK(slope(c) - point.multiplier <= 1e-13 * scale);
    }
    tight += point.multiplier > 0;
    corner += point.multiplier > 0 && (point.sharing == 0 || point.probing == 0);
  }
  CHECK(tight > 20);  // the draws reach the budget and its corners
  CHECK(corner > 5);
}

TEST_CASE("systems that have no symmetric form are refused", "[digital-twin][symmetric]") {
  dt::Parameters p;
  p.players = tests::digital_twin::identical_players(3, 1, 1);
  p.players.trust_rate = solvers::Vector::Constant(3, 0.3);
  CHECK_FALSE(dt::symmetric_system(p).discount_factor);
  p.horizon.discount_factor = 0.8;
  CHECK(dt::symmetric_system(p).discount_factor == 0.8);
  p.gradient = dt::Gradient::printed;
  CHECK_THROWS_AS(dt::symmetric_system(p), std::invalid_argument);
  p.gradient = dt::Gradient::exact;
  p.horizon.discount_factor = 1.0;
  CHECK_THROWS_AS(dt::symmetric_system(p), std::invalid_argument);
  p.horizon.discount_factor.reset();
  p.trust = {.kind = dt::Trust::Kind::matrix, .matrix = solvers::Matrix::Zero(3, 3)};
  CHECK_THROWS_AS(dt::symmetric_system(p), std::invalid_argument);
  p.trust = {};
  p.players.reward(1) = 2;
  CHECK_THROWS_AS(dt::symmetric_system(p), std::invalid_argument);
}
