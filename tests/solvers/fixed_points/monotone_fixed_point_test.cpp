// tests/solvers/fixed_points/monotone_fixed_point_test.cpp: least and greatest fixed points, and broken
// order.
#include "solvers/fixed_points/monotone_fixed_point.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"

using solvers::find_monotone_fixed_points, solvers::Termination, solvers::Vector, solvers::Verdict;

namespace {

Vector one(double x) { return Vector::Constant(1, x); }

}  // namespace

TEST_CASE("least and greatest fixed points of an S-shaped map", "[fixed_points]") {
  // 3 x^2 - 2 x^3 has the fixed points 0, 1/2 and 1; shrunk into [1/10, 9/10] they move to 1/10, 1/2, 9/10.
  const auto smooth_step = [](const Vector& x) {
    const double u = (x(0) - 0.1) / 0.8;
    return one(0.1 + 0.8 * u * u * (3 - 2 * u));
  };
  const auto result = find_monotone_fixed_points({.map = smooth_step, .lower = one(0.1), .upper = one(0.9)});
  CHECK(result.least.termination == Termination::converged);
  CHECK(result.least.point(0) == Approx(0.1));
  CHECK(result.greatest.point(0) == Approx(0.9));
  CHECK(result.order == Verdict::undecided);  // seen to hold, which is no proof
  CHECK(result.gap == Approx(1));
  // It takes 0.45 below itself, so it does not map this box into itself.
  CHECK_THROWS_AS(find_monotone_fixed_points({.map = smooth_step, .lower = one(0.45), .upper = one(0.55)}),
                  std::invalid_argument);
}

TEST_CASE("random monotone contractions have one fixed point between both ends", "[fixed_points]") {
  solvers::RandomStream random(51);
  for (int sample = 0; sample < 30; ++sample) {
    const int n = 1 + static_cast<int>(random.below(6));
    solvers::Matrix a(n, n);
    Vector b(n);
    for (double& entry : a.reshaped()) entry = random.uniform(0, 0.9 / n);
    for (double& entry : b) entry = random.uniform(0, 0.1);
    const auto map = [&](const Vector& x) { return Vector(a * x + b); };
    const auto result =
        find_monotone_fixed_points({.map = map, .lower = Vector::Zero(n), .upper = Vector::Ones(n)});
    CAPTURE(sample, n);
    CHECK(solvers::reached_goal(result.least.termination));
    CHECK(solvers::reached_goal(result.greatest.termination));
    CHECK((map(result.least.point) - result.least.point).minCoeff() >=
          -1e-15);  // below its image: a lower bound
    CHECK((result.greatest.point - map(result.greatest.point)).minCoeff() >= -1e-15);
    CHECK(result.gap >= -1e-15);
    CHECK(result.gap <= 2e-12 / (1 - 0.9));
    CHECK(result.comparisons >= 3);
    CHECK(result.worst_violation <= 1e-15);
  }
}

TEST_CASE("coordination on a lattice: whole numbers work as well", "[fixed_points]") {
  // Player i adopts (1) once at least threshold_i others do. Both "nobody" and "everybody" are equilibria.
  const int n = 6;
  const auto adopt = [n](const Vector& x) {
    Vector y(n);
    for (int i = 0; i < n; ++i) y(i) = x.sum() - x(i) >= 1 + i % 3 ? 1 : 0;
    return y;
  };
  const auto result =
      find_monotone_fixed_points({.map = adopt, .lower = Vector::Zero(n), .upper = Vector::Ones(n)});
  CHECK(result.least.point == Vector::Zero(n));
  CHECK(result.greatest.point == Vector::Ones(n));
  CHECK(result.least.residual == 0);
}

TEST_CASE("a map that breaks order is refuted", "[fixed_points][faults]") {
  const auto falling = [](const Vector& x) { return Vector(1 - x.array()); };
  const auto result = find_monotone_fixed_points({.map = falling, .lower = one(0), .upper = one(1)});
  CHECK(result.order == Verdict::refuted);
  CHECK(result.worst_violation > 0.5);
  CHECK(result.least.termination == Termination::stalled);
  CHECK(result.greatest.termination == Termination::stalled);
}

TEST_CASE("a map that leaves the box, NaN and budgets", "[fixed_points][errors]") {
  const auto shift = [](const Vector& x) { return Vector(x.array() + 0.5); };
  CHECK_THROWS_WITH(
      find_monotone_fixed_points({.map = shift, .lower = one(0), .upper = one(1)}),
      "find_monotone_fixed_points: map takes entry 0 from 1 to 1.5, outside [0, 1]; widen the box");
  CHECK_THROWS_AS(find_monotone_fixed_points({.map = shift, .lower = one(2), .upper = one(1)}),
                  std::invalid_argument);
  CHECK_THROWS_AS(find_monotone_fixed_points({.map = {}, .lower = one(0), .upper = one(1)}),
                  std::invalid_argument);
  const auto half_defined = [](const Vector& x) { return one(x(0) < 0.3 ? NAN : x(0)); };
  const auto result = find_monotone_fixed_points({.map = half_defined, .lower = one(0), .upper = one(1)});
  CHECK(result.least.termination == Termination::not_finite);
  CHECK(result.greatest.termination == Termination::converged);
  const auto slow = find_monotone_fixed_points(
      {.map = [](const Vector& x) { return Vector(0.999 * x); }, .lower = one(0), .upper = one(1)},
      {.max_iterations = 10});
  CHECK(slow.greatest.termination == Termination::iteration_limit);
  CHECK(slow.least.termination == Termination::converged);
}
