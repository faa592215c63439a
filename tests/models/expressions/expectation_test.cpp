// Expectations of formulas against closed forms and mpmath, in doubles, derivatives and balls.
#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "solvers/scalars/differentiate.hpp"
#include "tests/models/expressions/formulas.hpp"

namespace {

using solvers::Ball;
using solvers::Derivatives;
using solvers::Vector;

tests::ex::Scope with_law(solvers::LawPtr law) {
  auto scope = tests::three_variables();
  scope.laws.push_back({"W", std::move(law)});
  return scope;
}

struct Known {
  const char* what;
  solvers::LawPtr law;
  const char* formula;  ///< of x = 1.5, y = 0.25, z = 2
  double value;
  double by_x;
};

/// Closed forms. The digits are those of e E1(1), of 0.5 (phi(1) + Phi(1)) and of -Phi(1), which mpmath's
/// quadrature of the definitions gives too (30 digits).
const std::vector<Known>& known_values() {
  static const std::vector<Known> list = {
      {"a mean", solvers::uniform_law(1, 4), "expectation(W, x * W)", 3.75, 2.5},
      {"newsvendor, uniform", solvers::uniform_law(0, 10), "expectation(W, min(x, W))", 1.3875, 0.85},
      {"newsvendor, exponential", solvers::exponential_law(4), "expectation(W, min(x, W))",
       4 * -std::expm1(-1.5 / 4), std::exp(-1.5 / 4)},
      {"newsvendor, normal", solvers::normal_law(2, 0.5), "expectation(W, max(W - x, 0))", 0.5416577352938432,
       -0.8413447460685429},
      {"exponential utility", solvers::exponential_law(2), "expectation(W, exp(y * W))", 2, 0},
      {"and near its end", solvers::exponential_law(2), "expectation(W, exp(0.45 * x * W / 1.5))", 10,
       0.9 / 1.5 * 100},
      {"normal moment generating function", solvers::normal_law(1, 2), "expectation(W, exp(y * W) * x)",
       1.5 * std::exp(0.25 + 0.125), std::exp(0.25 + 0.125)},
      {"log of 1 + X", solvers::exponential_law(1), "expectation(W, log(x / 1.5 + W))", 0.596347362323194,
       0.596347362323194 / 1.5},
      {"log of X", solvers::uniform_law(0, 1), "expectation(W, log(x * W))", std::log(1.5) - 1, 1 / 1.5},
      {"root of a gamma variable", solvers::gamma_law(0.5, 1), "expectation(W, x * sqrt(W))",
       1.5 / std::sqrt(M_PI), 1 / std::sqrt(M_PI)},
      {"beta, singular at both ends", solvers::beta_law(0.5, 0.5), "expectation(W, x * W^2)", 1.5 * 0.375,
       0.375},
      {"lognormal mean", solvers::lognormal_law(3, 0.8), "expectation(W, x * W)", 4.5, 3},
      {"a heavy tail", solvers::pareto_law(1, 1.5), "expectation(W, x * W)", 4.5, 3},
      {"of a capped heavier one", solvers::pareto_law(1, 0.5), "expectation(W, min(W, x))",
       1 + 2 * (std::sqrt(1.5) - 1), 1 / std::sqrt(1.5)},
      {"a jump", solvers::exponential_law(2), "expectation(W, if(W < x, 1, 0))", -std::expm1(-0.75),
       std::exp(-0.75) / 2},
      {"a kink that is no line of W", solvers::exponential_law(1), "expectation(W, max(W^2 - x, 0))",
       2 * std::exp(-std::sqrt(1.5)) * (1 + std::sqrt(1.5)), -std::exp(-std::sqrt(1.5))},
      {"one within another", solvers::uniform_law(0, 1), "expectation(W, W * expectation(W, exp(x * W)))",
       0.5 * std::expm1(1.5) / 1.5, 0.5 * (std::exp(1.5) / 1.5 - std::expm1(1.5) / 2.25)},
  };
  return list;
}

}  // namespace

TEST_CASE("expectations agree with closed forms, and so do their slopes", "[expressions][expectation]") {
  const Vector x = (Vector(3) << 1.5, 0.25, 2).finished();
  for (const auto& known : known_values()) {
    CAPTURE(known.what);
    const auto compiled = tests::compile(known.formula, with_law(known.law));
    REQUIRE(compiled.formula);
    CHECK(compiled.formula->value(x) == Approx(known.value).epsilon(2e-13));
    Derivatives<double> d;
    compiled.formula->differentiate(x, {3, 0, 0}, d);
    CHECK(d.gradient(0) == Approx(known.by_x).epsilon(2e-13).margin(1e-14));
    const Vector by_duals =
        solvers::gradient_of([&](const auto& z) { return compiled.formula->program().value(z); }, x);
    CHECK(by_duals(0) == Approx(known.by_x).epsilon(1e-12).margin(1e-14));
  }
}

TEST_CASE("balls enclose expectations and their slopes, narrowly", "[expressions][expectation][balls]") {
  const solvers::BallVector x = (solvers::BallVector(3) << Ball(1.5), Ball(0.25), Ball(2)).finished();
  for (const auto& known : known_values()) {
    CAPTURE(known.what);
    const auto compiled = tests::compile(known.formula, with_law(known.law));
    REQUIRE(compiled.formula);
    Derivatives<Ball> d;
    compiled.formula->differentiate(x, {3, 0, 0}, d);
    CHECK(std::abs(d.value.midpoint() - known.value) <= d.value.radius() + 2e-14 * std::abs(known.value));
    CHECK(d.value.radius() <= 1e-13 * std::abs(known.value));
    CHECK(std::abs(d.gradient(0).midpoint() - known.by_x) <=
          d.gradient(0).radius() + 2e-14 * std::abs(known.by_x));
    if (std::string(known.what) != "a kink that is no line of W")
      CHECK(d.gradient(0).radius() <= 1e-12 * std::max(1.0, std::abs(known.by_x)));
  }
}

TEST_CASE("balls over a box hold the expectations of its points",
          "[expressions][expectation][balls][property]") {
  for (const auto& known : known_values()) {
    CAPTURE(known.what);
    const auto compiled = tests::compile(known.formula, with_law(known.law));
    const solvers::BallVector box =
        (solvers::BallVector(3) << Ball(solvers::Interval{1.3, 1.5}), Ball(0.25), Ball(2)).finished();
    Derivatives<Ball> over_box;
    compiled.formula->differentiate(box, {3, 0, 3}, over_box);
    for (const double entry : {1.3, 1.36, 1.44, 1.5}) {
      const Vector x = (Vector(3) << entry, 0.25, 2).finished();
      Derivatives<double> d;
      compiled.formula->differentiate(x, {3, 0, 3}, d);
      CHECK(d.value >= over_box.value.lower() - 1e-12);
      CHECK(d.value <= over_box.value.upper() + 1e-12);
      CHECK(d.gradient(0) >= over_box.gradient(0).lower() - 1e-10);
      CHECK(d.gradient(0) <= over_box.gradient(0).upper() + 1e-10);
      CHECK(d.hessian(0, 0) >= over_box.hessian(0, 0).lower() - 1e-10);
      CHECK(d.hessian(0, 0) <= over_box.hessian(0, 0).upper() + 1e-10);
    }
  }
}

TEST_CASE("the curvature of a kinked expectation is the density", "[expressions][expectation]") {
  const Vector x = (Vector(3) << 1.5, 0.25, 2).finished();
  for (const auto& law :
       {solvers::uniform_law(0, 10), solvers::exponential_law(4), solvers::normal_law(2, 0.5),
        solvers::lognormal_law(2, 0.5), solvers::gamma_law(2.5, 1), solvers::pareto_law(1, 3)}) {
    CAPTURE(law->name());
    const auto compiled = tests::compile("expectation(W, min(x, W))", with_law(law));
    Derivatives<double> d;
    compiled.formula->differentiate(x, {3, 0, 3}, d);
    CHECK(d.hessian(0, 0) == Approx(-law->density(1.5)).epsilon(1e-13));
    CHECK(d.gradient(0) == Approx(law->survival(1.5)).epsilon(1e-12));
    solvers::BallVector balls(3);
    for (int k = 0; k < 3; ++k) balls(k) = Ball(x(k));
    Derivatives<Ball> proved;
    compiled.formula->differentiate(balls, {3, 0, 3}, proved);
    CHECK(std::abs(proved.hessian(0, 0).midpoint() + law->density(1.5)) <= 1e-13);
    CHECK(proved.hessian(0, 0).radius() <= 1e-13);
  }
  const auto beta = solvers::beta_law(2.5, 1.5);
  const auto compiled = tests::compile("expectation(W, min(y, W))", with_law(beta));
  Derivatives<double> d;
  compiled.formula->differentiate(x, {3, 0, 3}, d);
  CHECK(d.hessian(1, 1) == Approx(-beta->density(0.25)).epsilon(1e-13));
}

TEST_CASE("expectations that do not exist are refused, or infinite where they are",
          "[expressions][expectation]") {
  const auto refused = tests::compile("x * expectation(W, W)", with_law(solvers::pareto_law(1, 0.5)));
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0].message == "the expectation over 'W' is infinite in the payoff of player 'me'");
  CHECK(refused.problems[0].note == "a pareto law of shape 0.5 has moments of order below 0.5 only");
  const auto partly = tests::compile("expectation(W, exp(x * W))", with_law(solvers::exponential_law(1)));
  REQUIRE(partly.formula);
  CHECK(partly.formula->value(Vector(Vector::Constant(3, 0.5))) == Approx(2).epsilon(1e-13));
  CHECK(std::isinf(partly.formula->value(Vector(Vector::Constant(3, 1.5)))));
  solvers::BallVector x(3);
  for (int k = 0; k < 3; ++k) x(k) = Ball(1.5);
  CHECK_FALSE(partly.formula->value(x).is_finite());
}
