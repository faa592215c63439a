// Thresholds of patience against the reference, against bisection, and the errata.
#include "models/favor/thresholds.hpp"

#include <catch2/catch.hpp>

#include "models/favor/bounds.hpp"
#include "tests/models/favor/reference_laws.hpp"

namespace {

using namespace models::favor;
using tests::reference_items;

Parameters symmetric_lines(solvers::LawPtr law, std::vector<double> rates, std::vector<double> means) {
  Parameters p{Favors({CostLaw(std::move(law))}, {FavorValue{nullptr, {{}, means.front(), 0}}})};
  p.bound.rates = Eigen::Map<const Vector>(rates.data(), static_cast<Eigen::Index>(rates.size()));
  p.bound.mean_values = Eigen::Map<const Vector>(means.data(), static_cast<Eigen::Index>(means.size()));
  return p;
}

}  // namespace

TEST_CASE("Equal retaliation (2) is the reference's", "[favor][bounds][reference]") {
  for (const auto& item : reference_items("favor.json", "equal_retaliation_sym")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const FavorLaw law(costs, item.number("inputs.EW"));
    const auto found = equal_retaliation_at(law, item.number("inputs.r"), item.number("inputs.c"));
    REQUIRE(found.has_value() == item.has("expected.gamma"));
    if (!found) continue;
    CHECK(found->proved);
    CHECK(found->value == Approx(item.number("expected.gamma")).epsilon(1e-13));
    CHECK(found->bracket.upper - found->bracket.lower < 1e-14);
  }
  for (const auto& item : reference_items("favor.json", "equal_retaliation_asym")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const FavorLaw law(costs, item.number("inputs.EW"));
    const double c12 = item.number("inputs.c12"), c21 = item.number("inputs.c21");
    const double D = item.number("inputs.r12") * law.value_density(c12) -
                     item.number("inputs.r21") * c21 * law.density(c21);
    REQUIRE((D > 0) == item.has("expected.gamma2"));
    if (D > 0)
      CHECK(equal_retaliation_discount_factor(D) == Approx(item.number("expected.gamma2")).epsilon(1e-13));
  }
}

TEST_CASE("Figure 1's lines are the reference's", "[favor][bounds][reference]") {
  for (const auto& item : reference_items("favor.json", "figure1_lines")) {
    CAPTURE(item.name());
    const auto rates = item.vector("inputs.r"), lines = item.vector("expected.gamma");
    const auto costs = tests::costs_of(item);
    const FavorLaw law(costs, item.number("inputs.EW"));
    for (Eigen::Index k = 0; k < rates.size(); ++k) {
      const auto found = least_equal_retaliation(law, rates(k));
      REQUIRE(found);
      CHECK(found->proved);
      CHECK(found->value == Approx(lines(k)).epsilon(1e-14));
    }
  }
}

TEST_CASE("Cooperation thresholds are the reference's and the solver's collapse",
          "[favor][bounds][reference]") {
  for (const auto& item : reference_items("favor.json", "cooperation_threshold_sym")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const FavorLaw law(costs, item.number("inputs.EW"));
    const double rate = item.number("inputs.r"), expected = item.number("expected.gamma_min");
    const auto found = cooperation_threshold(law, rate);
    REQUIRE(found);
    CHECK(found->proved);
    CHECK(found->value == Approx(expected).epsilon(1e-12));
    CHECK(found->bracket.lower <= expected * (1 + 1e-14));
    CHECK(expected * (1 - 1e-14) <= found->bracket.upper);
    CHECK(found->at == Approx(item.number("expected.c_at_threshold")).epsilon(1e-5).margin(1e-9));
    const auto collapse = collapse_of_limits(law, rate);
    CHECK(collapse.upper == Approx(expected).epsilon(1e-6));
    const auto least = least_equal_retaliation(law, rate);
    REQUIRE(least);
    CHECK(least->value <= found->value * (1 + 1e-12));
    // Individual rationality and (2) hold together at the threshold: its cost satisfies (2) with the same
    // gamma.
    if (found->at > 0 && law.density(found->at) > 0)
      CHECK(equal_retaliation_at(law, rate, found->at)->value == Approx(found->value).epsilon(1e-5));
  }
}

TEST_CASE("Least equal retaliation of laws whose density rises", "[favor][bounds]") {
  const CostLaw lognormal(solvers::lognormal_law(100, 0.5)), gamma(solvers::gamma_law(3, 100.0 / 3));
  const auto first = least_equal_retaliation({lognormal, 600}, 1),
             second = least_equal_retaliation({gamma, 600}, 1);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->value == Approx(0.15495).margin(5e-6));
  CHECK(second->value == Approx(0.1870).margin(5e-5));
  CHECK(first->proved);
  CHECK(second->proved);
}

TEST_CASE("Retaliation is the slope of the best limits", "[favor][limits][property]") {
  for (const auto& item : reference_items("favor.json", "pair_limits")) {
    if (!item.has("expected.retaliation1")) continue;
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const auto p = tests::pair_of(item, costs, "gamma1", "gamma2");
    const double c12 = item.number("expected.c12"), c21 = item.number("expected.c21");
    const double R1 = retaliation(p.annuity_1, p.rate_21, p.from_2.value_density(c21), p.rate_12, c12,
                                  p.from_1.density(c12));
    const double R2 = retaliation(p.annuity_2, p.rate_12, p.from_1.value_density(c12), p.rate_21, c21,
                                  p.from_2.density(c21));
    CHECK(R1 == Approx(item.number("expected.retaliation1")).epsilon(1e-9));
    CHECK(R2 == Approx(item.number("expected.retaliation2")).epsilon(1e-9));
    CHECK(R1 * R2 < 1);
    const double step = 1e-5;
    const double slope = (best_limit_1(p, c21 + step) - best_limit_1(p, c21 - step)) / (2 * step);
    CHECK(slope == Approx(R1).epsilon(1e-6).margin(1e-6));
  }
}

TEST_CASE("Limits rise with patience and with what favors are worth; the surplus is largest at E(W)",
          "[favor][limits][property]") {
  const CostLaw costs(solvers::lognormal_law(100, 0.5));
  double last = -1;
  for (double gamma = 0.02; gamma < 1; gamma += 0.02) {
    const FavorLaw law(costs, 500);
    const auto found = greatest_limits({law, law, annuity_factor(gamma), annuity_factor(0.4), 0.9, 0.8});
    CHECK(found.c12 >= last);
    last = found.c12;
  }
  last = -1;
  for (double mean = 50; mean < 1000; mean += 25) {
    const FavorLaw law(costs, mean);
    const auto found = greatest_limits({law, law, 0.5, 0.6, 0.9, 0.8});
    CHECK(found.c12 >= last);
    last = found.c12;
  }
  const FavorLaw law(costs, 250);
  for (const double c : {1.0, 50.0, 200.0, 249.0, 251.0, 400.0, 1e6})
    CHECK(law.joint_surplus(c) <= law.joint_surplus(250));
}

TEST_CASE("bound lists every line with its bracket and conditions", "[favor][bounds]") {
  auto p = symmetric_lines(solvers::uniform_law(0, 200), {1, 0.75, 0.5, 0.25}, {150, 600});
  p.bound.cost = 160;
  p.bound.replacement_rate = 0.02;
  const auto found = bounds(p, {});
  CHECK(found.status == models::Status::certified);
  int undefined = 0, history = 0;
  for (const auto& bound : found.bounds) {
    CAPTURE(bound.quantity);
    CHECK(bound.lower <= bound.value);
    CHECK(bound.value <= bound.upper);
    CHECK(bound.level == models::CertificateLevel::proved);
    CHECK_FALSE(bound.conditions.empty());
    if (!bound.exists) {
      ++undefined;
      CHECK(bound.conditions.back().find("undefined: c >= E(W)") == 0);
    }
    history += bound.quantity.starts_with("history_length");
    if (bound.quantity == "history_length_printed" && std::get<double>(bound.inputs[0].value) == 1)
      CHECK(bound.value == Approx(25));
    if (bound.quantity == "history_length_over_lives" && std::get<double>(bound.inputs[0].value) == 1)
      CHECK(bound.value == Approx(25.5));
  }
  CHECK(undefined == 4);  // E(W) = 150 <= 160, at each of four rates
  CHECK(history == 12);
}

TEST_CASE("What is seen in double alone is not called proved; symmetric thresholds know of jumps and rates",
          "[favor][bounds]") {
  const double mu = 500;
  auto p = symmetric_lines(solvers::gamma_law(3, 30), {0.85}, {mu});
  p.names = {"agent1", "agent2"};
  p.discounting.assign(2, {.discount_factor = 0.4});
  p.annuities = Vector::Constant(2, annuity_factor(0.4));
  p.rates = (Matrix(2, 2) << 0, 0.85, 0.85, 0).finished();
  p.bound.asker = BoundQuestion::Asker::symmetric;
  const auto offer_of = [&](double cost) {
    p.bound.cost = cost;
    for (const auto& bound : bounds(p, {}).bounds)
      if (bound.quantity == "offer_discount_factor") return bound;
    return models::Bound{};
  };
  const CostLaw costs(solvers::gamma_law(3, 30));
  const auto fold = cooperation_threshold({costs, mu}, 0.85);
  const auto jumped = offer_of(77);  // below the limit at the fold, 94.9: limits jump over it
  CHECK(jumped.value == Approx(fold->value).epsilon(1e-6));
  CHECK(jumped.lower <= fold->bracket.upper);
  CHECK(fold->bracket.lower <= jumped.upper);
  CHECK(jumped.upper - jumped.lower < 1e-3);
  CHECK(jumped.level != models::CertificateLevel::residual_only);
  const auto nothing = offer_of(0);
  CHECK(nothing.value == 0);
  CHECK(nothing.upper == 0);
  p.rates(0, 1) = 0.4;
  const auto uneven = offer_of(120);
  REQUIRE(uneven.exists);
  const FavorLaw law(costs, mu);
  const auto limit = [&](double gamma) {
    return greatest_limits({law, law, annuity_factor(gamma), annuity_factor(gamma), 0.4, 0.85}).c12;
  };
  CHECK(limit(uneven.value * (1 + 1e-6)) >= 120);
  CHECK(limit(uneven.value * (1 - 1e-6)) < 120);
}
