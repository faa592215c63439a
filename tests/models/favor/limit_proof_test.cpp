// Greatest limits enclosed with proof, folds included.
#include "models/favor/limit_proof.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "tests/models/favor/reference_laws.hpp"

namespace {

using namespace models::favor;
using solvers::Verdict;
using tests::reference_items;

EnclosedPair enclosed(const Pair& p, double gamma_1, double gamma_2) {
  return {EnclosedFavor(p.from_1),
          EnclosedFavor(p.from_2),
          enclosed_annuity({.discount_factor = gamma_1}),
          enclosed_annuity({.discount_factor = gamma_2}),
          p.rate_12,
          p.rate_21};
}

LimitProof proof_of_symmetric(const CostLaw& costs, double mean_value, double gamma, double rate) {
  const FavorLaw law(costs, mean_value);
  const double A = annuity_factor(gamma);
  const Pair p{law, law, A, A, rate, rate};
  return prove_greatest_limits(p, enclosed(p, gamma, gamma), greatest_limits(p));
}

}  // namespace

TEST_CASE("Reference limits lie in proved enclosures", "[favor][proof][reference]") {
  for (const auto& item : reference_items("favor.json", "pair_limits")) {
    CAPTURE(item.name());
    const auto costs = tests::costs_of(item);
    const auto p = tests::pair_of(item, costs, "gamma1", "gamma2");
    const auto proof = prove_greatest_limits(
        p, enclosed(p, item.number("inputs.gamma1"), item.number("inputs.gamma2")), greatest_limits(p));
    CAPTURE(proof.method, proof.pieces, proof.c12.lower, proof.c12.upper);
    REQUIRE(proof.verdict == Verdict::proved);
    const double c12 = item.number("expected.c12"), c21 = item.number("expected.c21");
    CHECK(proof.c12.lower <= c12 * (1 + 1e-15));
    CHECK(c12 * (1 - 1e-15) <= proof.c12.upper);
    CHECK(proof.c21.lower <= c21 * (1 + 1e-15));
    CHECK(c21 * (1 - 1e-15) <= proof.c21.upper);
    CHECK(proof.c12.upper - proof.c12.lower <= 1e-9 * c12);
    CHECK((c12 == 0) == (proof.c12.upper == 0));
  }
}

TEST_CASE("At an exact threshold absence is proved", "[favor][proof]") {
  const CostLaw uniform(solvers::uniform_law(0, 200)), exponential(solvers::exponential_law(200));
  for (const auto* costs : {&uniform, &exponential}) {  // A r mu = 200 exactly
    const auto at = proof_of_symmetric(*costs, 600, 0.25, 1);
    CHECK(at.verdict == Verdict::proved);
    CHECK(at.c12.upper == 0);
    CHECK(at.near_fold);
    const auto above = proof_of_symmetric(*costs, 600, std::nextafter(0.25, 1), 1);
    CHECK_FALSE(
        (above.verdict == Verdict::proved && above.c12.upper == 0));  // tiny limits are not called absent
  }
}

TEST_CASE("Folds come out right on both sides", "[favor][proof][fold]") {
  struct Game {
    solvers::LawPtr law;
    double gamma_fold, c_fold;
  };
  const auto known = [](const char* law) {
    for (const auto& item : reference_items("favor.json", "cooperation_threshold_sym"))
      if (item.text("inputs.C") == law && item.number("inputs.EW") == 600)
        return Game{tests::law_named(law), item.number("expected.gamma_min"),
                    item.number("expected.c_at_threshold")};
    throw std::runtime_error("no such law");
  };
  // gamma(3), mean 100: gamma = 1 / (1 + max_c B(c) / c) by direct search; the other two from the reference.
  const Game games[] = {known("lognormal(mean=100,sigma=0.5)"),
                        known("gamma(shape=2,mean=100)"),
                        {solvers::gamma_law(3, 100.0 / 3), 0, 0}};
  for (auto game : games) {
    const CostLaw costs(game.law);
    if (game.gamma_fold == 0) {
      const FavorLaw law(costs, 600);
      double best = 0;
      for (double c = 50; c < 300; c += 1e-3)
        if (const double surplus = law.joint_surplus(c) / c; surplus > best) best = surplus, game.c_fold = c;
      game.gamma_fold = 1 / (1 + best);
      CHECK(game.gamma_fold == Approx(0.2430).epsilon(1e-3));
    }
    CAPTURE(costs.law().name(), game.gamma_fold);
    for (const double off : {1e-2, 1e-4, 1e-6}) {
      const auto below = proof_of_symmetric(costs, 600, game.gamma_fold * (1 - off), 1);
      CAPTURE(off, below.method, below.pieces);
      CHECK(below.verdict == Verdict::proved);
      CHECK(below.c12.upper == 0);
      CHECK(below.near_fold == (off < 1e-3));
      const auto above = proof_of_symmetric(costs, 600, game.gamma_fold * (1 + off), 1);
      CAPTURE(above.method, above.pieces, above.c12.lower, above.c12.upper);
      CHECK(above.verdict == Verdict::proved);
      CHECK(above.c12.lower > game.c_fold);
      CHECK(above.c12.upper - above.c12.lower < 1e-8 * game.c_fold);
      CHECK(above.near_fold == (off < 1e-3));
    }
  }
}

TEST_CASE("Random pairs of every law are proved", "[favor][proof][property]") {
  std::mt19937_64 engine(5);
  std::uniform_real_distribution<double> unit(0, 1), value(50, 800);
  int positive = 0, undecided = 0;
  for (int trial = 0; trial < 150; ++trial) {
    const double mean = 50 + 100 * unit(engine);
    const solvers::LawPtr laws[] = {
        solvers::uniform_law(0, mean),
        solvers::exponential_law(mean),
        solvers::lognormal_law(mean, 0.2 + unit(engine)),
        solvers::gamma_law(0.4 + 3 * unit(engine), mean / 2),
        solvers::uniform_law(mean / 5, mean),
        solvers::pareto_law(mean / 3, 1.5 + unit(engine)),
        solvers::empirical_law(solvers::Vector::LinSpaced(7, mean / 10, 2 * mean))};
    const CostLaw first(laws[trial % 7]), second(laws[(trial / 7) % 7]);
    const double gamma_1 = unit(engine), gamma_2 = unit(engine);
    const Pair p{{first, value(engine)},
                 {second, value(engine)},
                 annuity_factor(gamma_1),
                 annuity_factor(gamma_2),
                 unit(engine),
                 unit(engine)};
    const auto guess = greatest_limits(p);
    const auto proof = prove_greatest_limits(p, enclosed(p, gamma_1, gamma_2), guess);
    CAPTURE(trial, first.law().name(), second.law().name(), guess.c12, guess.c21, proof.method, proof.pieces,
            proof.c12.lower, proof.c12.upper);
    undecided += proof.verdict != Verdict::proved;
    CHECK(proof.verdict == Verdict::proved);
    positive += guess.c12 > 0;
    CHECK(proof.c12.lower <= guess.c12 * (1 + 1e-9));
    CHECK(proof.c12.upper >= guess.c12 * (1 - 1e-9));
  }
  CHECK(positive > 50);
}

TEST_CASE("Annuity factors in balls hold the doubles", "[favor][discounting][proof]") {
  using Form = Discounting::Form;
  for (const auto& d :
       {Discounting{.discount_factor = 0.9},
        Discounting{.form = Form::quasi_hyperbolic, .discount_factor = 0.9, .present_bias = 0.7},
        Discounting{.form = Form::finite_horizon, .discount_factor = 0.97, .horizon = 40},
        Discounting{.form = Form::hazard, .discount_factor = 0.9, .hazard_rate = 0.02, .hazards = 2},
        Discounting{.form = Form::generalised_hyperbolic, .curvature = 0.3, .decay = 1.7},
        Discounting{.form = Form::hyperbolic, .horizon = 50, .curvature = 0.2}}) {
    CAPTURE(name(d.form));
    const auto A = enclosed_annuity(d).value();
    CHECK(A.radius() < 1e-15 * A.midpoint());
    CHECK(annuity_factor(d) == Approx(A.midpoint()).epsilon(2e-15));
  }
}
