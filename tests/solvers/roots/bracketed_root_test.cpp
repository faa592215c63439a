// tests/solvers/roots/bracketed_root_test.cpp: bracketed roots on known functions, and on functions that
// misbehave.
#include "solvers/roots/bracketed_root.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "tests/problems/roots.hpp"

using solvers::find_root, solvers::Termination;

TEST_CASE("find_root agrees with known roots", "[roots][reference]") {
  for (const auto& known : problems::alefeld_potra_shi()) {
    CAPTURE(known.name);
    const auto result = find_root({known.function, known.bracket});
    CHECK(solvers::reached_goal(result.termination));
    CHECK(std::abs(result.root - known.root) <= known.tolerance * std::max(std::abs(known.root), 1e-300));
    CHECK(result.residual == known.function(result.root));
    CHECK(result.bracket.contains(result.root));
    CHECK(result.evaluations <=
          60);  // Alefeld, Potra & Shi report at most about 30 for TOMS 748; none is near 200
  }
}

TEST_CASE("a root below the reach of double precision is missed", "[roots][!shouldfail]") {
  // Its values underflow to exactly 0 for |x| < 0.037: no method that sees only values can do better.
  const auto known = problems::flat_root();
  const auto result = find_root({known.function, known.bracket});
  CHECK(std::abs(result.root - known.root) < 1e-6);
}

TEST_CASE("the bracket returned still encloses the change of sign", "[roots]") {
  solvers::RandomStream random(11);
  for (int sample = 0; sample < 200; ++sample) {
    const double root = random.uniform(-5, 5), power = 1 + 2 * double(random.below(3));
    const auto f = [=](double x) {
      return std::copysign(std::pow(std::abs(x - root), power), x - root) + 1e-3 * (x - root);
    };
    const auto result =
        find_root({f, {root - random.exponential() - 1e-3, root + random.exponential() + 1e-3}},
                  {.relative_tolerance = std::exp(random.uniform(-30, -1))});
    CAPTURE(sample, root, power);
    CHECK(solvers::reached_goal(result.termination));
    CHECK(result.bracket.contains(root));
    CHECK(f(result.bracket.lower) * f(result.bracket.upper) <= 0);
  }
}

TEST_CASE("an end where the function is zero is a root", "[roots]") {
  const auto line = [](double x) { return x - 1; };
  CHECK(find_root({line, {1, 5}}).root == 1);
  CHECK(find_root({line, {-3, 1}}).root == 1);
  CHECK(find_root({line, {-3, 1}}).termination == Termination::converged);
  CHECK(find_root({line, {-3, 1}}).residual == 0);
}

TEST_CASE("equal signs are refused with both values", "[roots][errors]") {
  CHECK_THROWS_WITH(find_root({[](double x) { return x * x + 1; }, {0, 2}}),
                    "find_root: function(0) = 1 and function(2) = 5 have the same sign; widen the bracket "
                    "until they differ");
  CHECK_THROWS_AS(find_root({[](double x) { return x; }, {1, -1}}), std::invalid_argument);
  CHECK_THROWS_AS(find_root({[](double x) { return x; }, {-1, INFINITY}}), std::invalid_argument);
  CHECK_THROWS_AS(find_root({[](double x) { return x; }, {NAN, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(find_root({{}, {-1, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(find_root({[](double x) { return x; }, {-1, 2}}, {.relative_tolerance = 0}),
                  std::invalid_argument);
  CHECK_THROWS_AS(find_root({[](double x) { return x; }, {-1, 2}}, {.max_evaluations = 2}),
                  std::invalid_argument);
}

TEST_CASE("a spent budget is said, and its bracket kept", "[roots]") {
  const auto f = [](double x) { return std::exp(x) - 2; };
  for (int budget = 3; budget < 8; ++budget) {
    int calls = 0;
    const auto result =
        find_root({[&](double x) { return ++calls, f(x); }, {-20, 20}}, {.max_evaluations = budget});
    CHECK(result.termination == Termination::evaluation_limit);
    CHECK(calls == budget);
    CHECK(result.evaluations == budget);
    CHECK(result.bracket.contains(std::log(2.0)));
    CHECK(result.residual == f(result.root));
  }
}

TEST_CASE("NaN and infinity end the search and name the point", "[roots][faults]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto everywhere = find_root({[&](double) { return nan; }, {0, 1}});
  CHECK(everywhere.termination == Termination::not_finite);
  CHECK(everywhere.evaluations == 1);
  // The true root 0.3 lies where the function has no value; peers answer 0.2 or [0, nan] without a word.
  const auto on_part = find_root({[&](double x) { return x > 0.2 && x < 0.4 ? nan : x - 0.3; }, {0, 1}});
  CHECK(on_part.termination == Termination::not_finite);
  CHECK((on_part.root > 0.2 && on_part.root < 0.4));
  CHECK(std::isnan(on_part.residual));
  const auto infinite = find_root({[](double x) { return std::log(x); }, {0, 2}});
  CHECK(infinite.termination == Termination::not_finite);
  CHECK(infinite.root == 0);
}

TEST_CASE("exceptions of the function pass through", "[roots][errors]") {
  struct Own {};
  CHECK_THROWS_AS(find_root({[](double x) -> double { return x > 0 ? throw Own{} : x - 1; }, {-1, 2}}), Own);
}

TEST_CASE("extreme scales do not break the search", "[roots]") {
  const auto wide = find_root({[](double x) { return x < 3 ? -1.0 : 1.0; }, {-1.7e308, 1.7e308}},
                              {.max_evaluations = 3000});
  CHECK(solvers::reached_goal(wide.termination));
  CHECK(wide.bracket.lower <= 3);
  CHECK(wide.bracket.upper >= 3);
  const auto steep = find_root({[](double x) { return (x - 0.1) * 1.7e308; }, {0, 1}});
  CHECK(steep.root == Approx(0.1).epsilon(1e-14));
  const auto faint = find_root({[](double x) { return (x - 0.1) * 1e-300; }, {0, 1}});
  CHECK(faint.root == Approx(0.1).epsilon(1e-14));
}

TEST_CASE("a stop request returns what is known", "[roots]") {
  const std::atomic<bool> interrupt{true};
  const auto result = find_root({[](double x) { return x; }, {-1, 2}}, {.stop = {.interrupt = &interrupt}});
  CHECK(result.termination == Termination::interrupted);
}
