// tests/solvers/quadrature/rigorous_quadrature_test.cpp: enclosures of integrals, and rules exact for
// polynomials.
#include "solvers/quadrature/rigorous_quadrature.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/quadrature/gauss_legendre.hpp"
#include "solvers/scalars/dual.hpp"

using solvers::Ball, solvers::ComplexBall, solvers::integrate_rigorously, solvers::Termination,
    solvers::Verdict;

namespace {

Ball pi() {
  Ball x;
  arb_const_pi(x.arb(), 128);
  return x;
}

struct Known {
  const char* name;
  std::function<ComplexBall(const ComplexBall&)> function;
  Ball lower, upper, value;
  std::vector<Ball> break_points{};
};

std::vector<Known> known_integrals() {
  const solvers::ScopedPrecision fine(128);
  const Ball third = Ball(1) / 3;
  return {
      {"exp", [](const ComplexBall& x) { return exp(x); }, 0, 1, exp(Ball(1)) - 1},
      {"1 / (1 + x^2)", [](const ComplexBall& x) { return 1 / (1 + x * x); }, 0, 1, pi() / 4},
      {"sin on [0, pi]", [](const ComplexBall& x) { return sin(x); }, 0, pi(), 2},
      {"tanh", [](const ComplexBall& x) { return tanh(x); }, 0, 1, log((exp(Ball(1)) + exp(Ball(-1))) / 2)},
      {"log on [1, 2]", [](const ComplexBall& x) { return log(x); }, 1, 2, 2 * log(Ball(2)) - 1},
      {"log1p", [](const ComplexBall& x) { return log1p(x); }, 0, 1, 2 * log(Ball(2)) - 1},
      {"expm1", [](const ComplexBall& x) { return expm1(x); }, 0, 1, exp(Ball(1)) - 2},
      {"atan", [](const ComplexBall& x) { return atan(x); }, 0, 1, pi() / 4 - log(Ball(2)) / 2},
      {"sqrt on [1, 2]", [](const ComplexBall& x) { return sqrt(x); }, 1, 2, (2 * pow(Ball(2), 1.5) - 2) / 3},
      {"x^2.5", [](const ComplexBall& x) { return pow(x, 2.5); }, 1, 2, (pow(Ball(2), 3.5) - 1) / Ball(3.5)},
      {"|x - 1/3|", [third](const ComplexBall& x) { return abs(x - third); }, 0, 1, Ball(5) / 18, {third}},
      {"max(x, 1 - x)", [](const ComplexBall& x) { return max(x, 1 - x); }, 0, 1, 0.75, {0.5}},
      {"min(x, 1 - x)", [](const ComplexBall& x) { return min(x, 1 - x); }, 0, 1, 0.25, {0.5}},
  };
}

}  // namespace

TEST_CASE("enclosures hold the integral and are as narrow as asked", "[quadrature][proof]") {
  for (const auto& known : known_integrals()) {
    CAPTURE(known.name);
    const auto result = integrate_rigorously({known.function, known.lower, known.upper, known.break_points});
    CAPTURE(to_string(result.value), to_string(known.value));
    CHECK(result.termination == Termination::converged);
    CHECK(result.enclosed == Verdict::proved);
    CHECK(contains(result.value, known.value));
    CHECK(result.value.radius() <= 1e-12 * std::abs(known.value.midpoint()) * 1.0001);
  }
}

TEST_CASE("kinks and branch points inside are never integrated as if analytic", "[quadrature][proof]") {
  // The same integrands through a plain evaluation come out "successful" and wrong: 1.90604 for sqrt on [0,
  // 2].
  const Ball sqrt_exact = pow(Ball(2), 1.5) * 2 / 3;
  const auto root = integrate_rigorously({[](const ComplexBall& x) { return sqrt(x); }, 0, 2},
                                         {.relative_tolerance = 1e-6});
  CHECK(contains(root.value, sqrt_exact));
  CHECK(root.value.radius() < 1e-5);
  const auto kink = integrate_rigorously({[](const ComplexBall& x) { return abs(x - Ball(1) / 3); }, 0, 1},
                                         {.relative_tolerance = 1e-6});
  CHECK(contains(kink.value, Ball(5) / 18));
  const auto corner = integrate_rigorously({[](const ComplexBall& x) { return max(x, 1 - 2 * x); }, 0, 1},
                                           {.relative_tolerance = 1e-6});
  CHECK(contains(corner.value, Ball(2) / 3));
  const auto logarithm = integrate_rigorously(
      {[](const ComplexBall& x) { return log(x * x + Ball(1e-6)); }, -1, 1}, {.relative_tolerance = 1e-8});
  // closed form 2 (log(1 + a^2) - 2 + 2 a atan(1 / a)) with a^2 the double 1e-6
  const Ball root_a = sqrt(Ball(1e-6));
  CHECK(contains(logarithm.value, 2 * (log(1 + Ball(1e-6)) - 2 + 2 * root_a * atan(1 / root_a))));
}

TEST_CASE("what has no integral is not enclosed", "[quadrature][faults]") {
  // Going through balls would lose the demand for analyticity: it is refused, not integrated wrongly.
  const auto dropped = integrate_rigorously(
      {[](const ComplexBall& x) { return sqrt(ComplexBall(x.real())); }, 0, 2}, {.max_evaluations = 2000});
  CHECK((dropped.enclosed == Verdict::undecided || contains(dropped.value, pow(Ball(2), 1.5) * 2 / 3)));
  const auto pole =
      integrate_rigorously({[](const ComplexBall& x) { return 1 / x; }, -1, 1}, {.max_evaluations = 2000});
  CHECK(pole.enclosed == Verdict::undecided);
  CHECK_FALSE(pole.value.is_finite());
  const auto nan = integrate_rigorously({[](const ComplexBall& x) { return x * std::nan(""); }, 0, 1},
                                        {.max_evaluations = 2000});
  CHECK(nan.enclosed == Verdict::undecided);
  CHECK(nan.termination == Termination::not_finite);
  const auto short_run = integrate_rigorously(
      {[](const ComplexBall& x) { return sin(1000 * x) * sqrt(x); }, 0, 1}, {.max_evaluations = 50});
  CHECK_FALSE(solvers::reached_goal(short_run.termination));
}

TEST_CASE("exceptions, stops and arguments of rigorous quadrature", "[quadrature][errors]") {
  struct Own {};
  CHECK_THROWS_AS(integrate_rigorously({[](const ComplexBall&) -> ComplexBall { throw Own{}; }, 0, 1}), Own);
  const std::atomic<bool> interrupt{true};
  const auto stopped = integrate_rigorously({[](const ComplexBall& x) { return exp(x); }, 0, 1},
                                            {.stop = {.interrupt = &interrupt}});
  CHECK(stopped.termination == Termination::interrupted);
  CHECK(stopped.enclosed == Verdict::undecided);
  CHECK_THROWS_AS(integrate_rigorously({[](const ComplexBall& x) { return x; }, 0, Ball(INFINITY)}),
                  std::invalid_argument);
  CHECK_THROWS_AS(integrate_rigorously({{}, 0, 1}), std::invalid_argument);
}

TEST_CASE("Gauss-Legendre rules are exact for polynomials", "[quadrature][proof]") {
  for (const int n : {1, 2, 3, 8, 20, 64}) {
    const auto& rule = solvers::gauss_legendre(n);
    const auto& balls = solvers::gauss_legendre_balls(n);
    REQUIRE(rule.nodes.size() == static_cast<std::size_t>(n));
    CHECK(&rule == &solvers::gauss_legendre(n));  // kept
    for (int k = 0; k < n; ++k) {
      const auto at = static_cast<std::size_t>(k);
      CHECK(std::abs(rule.nodes[at] - balls.nodes[at].midpoint()) <=
            1.2e-16);  // half a unit in the last place of 1
      if (k > 0) CHECK(rule.nodes[at] > rule.nodes[at - 1]);
      CHECK(rule.weights[at] > 0);
    }
    for (int degree = 0; degree <= 2 * n - 1;
         ++degree) {  // the integral of x^d on [0, 3] is 3^(d + 1) / (d + 1)
      const auto power = [degree](const auto& x) { return pow(x, degree); };
      const Ball exact = pow(Ball(3), degree + 1) / (degree + 1);
      CHECK(contains(solvers::integrate_panel(balls, power, Ball(0), Ball(3)), exact));
      const auto in_double = [degree](double x) { return std::pow(x, degree); };
      CHECK(solvers::integrate_panels(rule, in_double, {0.0, 1.0, 3.0}) ==
            Approx(exact.midpoint()).epsilon(1e-13));
    }
    const auto beyond = [n](const Ball& x) { return pow(x, 2 * n); };  // one degree more is not exact
    if (n <= 8)
      CHECK_FALSE(
          contains(solvers::integrate_panel(balls, beyond, Ball(-1), Ball(1)), Ball(2) / (2 * n + 1)));
  }
  CHECK_THROWS_AS(solvers::gauss_legendre(0), std::invalid_argument);
  CHECK(solvers::gauss_legendre(2).nodes[1] == Approx(1 / std::sqrt(3.0)).epsilon(1e-16));
}
