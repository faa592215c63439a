// Values and derivatives of formulas against SymPy at 40 digits, over every number type.
#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/scalars/differentiate.hpp"
#include "tests/models/expressions/formulas.hpp"
#include "tests/support/reference.hpp"

namespace {

using solvers::Ball;
using solvers::Derivatives;
using solvers::Vector;

/// Decimals of the reference are exact and ours nearest doubles, so a few units in the last place remain.
void check_close(double value, double reference, double scale) {
  CHECK(std::abs(value - reference) <= 1e-13 * std::max(std::abs(reference), scale));
}

}  // namespace

TEST_CASE("formulas agree with SymPy in value, gradient and Hessian", "[expressions][reference]") {
  for (const auto& item : tests::reference_items("expressions.json", "formula")) {
    CAPTURE(item.name());
    const auto compiled = tests::compile(item.text("formula"));
    REQUIRE(compiled.formula);
    const Vector x = item.vector("point");
    const double value = item.number("value");
    check_close(compiled.formula->value(x), value, 1e-3);
    Derivatives<double> d;
    compiled.formula->differentiate(x, {3, 0, 3}, d);
    const auto gradient = item.vector("gradient");
    const auto hessian = item.matrix("hessian");
    check_close(d.value, value, 1e-3);
    for (int k = 0; k < 3; ++k) check_close(d.gradient(k), gradient(k), gradient.cwiseAbs().maxCoeff());
    for (int r = 0; r < 3; ++r)
      for (int c = 0; c < 3; ++c) check_close(d.hessian(r, c), hessian(r, c), hessian.cwiseAbs().maxCoeff());
  }
}

TEST_CASE("dual numbers through the program give the derivatives of the compiled ones", "[expressions]") {
  for (const auto& item : tests::reference_items("expressions.json", "formula")) {
    CAPTURE(item.name());
    const auto compiled = tests::compile(item.text("formula"));
    REQUIRE(compiled.formula);
    const Vector x = item.vector("point");
    const auto value = [&](const auto& z) { return compiled.formula->program().value(z); };
    const auto gradient = item.vector("gradient");
    const Vector by_duals = solvers::gradient_of(value, x);
    for (int k = 0; k < 3; ++k) check_close(by_duals(k), gradient(k), gradient.cwiseAbs().maxCoeff());
    const auto slopes = [&](const auto& z) { return solvers::gradient_of<4>(value, z); };
    const auto second = solvers::jacobian_of<4>(slopes, x);
    const auto hessian = item.matrix("hessian");
    for (int r = 0; r < 3; ++r)
      for (int c = 0; c < 3; ++c) check_close(second(r, c), hessian(r, c), hessian.cwiseAbs().maxCoeff());
  }
}

TEST_CASE("balls hold what more digits give", "[expressions][balls]") {
  for (const auto& item : tests::reference_items("expressions.json", "formula")) {
    CAPTURE(item.name());
    const auto compiled = tests::compile(item.text("formula"));
    REQUIRE(compiled.formula);
    const auto x = solvers::to_balls(Vector(item.vector("point")));
    Derivatives<Ball> rough, fine;
    compiled.formula->differentiate(x, {3, 0, 3}, rough);
    {
      const solvers::ScopedPrecision precision(300);
      compiled.formula->differentiate(x, {3, 0, 3}, fine);
    }
    const auto holds = [](const Ball& a, const Ball& b) {
      CHECK(a.is_finite());
      CHECK(contains(a, b.center()));
      CHECK(a.radius() <= 1e-14 * std::max(1.0, std::abs(a.midpoint())));
    };
    holds(rough.value, fine.value);
    for (int k = 0; k < 3; ++k) holds(rough.gradient(k), fine.gradient(k));
    for (int k = 0; k < 9; ++k) holds(rough.hessian(k / 3, k % 3), fine.hessian(k / 3, k % 3));
  }
}

TEST_CASE("constants are exact in balls: 1 / 1.1 is no double", "[expressions][balls]") {
  const auto compiled = tests::compile("x * (1 / 3)");
  REQUIRE(compiled.formula);
  const Ball value = compiled.formula->value(solvers::to_balls(Vector{{3, 0, 0}}));
  CHECK(contains(value, 1.0));
  CHECK(value.radius() < 1e-17);
  CHECK_FALSE(contains(Ball(1.0 / 3) * Ball(3), 1.0));  // what folding in doubles would have claimed
}

TEST_CASE("an enclosure over a box holds every sampled value", "[expressions][balls][property]") {
  solvers::RandomStream stream(7, 1);
  for (const auto* text : {"log(1 + x) * sqrt(x * y) - tanh(z)", "max(x, y) - abs(z) / (1 + x^2)",
                           "softplus(x - y) * logistic(3 * z)", "x^1.5 - y^(1 / 3)", "if(x < y, x^2, 2 - y)",
                           "(x + y)^0.2 * exp(-z)"}) {
    CAPTURE(text);
    const auto compiled = tests::compile(text);
    REQUIRE(compiled.formula);
    for (int k = 0; k < 200; ++k) {
      solvers::IntervalBox box;
      for (int c = 0; c < 3; ++c) {
        const double low = k % 4 == 0 ? 0 : stream.uniform(0, 2);
        box.push_back({low, low + stream.uniform(0, 1)});
      }
      const Ball enclosure = compiled.formula->value(solvers::to_balls(box));
      for (int s = 0; s < 5; ++s) {
        Vector x(3);
        for (int c = 0; c < 3; ++c) {
          const auto& side = box[static_cast<std::size_t>(c)];
          x(c) = s == 0 ? side.lower : stream.uniform(side.lower, side.upper);
        }
        const double value = compiled.formula->value(x);
        CHECK(enclosure.lower() <= value + 1e-14);
        CHECK(value - 1e-14 <= enclosure.upper());
      }
    }
  }
}

TEST_CASE("at a kink balls know the value and no slope", "[expressions][balls]") {
  const auto compiled = tests::compile("max(x, y)");
  REQUIRE(compiled.formula);
  CHECK(compiled.formula->has_kinks());
  const auto box = solvers::to_balls(solvers::IntervalBox{{0, 1}, {0.5, 0.6}, {0, 0}});
  Derivatives<Ball> d;
  compiled.formula->differentiate(box, {3, 0, 0}, d);
  CHECK(d.value.is_finite());
  CHECK_FALSE(d.gradient(0).is_finite());
  CHECK(d.gradient(2) == Ball(0));
  CHECK_FALSE(tests::compile("x * y").formula->has_kinks());
}

TEST_CASE("no derivative is known over a box with a jump or kink, of any order", "[expressions][balls]") {
  const auto over = [](const char* formula, double least, double most) {
    Derivatives<Ball> d;
    const auto compiled = tests::compile(formula);
    REQUIRE(compiled.formula);
    compiled.formula->differentiate(solvers::to_balls(solvers::IntervalBox{{least, most}, {0, 1}, {0, 1}}),
                                    {3, 0, 3}, d);
    return std::pair(d.gradient(0), d.hessian(0, 0));
  };
  for (const char* formula : {"if(x >= 0.5, 1, 0) - 0.1 * x", "abs(x - 0.5)", "max(x, 1 - x)",
                              "min(2 * x, 1)^2", "y * if(x < 0.5, x, 1)", "if(x < 0.5 or y < 0, 0, 1)"}) {
    CAPTURE(formula);
    const auto [slope, curvature] = over(formula, 0, 1);
    CHECK_FALSE(slope.is_finite());
    CHECK_FALSE(curvature.is_finite());
    const auto [slope_aside, curvature_aside] = over(formula, 0.75, 1);
    CHECK(slope_aside.is_finite());
    CHECK(curvature_aside.is_finite());
  }
  const auto jump = tests::compile("if(x >= 0.5, 1, 0)");
  solvers::VectorOf<solvers::Dual<Ball>> z(3);
  z(0) = solvers::Dual<Ball>(Ball(solvers::Interval{0, 1}), {Ball(1)});
  z(1) = z(2) = solvers::Dual<Ball>(Ball(0), {Ball(0)});
  const auto by_dual = jump.formula->program().value(z);
  CHECK(by_dual.value().is_finite());
  CHECK_FALSE(by_dual.tangent(0).is_finite());
}

TEST_CASE("derivatives by parameters come out of the same call", "[expressions]") {
  const auto compiled = tests::compile("x * (D / (x + y))^(1 / g)");
  REQUIRE(compiled.formula);
  Vector z(6);
  z << 30, 40, 0, 5000, 1.1, 2.5;
  Derivatives<double> d;
  compiled.formula->differentiate(z, {6, 0, 1}, d);
  const double share = 5000.0 / 70, value = 30 * std::pow(share, 1 / 1.1);
  CHECK(d.value == Approx(value).epsilon(1e-14));
  CHECK(d.gradient(3) == Approx(value / 1.1 / 5000).epsilon(1e-13));
  CHECK(d.gradient(4) == Approx(-value * std::log(share) / 1.21).epsilon(1e-13));
  CHECK(d.gradient(5) == 0);
  z(3) = 6000;  // the parameters in z count, not those of the description
  CHECK(compiled.formula->value(z) == Approx(30 * std::pow(6000.0 / 70, 1 / 1.1)).epsilon(1e-14));
  CHECK(compiled.formula->depends_on(3));
  CHECK_FALSE(compiled.formula->depends_on(5));
}

TEST_CASE("common subexpressions are computed once", "[expressions]") {
  const auto once = tests::compile("exp(x * y)");
  const auto twice = tests::compile("exp(x * y) + exp(y * x) * exp(x * y)");
  CHECK(twice.formula->program().instructions() == once.formula->program().instructions() + 2);
}
