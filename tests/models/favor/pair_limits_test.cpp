// Greatest limits and thresholds against the reference values.
#include "models/favor/pair_limits.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "models/favor/discounting.hpp"
#include "tests/models/favor/reference_laws.hpp"

namespace {

using namespace models::favor;
using tests::reference_items;

constexpr double infinity = std::numeric_limits<double>::infinity();

CostLaw random_costs(int kind, std::mt19937_64& engine) {
  std::uniform_real_distribution<double> mean(20, 200), shape(0.3, 4);
  switch (kind) {
    case 0:
      return CostLaw(solvers::uniform_law(0, 2 * mean(engine)));
    case 1:
      return CostLaw(solvers::exponential_law(mean(engine)));
    case 2:
      return CostLaw(solvers::lognormal_law(mean(engine), shape(engine) / 4));
    default: {
      const double k = shape(engine);
      return CostLaw(solvers::gamma_law(k, mean(engine) / k));
    }
  }
}

/// What monotone iteration from the top says, however slowly.
PairLimits iterated(const Pair& p, int rounds) {
  PairLimits at{best_limit_1(p, infinity), best_limit_2(p, infinity)};
  for (int k = 0; k < rounds; ++k) {
    const PairLimits next{best_limit_1(p, at.c21), best_limit_2(p, at.c12)};
    if (next.c12 == at.c12 && next.c21 == at.c21) break;
    at = next;
  }
  return at;
}

}  // namespace

TEST_CASE("Partial expectations of cost laws are the reference's", "[favor][costs][reference]") {
  for (const auto& item : reference_items("favor.json", "partial_expectation")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const FavorLaw law(costs, item.number("inputs.EW"));
    const double c = item.number("inputs.c");
    CHECK(law.below(c) == Approx(item.number("expected.F")).epsilon(1e-12));
    CHECK(law.partial_cost(c) == Approx(item.number("expected.PE_C")).epsilon(1e-12));
    CHECK(law.partial_value(c) == Approx(item.number("expected.PE_W")).epsilon(1e-12));
  }
}

TEST_CASE("Greatest limits are the reference's", "[favor][limits][reference]") {
  for (const auto& item : reference_items("favor.json", "pair_limits")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const auto pair = tests::pair_of(item, costs, "gamma1", "gamma2");
    const auto found = greatest_limits(pair);
    CHECK(found.c12 == Approx(item.number("expected.c12")).epsilon(1e-11).margin(1e-9));
    CHECK(found.c21 == Approx(item.number("expected.c21")).epsilon(1e-11).margin(1e-9));
    const auto mirrored = greatest_limits(pair.exchanged());
    CHECK(mirrored.c12 == Approx(found.c21).epsilon(1e-12));
    CHECK(mirrored.c21 == Approx(found.c12).epsilon(1e-12));
  }
}

TEST_CASE("Fast limits agree with iteration from the top", "[favor][limits][property]") {
  std::mt19937_64 engine(20081);
  std::uniform_real_distribution<double> unit(0, 1), value(50, 800);
  int positive = 0;
  for (int trial = 0; trial < 600; ++trial) {
    const int kind = trial % 4;
    const auto first = random_costs(kind, engine), second = random_costs(kind, engine);
    const Pair p{{first, value(engine)},
                 {second, value(engine)},
                 annuity_factor(unit(engine)),
                 annuity_factor(unit(engine)),
                 unit(engine),
                 unit(engine)};
    const auto found = greatest_limits(p), slow = iterated(p, 2000);
    CAPTURE(trial, kind, p.annuity_1, p.annuity_2, p.rate_12, p.rate_21);
    CHECK(found.c12 <= slow.c12 * (1 + 1e-12));  // the iterates are upper bounds
    CHECK(found.c21 <= slow.c21 * (1 + 1e-12));
    if (found.c12 > 0) {
      ++positive;
      CHECK(best_limit_1(p, found.c21) == Approx(found.c12).epsilon(1e-11));
      CHECK(best_limit_2(p, found.c12) == Approx(found.c21).epsilon(1e-11));
      const auto longer = iterated(p, 20'000);
      CHECK(found.c12 == Approx(longer.c12).epsilon(1e-9));
    } else {
      CHECK(iterated(p, 100'000).c12 < 1e-6 * first.mean());
    }
  }
  CHECK(positive > 200);
}

TEST_CASE("Limits of patient agents keep their digits", "[favor][limits]") {
  const CostLaw exponential(solvers::exponential_law(100)), uniform(solvers::uniform_law(0, 200));
  for (const auto* costs : {&exponential, &uniform})
    for (const double gamma : {0.99, 0.9999, 1 - 1e-9, largest_discount_factor}) {
      const FavorLaw law(*costs, 600);
      const double A = annuity_factor(gamma);
      const auto found = greatest_limits({law, law, A, A, 1, 1});
      CAPTURE(gamma);
      CHECK(found.c12 == Approx(A * (600 - 100)).epsilon(1e-13));  // every favor is done
      CHECK(found.c21 == Approx(found.c12).epsilon(1e-15));
    }
}

TEST_CASE("Who is never asked or has no future grants nothing", "[favor][limits]") {
  for (int kind = 0; kind < 4; ++kind) {
    std::mt19937_64 engine(7);
    const auto costs = random_costs(kind, engine);
    const FavorLaw law(costs, 600);
    for (const auto& p : {Pair{law, law, 9, 9, 0, 1}, Pair{law, law, 9, 9, 1, 0}, Pair{law, law, 0, 9, 1, 1},
                          Pair{law, law, 9, 0, 1, 1}}) {
      const auto found = greatest_limits(p);
      CHECK(found.c12 == 0);
      CHECK(found.c21 == 0);
    }
  }
}

TEST_CASE("Two atoms: strict and inclusive acceptance differ", "[favor][limits][atoms]") {
  solvers::Vector atoms(2);
  atoms << 50, 150;
  const auto law = solvers::empirical_law(atoms);
  const CostLaw strict(law), inclusive(law, Acceptance::inclusive);
  CHECK(strict.below(50) == 0);
  CHECK(inclusive.below(50) == 0.5);
  CHECK(strict.partial_mean(150) == 25);
  CHECK(inclusive.partial_mean(150) == 100);
  // One favor in two costs 50 and mu = 100: with A r = 1 the cheap one gives back 1/2 (100 - 50) = 25 < 50,
  // so a limit of exactly 50 needs A = 2: then A (50 - 25) = 50, granted if inclusive, not if strict.
  const FavorLaw by_strict(strict, 100), by_inclusive(inclusive, 100);
  CHECK(greatest_limits({by_inclusive, by_inclusive, 2, 2, 1, 1}).c12 == 50);
  CHECK(greatest_limits({by_strict, by_strict, 2, 2, 1, 1}).c12 == 0);
}

TEST_CASE("Offer and partner thresholds are the reference's", "[favor][thresholds][reference]") {
  for (const auto& item : reference_items("favor.json", "gamma_offer")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const auto pair = tests::pair_of(item, costs, "", "gamma2");
    const auto found = offer_threshold(pair, item.number("inputs.c"));
    REQUIRE(found);
    CHECK(*found == Approx(item.number("expected.gamma1")).epsilon(1e-12));
    CHECK(best_limit_2(pair, item.number("inputs.c")) == Approx(item.number("expected.c21")).epsilon(1e-12));
  }
  for (const auto& item : reference_items("favor.json", "gamma_recommend")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const auto found =
        partner_threshold(tests::pair_of(item, costs, "gamma3", "", "r32", "r23"), item.number("inputs.c"));
    REQUIRE(found);
    CHECK(*found == Approx(item.number("expected.gamma2")).epsilon(1e-12));
  }
}

TEST_CASE("Thresholds are where the limit reaches the cost", "[favor][thresholds][property]") {
  std::mt19937_64 engine(31);
  std::uniform_real_distribution<double> unit(0.05, 0.95), value(150, 800);
  int defined = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const int kind = trial % 4;
    const auto costs = random_costs(kind, engine);
    const FavorLaw law(costs, value(engine));
    Pair p{law, law, annuity_factor(unit(engine)), annuity_factor(unit(engine)), unit(engine), unit(engine)};
    const double c = 2 * unit(engine) * costs.mean();
    CAPTURE(trial, kind, c);
    const auto offer = offer_threshold(p, c), partner = partner_threshold(p, c);
    const auto grants = [&](double annuity_1, double annuity_2) {
      auto q = p;
      q.annuity_1 = annuity_1, q.annuity_2 = annuity_2;
      return greatest_limits(q).c12 >= c;
    };
    const double tiny = 1e-7;
    if (offer && *offer < 1 - 1e-6) {
      ++defined;
      CHECK(grants(annuity_factor(*offer * (1 + tiny)), p.annuity_2));
      CHECK_FALSE(grants(annuity_factor(*offer * (1 - tiny)), p.annuity_2));
    } else if (!offer) {
      CHECK_FALSE(grants(annuity_factor(0.999999), p.annuity_2));
    }
    if (partner && *partner < 1 - 1e-6) {
      CHECK(grants(p.annuity_1, annuity_factor(*partner * (1 + tiny))));
      CHECK_FALSE(grants(p.annuity_1, annuity_factor(*partner * (1 - tiny))));
    } else if (!partner) {
      CHECK_FALSE(grants(p.annuity_1, annuity_factor(0.999999)));
    }
  }
  CHECK(defined > 80);
}

TEST_CASE("Dependence through H: constant and linear w", "[favor][costs]") {
  const CostLaw costs(solvers::uniform_law(0, 200));
  const ConditionalValue flat({.intercept = 600}, costs), table({.points = {{0, 600}, {50, 600}}}, costs);
  const ConditionalValue rising({.intercept = 100, .slope = 3}, costs);
  const ConditionalValue bent({.points = {{0, 100}, {100, 400}, {200, 200}}}, costs);
  const FavorLaw independent(costs, 600), constant(costs, flat), tabled(costs, table), linear(costs, rising),
      piecewise(costs, bent);
  for (const double c : {0.0, 20.0, 50.0, 150.0, 200.0, 500.0}) {
    CAPTURE(c);
    CHECK(constant.partial_value(c) == Approx(independent.partial_value(c)).epsilon(1e-14));
    CHECK(tabled.partial_value(c) == Approx(independent.partial_value(c)).epsilon(1e-14));
    const double x = std::min(c, 200.0);
    CHECK(linear.partial_value(c) == Approx(100 * x / 200 + 3 * x * x / 400).epsilon(1e-14));
    const double first = std::min(x, 100.0), second = std::max(x - 100, 0.0);
    const double by_hand =
        100 * first / 200 + 3 * first * first / 400 + (400 * second - second * second) / 200;
    CHECK(piecewise.partial_value(c) == Approx(by_hand).epsilon(1e-13));
  }
  CHECK(linear.mean_value() == Approx(400).epsilon(1e-14));
  CHECK(greatest_limits({constant, constant, .4, .5, .9, 1}).c12 ==
        Approx(greatest_limits({independent, independent, .4, .5, .9, 1}).c12).epsilon(1e-11));
  CHECK(inverse_partial_value(linear, linear.partial_value(70)) == Approx(70).epsilon(1e-13));
}

TEST_CASE("Annuity factors are the reference's", "[favor][discounting][reference]") {
  for (const auto& item : reference_items("favor.json", "annuity")) {
    CAPTURE(item.name());
    using Form = Discounting::Form;
    Discounting d;
    const auto form = item.text("inputs.discount");
    const auto take = [&](const char* key, double& field) {
      if (item.has(std::string("inputs.") + key)) field = item.number(std::string("inputs.") + key);
    };
    take("gamma", d.discount_factor);
    take("lam", d.hazard_rate);
    if (form == "quasi_hyperbolic") {
      d.form = Form::quasi_hyperbolic;
      take("beta", d.present_bias);
      take("delta", d.discount_factor);
    } else if (form == "hazard") {
      d.form = Form::hazard;
      d.hazards = 2;
    } else if (form == "generalised_hyperbolic") {
      d.form = Form::generalised_hyperbolic;
      take("alpha", d.curvature);
      take("beta", d.decay);
    }
    CHECK(annuity_factor(d) == Approx(item.number("expected.A")).epsilon(1e-14));
  }
}

TEST_CASE("Annuity factors agree with sums of D(t)", "[favor][discounting]") {
  using Form = Discounting::Form;
  double sum = 0, finite = 0, hyperbolic = 0;
  for (int t = 200'000; t >= 1; --t) sum += std::pow(1 + 0.3 * t, -1.7 / 0.3);
  for (int t = 40; t >= 1; --t) finite += std::pow(0.97, t), hyperbolic += 1 / (1 + 0.2 * t);
  CHECK(annuity_factor({.form = Form::generalised_hyperbolic, .curvature = 0.3, .decay = 1.7}) ==
        Approx(sum).epsilon(1e-13));
  CHECK(annuity_factor({.form = Form::finite_horizon, .discount_factor = 0.97, .horizon = 40}) ==
        Approx(finite).epsilon(1e-13));
  CHECK(annuity_factor({.form = Form::hyperbolic, .horizon = 40, .curvature = 0.2}) ==
        Approx(hyperbolic).epsilon(1e-14));
  CHECK(annuity_factor({.form = Form::finite_horizon, .discount_factor = 1, .horizon = 40}) == 40);
  CHECK_THROWS_AS(annuity_factor({.discount_factor = 1}), std::invalid_argument);
  CHECK_THROWS_AS(annuity_factor({.discount_factor = -0.1}), std::invalid_argument);
  CHECK_THROWS_AS(annuity_factor({.form = Form::generalised_hyperbolic, .curvature = 2, .decay = 2}),
                  std::invalid_argument);
}
