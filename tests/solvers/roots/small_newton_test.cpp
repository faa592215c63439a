// tests/solvers/roots/small_newton_test.cpp: safeguarded Newton on classical systems and on ones that
// misbehave.
#include "solvers/roots/small_newton.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/problems/systems.hpp"

using solvers::Matrix, solvers::solve_small_system, solvers::Termination, solvers::Vector;

namespace {

solvers::SmallNewtonProblem problem_of(const problems::KnownSystem& known) {
  return {.evaluate = [&known](const Vector& x, Vector& r,
                               Matrix& j) { r = known.residual(x), j = known.jacobian(x); },
          .start = known.start};
}

// One equation f(x) = 0 with f and f' given.
template <typename F, typename G>
solvers::SmallNewtonProblem scalar(F f, G slope, double start) {
  return {.evaluate = [=](const Vector& x, Vector& r, Matrix& j) { r(0) = f(x(0)), j(0, 0) = slope(x(0)); },
          .start = Vector::Constant(1, start)};
}

}  // namespace

TEST_CASE("Newton solves the classical systems", "[roots][reference]") {
  for (const auto& known : problems::more_garbow_hillstrom()) {
    if (known.newton_stalls) continue;
    CAPTURE(known.name);
    const auto result = solve_small_system(problem_of(known), {.max_iterations = 200});
    CHECK(result.termination == Termination::converged);
    CHECK(known.residual(result.solution).cwiseAbs().maxCoeff() == result.residual);
    CHECK(result.residual < 1e-9);
    if (known.root.size())
      CHECK((result.solution - known.root).norm() <= known.tolerance * std::max(1.0, known.root.norm()));
  }
}

TEST_CASE("damped Newton ends at singular Jacobians on the way", "[roots][!shouldfail]") {
  // A step against the Newton direction would be needed; the trust region of solve_nonlinear_system gets
  // through.
  for (const auto& known : problems::more_garbow_hillstrom())
    if (known.newton_stalls)
      CHECK(solve_small_system(problem_of(known), {.max_iterations = 200}).termination ==
            Termination::converged);
}

TEST_CASE("a local minimum of the residual is not a root", "[roots]") {
  const auto known = problems::freudenstein_roth();
  const auto result = solve_small_system(problem_of(known), {.max_iterations = 200});
  CHECK_FALSE(solvers::reached_goal(result.termination));
  CHECK(result.residual > 1);
  const auto none = problems::without_root();
  const auto nothing = solve_small_system(problem_of(none));
  CHECK_FALSE(solvers::reached_goal(nothing.termination));
}

TEST_CASE("a Jacobian without inverse is said", "[roots]") {
  const auto result = solve_small_system({.evaluate =
                                              [](const Vector& x, Vector& r, Matrix& j) {
                                                r << x(0) + x(1) - 1, 2 * x(0) + 2 * x(1) - 3;
                                                j << 1, 1, 2, 2;
                                              },
                                          .start = Vector::Zero(2)});
  CHECK(result.termination == Termination::singular);
  // The same equations in units 1e12 apart are as singular as before.
  const auto scaled = solve_small_system({.evaluate =
                                              [](const Vector& x, Vector& r, Matrix& j) {
                                                r << 1e12 * (x(0) + x(1) - 1), 2 * x(0) + 2 * x(1) - 3;
                                                j << 1e12, 1e12, 2, 2;
                                              },
                                          .start = Vector::Zero(2)});
  CHECK(scaled.termination == Termination::singular);
}

TEST_CASE("rows in different units are not taken for singular", "[roots]") {
  const auto result = solve_small_system({.evaluate =
                                              [](const Vector& x, Vector& r, Matrix& j) {
                                                r << 1e20 * (x(0) - 1), 1e-20 * (x(0) * x(1) - 2);
                                                j << 1e20, 0, 1e-20 * x(1), 1e-20 * x(0);
                                              },
                                          .start = Vector::Constant(2, 3)});
  CHECK(result.termination == Termination::converged);
  CHECK(result.solution(1) == Approx(2).epsilon(1e-13));
}

TEST_CASE("steps out of the domain are shortened; a start out of it is said", "[roots][faults]") {
  const auto f = [](double x) { return std::log(x) - 1; };
  const auto slope = [](double x) { return 1 / x; };
  const auto result =
      solve_small_system(scalar(f, slope, 20.0));  // the full step lands at x < 0, where log is NaN
  CHECK(result.termination == Termination::converged);
  CHECK(result.solution(0) == Approx(std::exp(1.0)).epsilon(1e-12));
  CHECK(solve_small_system(scalar(f, slope, -1.0)).termination == Termination::not_finite);
}

TEST_CASE("budgets, shapes and exceptions of small systems", "[roots][errors]") {
  const auto cube = scalar([](double x) { return x * x * x; }, [](double x) { return 3 * x * x; }, 1.0);
  const auto short_run = solve_small_system(cube, {.max_iterations = 3});
  CHECK(short_run.termination == Termination::iteration_limit);
  CHECK(short_run.solution(0) == Approx(std::pow(2.0 / 3, 3)));  // Newton shrinks a triple root by 2 / 3
  CHECK_THROWS_AS(solve_small_system({.evaluate = cube.evaluate, .start = Vector(0)}), std::invalid_argument);
  CHECK_THROWS_AS(solve_small_system({.evaluate = cube.evaluate, .start = Vector::Constant(1, NAN)}),
                  std::invalid_argument);
  CHECK_THROWS_AS(solve_small_system({.evaluate = {}, .start = Vector::Ones(1)}), std::invalid_argument);
  CHECK_THROWS_AS(solve_small_system(cube, {.tolerance = 0}), std::invalid_argument);
  struct Own {};
  CHECK_THROWS_AS(solve_small_system({.evaluate = [](const Vector&, Vector&, Matrix&) { throw Own{}; },
                                      .start = Vector::Ones(1)}),
                  Own);
}
