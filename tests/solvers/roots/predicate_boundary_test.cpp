// tests/solvers/roots/predicate_boundary_test.cpp: boundaries of monotone predicates down to adjacent
// doubles.
#include "solvers/roots/predicate_boundary.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"

using solvers::bisect_predicate, solvers::Termination;

TEST_CASE("the boundary comes out between adjacent doubles", "[roots]") {
  solvers::RandomStream random(21);
  for (int sample = 0; sample < 200; ++sample) {
    const double sign = random.uniform() < 0.5 ? -1 : 1;
    const double threshold = sign * std::exp(random.uniform(-700, 600));
    const bool rising = random.uniform() < 0.5;
    const auto result =
        bisect_predicate({[=](double x) { return (x >= threshold) == rising; }, {-1e300, 1e300}});
    CAPTURE(threshold);
    CHECK(result.termination == Termination::converged);
    CHECK(result.boundary.upper == threshold);
    CHECK(result.boundary.lower == std::nextafter(threshold, -INFINITY));
    CHECK(result.answer_below != rising);
    CHECK(result.evaluations <= 66);
  }
}

TEST_CASE("boundaries at zero and in the subnormal numbers", "[roots]") {
  const auto positive = bisect_predicate({[](double x) { return x > 0; }, {-1, 1}});
  CHECK(positive.boundary.lower == 0);
  CHECK(positive.boundary.upper == 5e-324);
  const auto nonnegative = bisect_predicate({[](double x) { return x >= 0; }, {-1, 1}});
  CHECK(nonnegative.boundary.lower == -5e-324);
  CHECK(nonnegative.boundary.upper == 0);
}

TEST_CASE("a tolerance stops earlier", "[roots]") {
  const auto result =
      bisect_predicate({[](double x) { return x * x >= 2; }, {1, 2}}, {.relative_tolerance = 1e-6});
  CHECK(result.termination == Termination::converged);
  CHECK(result.boundary.contains(std::sqrt(2.0)));
  CHECK(result.boundary.width() <= 1e-6 * 1.5);
  CHECK(result.evaluations < 30);
}

TEST_CASE("a predicate that does not change is refused, a spent budget is said", "[roots][errors]") {
  CHECK_THROWS_WITH(
      bisect_predicate({[](double) { return true; }, {0, 2}}),
      "bisect_predicate: predicate(0) and predicate(2) are both true; widen the interval until they differ");
  CHECK_THROWS_AS(bisect_predicate({[](double) { return true; }, {2, 0}}), std::invalid_argument);
  CHECK_THROWS_AS(bisect_predicate({[](double) { return true; }, {0, NAN}}), std::invalid_argument);
  const auto short_run = bisect_predicate({[](double x) { return x > 0.3; }, {0, 1}}, {.max_evaluations = 5});
  CHECK(short_run.termination == Termination::evaluation_limit);
  CHECK(short_run.boundary.contains(0.3));
}
