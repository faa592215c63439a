// The two-layer law of trust against trajectories computed elsewhere, closed forms, and theorems as
// properties.
#include "models/coopetition/trust_dynamics.hpp"

#include <cmath>
#include <functional>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/scalars/ball.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models::coopetition;
using Pair = PairState<double>;

TrustLaw variant(const std::string& building, const std::string& decay) {
  TrustLaw law;
  law.building = building == "gap" ? Building::gap : Building::product;
  law.decay = decay == "always" ? Decay::always : Decay::regime;
  return law;
}

Pair step(const TrustLaw& law, const Pair& at, double deviation, double D = 0.5) {
  return next_pair(law, at, signal(law.sensitivity, deviation), D);
}

TrustLaw random_law(solvers::RandomStream& stream) {
  TrustLaw law;
  law.building_rate = stream.uniform(0, 1);
  law.erosion_rate = stream.uniform(0, 1);
  law.damage_rate = stream.uniform(0, 1);
  law.decay_rate = stream.uniform(0, 1);
  law.amplification = stream.uniform(0, 2);
  law.building = stream.uniform(0, 1) < 0.5 ? Building::product : Building::gap;
  law.decay = stream.uniform(0, 1) < 0.5 ? Decay::regime : Decay::always;
  law.clip = stream.uniform(0, 1) < 0.5 ? Clip::unit : Clip::ceiling;
  return law;
}

}  // namespace

TEST_CASE("trajectories of one pair agree with those computed elsewhere", "[coopetition][trust][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "trajectory_TR")) {
    CAPTURE(item.name());
    auto law = variant(item.text("input.building"), item.text("input.decay"));
    law.building_rate = item.number("input.lambda_plus");
    law.erosion_rate = item.number("input.lambda_minus");
    law.damage_rate = item.number("input.mu_R");
    law.decay_rate = item.number("input.delta_R");
    law.amplification = item.number("input.xi");
    law.sensitivity = item.number("input.kappa");
    const Vector deviations = item.vector("input.deviations");
    const Matrix expected = item.matrix("value");
    REQUIRE(expected.rows() == deviations.size() + 1);
    Pair at{item.number("input.T0"), item.number("input.R0")};
    for (Eigen::Index t = 0; t < expected.rows(); ++t) {
      CAPTURE(t);
      CHECK(std::abs(at.trust - expected(t, 0)) <= 1e-12);
      CHECK(std::abs(at.damage - expected(t, 1)) <= 1e-12);
      if (t < deviations.size()) at = step(law, at, deviations(t), item.number("input.D"));
    }
  }
}

TEST_CASE("closed forms: trust after a violation and n cooperative periods", "[coopetition][trust]") {
  const double p = 0.10 * std::tanh(2.0), q = 1 - 0.03, R1 = 0.6 * std::tanh(3.0);
  const double T1 = 0.85 * (1 - 0.3 * 1.25 * std::tanh(3.0));
  SECTION("product: 1 - T_n = (1 - T1) prod (1 - p + p R1 q^k)") {
    Pair at = step(variant("product", "regime"), {0.85, 0}, -3);
    double below = 1 - T1;
    for (int n = 0; n < 100; ++n) {
      CHECK(std::abs(at.trust - (1 - below)) <= 1e-14);
      below *= 1 - p + p * R1 * std::pow(q, n);
      at = step(variant("product", "regime"), at, 2);
    }
  }
  SECTION(
      "gap: frozen above the ceiling, then 1 - (1 - T)(1 - p)^n - p R (q^n - (1 - p)^n) / (q - (1 - p))") {
    Pair at = step(variant("gap", "regime"), {0.85, 0}, -3);
    int frozen = 0;
    while (1 - R1 * std::pow(q, frozen) < T1) ++frozen;
    CHECK(frozen > 0);
    for (int t = 0; t < 100; ++t) {
      const int n = std::max(0, t - frozen);
      const double R = R1 * std::pow(q, frozen), left = std::pow(1 - p, n);
      const double closed = 1 - (1 - T1) * left - p * R * (std::pow(q, n) - left) / (q - (1 - p));
      CAPTURE(t, frozen);
      CHECK(std::abs(at.trust - closed) <= 1e-13);
      at = step(variant("gap", "regime"), at, 2);
    }
  }
}

TEST_CASE("whatever the rates and signals, trust and damage stay in [0, 1]",
          "[coopetition][trust][property]") {
  for (std::uint64_t k = 0; k < 2000; ++k) {
    solvers::RandomStream stream(7, k);
    const auto law = random_law(stream);
    Pair at{stream.uniform(0, 1), stream.uniform(0, 1)};
    for (int t = 0; t < 30; ++t) {
      const double before = at.damage, x = stream.uniform(-4, 4);
      at = step(law, at, x, stream.uniform(0, 1));
      CAPTURE(k, t);
      REQUIRE((at.trust >= 0 && at.trust <= 1 && at.damage >= 0 && at.damage <= 1));
      if (law.decay == Decay::regime) REQUIRE((x < 0 ? at.damage >= before : at.damage <= before));
      if (law.clip == Clip::ceiling) REQUIRE(at.trust <= 1 - before);
    }
  }
}

TEST_CASE("the gap never lifts trust above the ceiling, and never builds faster than the product",
          "[coopetition][trust][property]") {
  int above = 0;
  for (std::uint64_t k = 0; k < 2000; ++k) {
    solvers::RandomStream stream(11, k);
    auto law = random_law(stream);
    law.clip = Clip::unit;
    const Pair at{stream.uniform(0, 1), stream.uniform(0, 1)};
    const double s = stream.uniform(0, 1), ceiling = 1 - at.damage;
    law.building = Building::gap;
    const auto gap = next_pair(law, at, s, 0.5);
    law.building = Building::product;
    const auto product = next_pair(law, at, s, 0.5);
    CHECK(gap.trust <= std::max(at.trust, ceiling) + 1e-15);
    CHECK(product.trust >= gap.trust - 1e-15);  // (1 - T) Theta - (Theta - T) = T R >= 0
    above += product.trust > ceiling && at.trust <= ceiling;
  }
  CHECK(above > 0);  // the product has no ceiling (E8)
}

TEST_CASE("the three clips differ where trust stands above its ceiling", "[coopetition][trust]") {
  const Pair at{0.9, 0.5};
  auto law = variant("gap", "regime");
  CHECK(step(law, at, 1).trust == 0.9);  // frozen
  law.clip = Clip::ceiling;
  CHECK(step(law, at, 1).trust == 0.5);  // cut at once
}

TEST_CASE("a signal of 0 changes no trust, and damage heals", "[coopetition][trust][errata]") {  // E13
  for (const auto* building : {"product", "gap"}) {
    const auto at = step(variant(building, "regime"), {0.4, 0.3}, 0);
    CHECK(at.trust == 0.4);
    CHECK(at.damage == Approx(0.3 * 0.97).epsilon(1e-15));
  }
}

TEST_CASE("without healing the product reaches full trust below a ceiling of 0.403, the gap stops",
          "[coopetition][trust][errata]") {  // E8
  const auto after = [](const char* building) {
    auto law = variant(building, "regime");
    law.decay_rate = 0;
    Pair at = step(law, {0.85, 0}, -3);
    CHECK(1 - at.damage == Approx(0.40297).margin(1e-5));
    for (int t = 0; t < 2000; ++t) at = step(law, at, 2);
    return at.trust;
  };
  CHECK(after("product") == Approx(1).margin(1e-12));
  CHECK(after("gap") == Approx(0.5328).margin(5e-5));
}

TEST_CASE("hysteresis is not permanent: trust regains 0.85 at periods 21 and 58",
          "[coopetition][trust][errata]") {  // E9
  const auto periods = [](const char* building) {
    Pair at = step(variant(building, "regime"), {0.85, 0}, -3);
    int t = 0;
    for (; at.trust < 0.85; ++t) at = step(variant(building, "regime"), at, 2);
    return t;
  };
  CHECK(periods("product") == 21);
  CHECK(periods("gap") == 58);
}

TEST_CASE("a violation is within 1 percent of none after 54 and 147 cooperative periods",
          "[coopetition][trust][errata]") {  // E9
  const auto periods = [](const char* building) {
    const auto law = variant(building, "regime");
    Pair hurt = step(law, {0.85, 0}, -3), spared = step(law, {0.85, 0}, 2);
    int t = 0;
    for (; hurt.trust < 0.99 * spared.trust; ++t) {
      hurt = step(law, hurt, 2);
      spared = step(law, spared, 2);
    }
    return t;
  };
  CHECK(periods("product") == 54);
  CHECK(periods("gap") == 147);
}

TEST_CASE("balls enclose what doubles compute", "[coopetition][trust]") {
  using solvers::Ball;
  const auto law = variant("gap", "always");
  PairState<Ball> rigorous{Ball(0.85), Ball(0)};
  Pair at{0.85, 0};
  const auto rates = lift_rates<Ball>(law);
  for (const double x : {-3.0, 2.0, 2.0, -1.0, 2.0}) {
    const auto s = signal(Ball(law.sensitivity), Ball(x));
    rigorous = next_pair(law, rates, rigorous, s, x > 0 ? 1 : -1, Ball(0.5));
    at = step(law, at, x);
    CHECK(std::abs(rigorous.trust.midpoint() - at.trust) <= 1e-15);
    CHECK(std::abs(rigorous.damage.midpoint() - at.damage) <= 1e-15);
  }
}

TEST_CASE("every pair moves by what it watches and what it depends on", "[coopetition][trust]") {
  TrustLaw law;
  TrustState state{Matrix::Constant(3, 3, 0.5), Matrix::Zero(3, 3)};
  const Matrix D{{0, 0.8, 0.2}, {0.1, 0, 0}, {0, 0.4, 0}};
  const auto next = next_state(law, D, state, Vector{{2.0, -1.0, 0.0}});
  CHECK(next.trust(0, 1) == step(law, {0.5, 0}, -1, 0.8).trust);
  CHECK(next.trust(2, 1) == step(law, {0.5, 0}, -1, 0.4).trust);
  CHECK(next.trust(1, 0) == step(law, {0.5, 0}, 2, 0.1).trust);
  CHECK(next.damage(0, 1) == step(law, {0.5, 0}, -1, 0.8).damage);
  CHECK(next.trust(0, 2) == 0.5);
  CHECK(next.trust(1, 1) == 0.5);  // the diagonal never moves
}
