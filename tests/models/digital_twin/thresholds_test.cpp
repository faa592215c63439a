// tests/models/digital_twin/thresholds_test.cpp
// Thresholds in kappa: reference values to 30 digits, and what happens on both sides of them.
#include "models/digital_twin/thresholds.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/stationary_orbits.hpp"
#include "tests/models/digital_twin/games.hpp"
#include "tests/support/reference.hpp"

namespace dt = models::digital_twin;
using solvers::Ball;

TEST_CASE("existence thresholds enclose their reference values", "[digital-twin][bounds][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "symmetric_existence_threshold")) {
    CAPTURE(item.name());
    const auto players = static_cast<long>(item.number("inputs.N"));
    const auto found = dt::existence_threshold(players);
    REQUIRE(found);
    const solvers::ScopedPrecision precision(192);
    // 30 printed digits: equal up to 2 units of the last one.
    CHECK(contains(inflated(found->kappa, 2e-28), Ball::from_decimal(item.text("expected.kappa_max"))));
    CHECK(contains(inflated(found->deviation, 2e-29), Ball::from_decimal(item.text("expected.deviation_x"))));
    CHECK(found->kappa.radius() < 1e-30);
    const auto unstable = dt::gradient_instability_kappa(players), bent = dt::second_order_kappa(players);
    REQUIRE(unstable.has_value() == item.has("expected.kappa_gradient_unstable"));
    if (!unstable) continue;
    CHECK(contains(inflated(*unstable, 1e-28),
                   Ball::from_decimal(item.text("expected.kappa_gradient_unstable"))));
    CHECK(contains(inflated(*bent, 1e-28), Ball::from_decimal(item.text("expected.kappa_soc"))));
  }
}

TEST_CASE("existence thresholds of many players", "[digital-twin][bounds]") {
  // The specification's digits for 4, 20 players; sampled gains on both sides for others.
  CHECK(dt::existence_threshold(4)->kappa.midpoint() == Approx(10.4794).margin(6e-5));
  CHECK(dt::existence_threshold(20)->kappa.midpoint() == Approx(13.9524).margin(6e-5));
  for (const long players : {2L, 3L, 4L, 5L, 6L, 17L, 100L, 10'000L, 1'000'000L}) {
    const auto found = dt::existence_threshold(players);
    CAPTURE(players);
    REQUIRE(found);
    const double q = 1.0 / static_cast<double>(players), limit = found->kappa.midpoint();
    const auto best_gain = [&](double kappa) {
      double best = -1;
      for (double change = -kappa * q * (1 - q); change < 60; change += 1e-3) {
        if (std::abs(change) < 1e-2) continue;
        const double p = 1 / (1 + static_cast<double>(players - 1) * std::exp(-change));
        best = std::max(best,
                        (p - q - q * (1 - q) * change - change * change / (2 * kappa)) / (change * change));
      }
      return best;
    };
    CHECK(best_gain(limit * (1 - 1e-4)) < 0);
    CHECK(best_gain(limit * (1 + 1e-4)) > 0);
  }
}

TEST_CASE("first asymmetric kappa", "[digital-twin][bounds]") {
  // The specification scanned in steps of 0.01.
  const std::pair<long, double> scanned[] = {{3, 8.64}, {4, 8.00},  {5, 8.18},
                                             {6, 8.49}, {10, 9.77}, {20, 11.95}};
  for (const auto& [players, value] : scanned) {
    CAPTURE(players);
    const auto found = dt::first_asymmetric_kappa(players);
    REQUIRE(found);
    CHECK(found->midpoint() == Approx(value).margin(0.0101));
    CHECK(found->radius() < 1e-8 * value);
  }
  CHECK_FALSE(dt::first_asymmetric_kappa(2));
}

TEST_CASE("asymmetric profiles appear at the first asymmetric kappa", "[digital-twin][bounds][enumeration]") {
  for (const long players : {3L, 5L}) {
    const double kappa = dt::first_asymmetric_kappa(players)->midpoint();
    const auto orbits = [&](double value) {
      const auto game =
          tests::digital_twin::identical_players(static_cast<int>(players), std::sqrt(value / 0.38), 0.38);
      return dt::stationary_orbits(dt::representative(game));
    };
    CAPTURE(players, kappa);
    const auto below = orbits(kappa * (1 - 1e-6)), above = orbits(kappa * (1 + 1e-6));
    CHECK(below.complete);
    CHECK(below.orbits.size() == 1);
    CHECK(above.orbits.size() == 3);  // a pair is born together
  }
}
