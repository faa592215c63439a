// tests/models/digital_twin/printed_symmetric_test.cpp
// S0, the source's system (16): against the reference values, in balls on random extremes, and its stated
// trends.
#include "models/digital_twin/printed_symmetric.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

namespace dt = models::digital_twin;
using solvers::Ball;
using solvers::Verdict;

namespace {

dt::Representative player_of(const tests::ReferenceItem& item) {
  return {.count = static_cast<long>(item.number("inputs.N")),
          .sharing_cost = item.number("inputs.c1"),
          .probing_cost = item.number("inputs.c2"),
          .deception_cost = item.number("inputs.c3"),
          .information_sensitivity = item.number("inputs.lam"),
          .reward = item.number("inputs.R"),
          .sharing_value = item.number("inputs.a"),
          .probing_value = item.number("inputs.b")};
}

double log_uniform(solvers::RandomStream& stream, double lower, double upper) {
  return std::exp(stream.uniform(std::log(lower), std::log(upper)));
}

dt::Representative extreme_player(solvers::RandomStream& stream) {
  return {.count = static_cast<long>(std::round(log_uniform(stream, 2, 1e6))),
          .sharing_cost = log_uniform(stream, 0.1, 10),
          .probing_cost = log_uniform(stream, 0.1, 10),
          .deception_cost = log_uniform(stream, 1e-12, 1e12),
          .information_sensitivity = log_uniform(stream, 1e-6, 1e6),
          .reward = log_uniform(stream, 0.1, 60),
          .sharing_value = log_uniform(stream, 0.1, 10),
          .probing_value = log_uniform(stream, 0.1, 10)};
}

/// Both equations of (16) that bind alpha and delta, as differences of their sides over the size of the left
/// one.
std::pair<Ball, Ball> residuals(const dt::RepresentativeOf<Ball>& p, const Ball& alpha, const Ball& delta) {
  const Ball m = p.sharing_pull(), n = p.rivals(), w = Ball(1) - delta;
  const Ball echo = Ball(2) * m * n * alpha * alpha;
  return {m * (w + Ball(2) * n * alpha * w * w) / (Ball(2) * p.sharing_cost * alpha) - Ball(1),
          (m * alpha + echo) / (delta * (Ball(2) * p.deception_cost + echo)) - Ball(1)};
}

}  // namespace

TEST_CASE("the printed symmetric system agrees with its reference values",
          "[digital-twin][symmetric][reference]") {
  int count = 0;
  for (const auto& item : tests::reference_items("digital_twin.json", "printed16")) {
    CAPTURE(item.name());
    const auto player = player_of(item);
    const auto root = dt::solve_printed_symmetric(player);
    REQUIRE(solvers::reached_goal(root.termination));
    // A handful of roundings of a well-conditioned formula.
    CHECK(root.strategy.sharing == Approx(item.number("expected.alpha")).epsilon(4e-15).margin(0));
    CHECK(root.strategy.probing == Approx(item.number("expected.beta")).epsilon(4e-15).margin(0));
    CHECK(root.strategy.deception == Approx(item.number("expected.delta")).epsilon(4e-15).margin(0));
    CHECK(player.theta() == Approx(item.number("expected.theta")).epsilon(1e-15).margin(0));
    CHECK(dt::lambda_peak(player) == Approx(item.number("expected.lambda_peak")).epsilon(4e-15).margin(0));
    const auto box = dt::enclose_printed_symmetric(player, root.strategy.sharing);
    REQUIRE(box.proved);
    CHECK(box.sharing.radius() / root.strategy.sharing < 2.3e-16);  // at most two steps between floats
    CHECK(box.feasible == (item.number("expected.sum") <= 1 ? Verdict::proved : Verdict::refuted));
    ++count;
  }
  CHECK(count == 54);
}

TEST_CASE("the root of (16) keeps its digits on extreme parameters", "[digital-twin][symmetric][property]") {
  constexpr std::uint64_t seed = 20260101;
  solvers::RandomStream stream(seed);
  double worst_sharing = 0, worst_deception = 0, worst_candour = 0;
  int most = 0;
  for (int k = 0; k < 2000; ++k) {
    const auto player = extreme_player(stream);
    CAPTURE(seed, k, player.count, player.deception_cost, player.information_sensitivity, player.reward);
    const auto root = dt::solve_printed_symmetric(player);
    REQUIRE(solvers::reached_goal(root.termination));
    most = std::max(most, root.evaluations);
    const auto box = dt::enclose_printed_symmetric(player, root.strategy.sharing);
    REQUIRE(box.proved);
    REQUIRE(box.feasible != Verdict::undecided);
    const solvers::ScopedPrecision precision(200);
    // Newton's method at 200 bits on c3(w) of the inverse parametrisation, judged by the source's own
    // equations.
    const auto p = dt::lift<Ball>(player);
    const Ball m = p.sharing_pull(), n = p.rivals();
    Ball z = std::log(root.candour / root.strategy.deception), w, delta;
    for (int step = 0; step < 5; ++step) {  // z = logit(w); the error is squared each time
      z = z.center();
      w = Ball(1) / (Ball(1) + exp(-z));
      delta = Ball(1) / (Ball(1) + exp(z));
      const Ball gap = p.sharing_cost - m * n * w * w;
      const Ball cost = p.sharing_cost * m * m * w / (Ball(4) * delta * gap * gap);
      z = z - log(cost / p.deception_cost) / (Ball(1) + Ball(4) * m * n * w * w * delta / gap);
    }
    const Ball alpha = m * w / (Ball(2) * (p.sharing_cost - m * n * w * w));
    const auto [first, second] = residuals(p, alpha, delta);
    REQUIRE(abs(first).upper() < 1e-30);
    REQUIRE(abs(second).upper() < 1e-30);
    worst_sharing = std::max(worst_sharing, abs(Ball(root.strategy.sharing) / alpha - Ball(1)).upper());
    worst_deception = std::max(worst_deception, abs(Ball(root.strategy.deception) / delta - Ball(1)).upper());
    worst_candour = std::max(worst_candour, abs(Ball(root.candour) / w - Ball(1)).upper());
  }
  CAPTURE(worst_sharing, worst_deception, worst_candour, most);
  CHECK(worst_sharing < 4e-15);
  CHECK(worst_deception < 4e-15);
  CHECK(worst_candour < 4e-15);
  CHECK(most <= 20);
}

TEST_CASE("Newton's method for (16) ends where rounding makes it alternate between two floats",
          "[digital-twin][symmetric]") {
  // A point of a Sobol sweep of 10^6 that went to and fro between neighbours of the root for ever.
  const dt::Representative player{.count = 5,
                                  .sharing_cost = 1,
                                  .probing_cost = 1,
                                  .deception_cost = 0.19171230723166288,
                                  .information_sensitivity = 1.3,
                                  .reward = 2.1805381774902344,
                                  .sharing_value = 1,
                                  .probing_value = 1};
  const auto root = dt::solve_printed_symmetric(player);
  CHECK(root.termination == solvers::Termination::converged);
  CHECK(root.evaluations < 30);
}

TEST_CASE("trends of the printed system", "[digital-twin][symmetric][property]") {
  constexpr std::uint64_t seed = 7;
  solvers::RandomStream stream(seed);
  for (int k = 0; k < 300; ++k) {
    auto player = extreme_player(stream);
    player.deception_cost = log_uniform(stream, 1e-2, 1e2);
    player.information_sensitivity = log_uniform(stream, 1e-2, 1e2);
    CAPTURE(seed, k);
    const auto base = dt::solve_printed_symmetric(player).strategy;
    auto dearer = player, keener = player;
    dearer.deception_cost *= 1.1;
    keener.information_sensitivity *= 1.1;
    const auto by_cost = dt::solve_printed_symmetric(dearer).strategy;
    const auto by_sensitivity = dt::solve_printed_symmetric(keener).strategy;
    if (base.deception > 1e-9)
      CHECK(by_cost.sharing > base.sharing);  // else the rise is below the last digit
    CHECK(by_cost.deception < base.deception);
    CHECK(by_cost.probing == base.probing);
    CHECK(by_sensitivity.deception > base.deception);
    // alpha rises with lambda while delta < 1/2 and falls beyond: the peak is at lambda_peak.
    auto peak = player;
    peak.information_sensitivity = dt::lambda_peak(player);
    const auto top = dt::solve_printed_symmetric(peak).strategy;
    CHECK(top.deception == Approx(0.5).epsilon(1e-14));
    CHECK(top.sharing == Approx(std::sqrt(player.deception_cost / player.sharing_cost) / 2).epsilon(1e-14));
    if (by_sensitivity.deception < 0.5) CHECK(by_sensitivity.sharing > base.sharing);
    if (base.deception > 0.5) CHECK(by_sensitivity.sharing < base.sharing);
  }
}

TEST_CASE("the budget of (16) is decided rigorously close to its border", "[digital-twin][symmetric]") {
  // alpha + delta <= 1 exactly if delta <= c1 / (c1 + c3); with b = 0 that is the whole budget. At c1 = c3 =
  // 1, N = 2 the border is delta = alpha = 1/2, so m w (1 + 2 alpha w) = 2 alpha gives m = lambda / 4 = 4/3.
  dt::Representative player{.count = 2,
                            .sharing_cost = 1,
                            .probing_cost = 1,
                            .deception_cost = 1,
                            .reward = 1,
                            .sharing_value = 1,
                            .probing_value = 0};
  const double border = 16.0 / 3;  // the double is above or below the border
  const auto verdict_at = [&](double lambda) {
    player.information_sensitivity = lambda;
    return dt::enclose_printed_symmetric(player, dt::solve_printed_symmetric(player).strategy.sharing)
        .feasible;
  };
  CHECK(verdict_at(std::nextafter(border, 0.0)) == Verdict::proved);
  CHECK(verdict_at(std::nextafter(border, 9.0)) == Verdict::refuted);
  CHECK(verdict_at(border) != Verdict::undecided);
}

TEST_CASE("without a value of sharing the root of (16) is 0", "[digital-twin][symmetric]") {
  const dt::Representative player{.count = 3,
                                  .sharing_cost = 1,
                                  .probing_cost = 1,
                                  .deception_cost = 1,
                                  .information_sensitivity = 1,
                                  .reward = 1,
                                  .sharing_value = 0,
                                  .probing_value = 1};
  const auto root = dt::solve_printed_symmetric(player);
  CHECK(root.strategy.sharing == 0);
  CHECK(root.strategy.deception == 0);
  CHECK(root.strategy.probing == Approx(1.0 / 9).epsilon(1e-15));
  CHECK(dt::enclose_printed_symmetric(player, 0).feasible == Verdict::proved);
}

TEST_CASE("Appendix B with its sign mended has a corner", "[digital-twin][symmetric]") {
  dt::Representative player{.count = 3,
                            .sharing_cost = 1,
                            .probing_cost = 1,
                            .deception_cost = 1,
                            .information_sensitivity = 1,
                            .reward = 1,
                            .sharing_value = 1,
                            .probing_value = 1};
  const auto inner = dt::appendix_b_symmetric(player);  // m = 2/9: alpha = m / (2 - 4 m) = 1/5
  REQUIRE(inner);
  CHECK(inner->sharing == Approx(0.2).epsilon(1e-15));
  player.reward = 3;  // m = 2/3, m n > c1
  CHECK_FALSE(dt::appendix_b_symmetric(player));
}
