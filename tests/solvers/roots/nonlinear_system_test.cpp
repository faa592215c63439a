// tests/solvers/roots/nonlinear_system_test.cpp: the general path on classical systems, judged by fresh
// residuals.
#include "solvers/roots/nonlinear_system.hpp"

#include <cmath>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

#include "solvers/roots/residual_scale.hpp"
#include "tests/problems/systems.hpp"

using solvers::Matrix, solvers::solve_nonlinear_system, solvers::Termination, solvers::Vector;

namespace {

solvers::NonlinearSystemProblem problem_of(const problems::KnownSystem& known) {
  return {.residual = known.residual, .jacobian = known.jacobian, .start = known.start};
}

}  // namespace

TEST_CASE("the classical systems are solved", "[roots][reference]") {
  for (const auto& known : problems::more_garbow_hillstrom()) {
    if (known.descent_stalls) continue;
    CAPTURE(known.name);
    const auto result = solve_nonlinear_system(problem_of(known));
    CHECK(result.termination == Termination::converged);
    const Vector residual = known.residual(result.solution);
    CHECK(result.residual == residual.cwiseAbs().maxCoeff());
    CHECK(result.scaled_residual ==
          solvers::scaled_residual(residual, known.jacobian(result.solution), result.solution));
    CHECK(result.residual < 1e-8);
    if (known.root.size())
      CHECK((result.solution - known.root).norm() <= known.tolerance * std::max(1.0, known.root.norm()));
  }
}

TEST_CASE("descent ends in local minima of the residual", "[roots][!shouldfail]") {
  for (const auto& known : problems::more_garbow_hillstrom())
    if (known.descent_stalls)
      CHECK(solve_nonlinear_system(problem_of(known)).termination == Termination::converged);
}

TEST_CASE("a minimum of the residual is not taken for a root", "[roots]") {
  // Ceres reports CONVERGENCE on both.
  const auto local = solve_nonlinear_system(problem_of(problems::freudenstein_roth()));
  CHECK(local.termination == Termination::stalled);
  CHECK(local.residual > 1);
  const auto none = solve_nonlinear_system(problem_of(problems::without_root()));
  CHECK_FALSE(solvers::reached_goal(none.termination));
  CHECK(none.residual == Approx(1).epsilon(1e-6));
}

TEST_CASE("units of the equations do not decide", "[roots]") {
  for (const double unit : {1e-12, 1.0, 1e12}) {
    const auto circle = [unit]<typename T>(const solvers::VectorOf<T>& x) {
      solvers::VectorOf<T> f(2);
      f(0) = unit * (x(0) * x(0) + x(1) * x(1) - 4);
      f(1) = exp(x(0)) + x(1) - 1;
      return f;
    };
    using std::exp;
    const auto lifted = [circle](const auto& x) { return circle(x); };
    const auto result =
        solve_nonlinear_system(solvers::differentiated_system(lifted, Vector::Constant(2, -1.0)));
    CAPTURE(unit);
    CHECK(result.termination == Termination::converged);
    CHECK(result.solution.norm() == Approx(2).epsilon(1e-11));
    CHECK(std::exp(result.solution(0)) + result.solution(1) == Approx(1).epsilon(1e-11));
    // The residual 1e-12 of a false point in the first unit must not pass:
    CHECK(solvers::scaled_residual(unit * Vector::Ones(1), unit * Matrix::Ones(1, 2), Vector::Zero(2)) ==
          Approx(0.5));
  }
}

TEST_CASE("NaN at the start, beyond a border, and everywhere", "[roots][faults]") {
  const auto logarithm = [](double start) {
    return solve_nonlinear_system(
        {.residual = [](const Vector& x) { return Vector(x.array().log() - 1); },
         .jacobian = [](const Vector& x) { return Matrix(x.cwiseInverse().asDiagonal()); },
         .start = Vector::Constant(1, start)});
  };
  CHECK(logarithm(-1).termination == Termination::not_finite);
  const auto beyond = logarithm(20);  // Gauss-Newton's first step lands at x < 0, where the logarithm is NaN
  CHECK(beyond.termination == Termination::converged);
  CHECK(beyond.solution(0) == Approx(std::exp(1.0)).epsilon(1e-11));
  const auto everywhere =
      solve_nonlinear_system({.residual = [](const Vector& x) { return Vector(x * NAN); },
                              .jacobian = [](const Vector&) { return Matrix::Identity(2, 2); },
                              .start = Vector::Zero(2)});
  CHECK(everywhere.termination == Termination::not_finite);
  const auto bad_jacobian =
      solve_nonlinear_system({.residual = [](const Vector& x) { return Vector(x.array() - 1); },
                              .jacobian = [](const Vector&) { return Matrix::Constant(2, 2, NAN); },
                              .start = Vector::Zero(2)});
  CHECK(bad_jacobian.termination == Termination::not_finite);
}

TEST_CASE("exceptions of the functions pass through with nothing lost", "[roots][errors]") {
  struct Own {
    int payload;
  };
  for (int when = 1; when < 6; ++when) {
    int calls = 0;
    const auto residual = [&](const Vector& x) {
      if (++calls == when) throw Own{when};
      return Vector(x.array().square() - 2);
    };
    try {
      solve_nonlinear_system({.residual = residual,
                              .jacobian = [](const Vector& x) { return Matrix((2 * x).asDiagonal()); },
                              .start = Vector::Constant(2, 30)});
      FAIL("the exception was lost");
    } catch (const Own& own) {
      CHECK(own.payload == when);
      CHECK(calls == when);  // nothing was called after it
    }
  }
}

TEST_CASE("a continuum of solutions still gives one, a contradiction none", "[roots]") {
  const auto line =
      solve_nonlinear_system({.residual = [](const Vector& x) { return Vector::Constant(1, x.sum() - 1); },
                              .jacobian = [](const Vector&) { return Matrix::Ones(1, 2); },
                              .start = Vector::Zero(2)});
  CHECK(line.termination == Termination::converged);
  CHECK(line.solution.sum() == Approx(1).epsilon(1e-12));
  const auto contradiction =
      solve_nonlinear_system({.residual =
                                  [](const Vector& x) {
                                    Vector f(2);
                                    f << x.sum() - 1, x.sum() - 2;
                                    return f;
                                  },
                              .jacobian = [](const Vector&) { return Matrix::Ones(2, 2); },
                              .start = Vector::Zero(2)});
  CHECK(contradiction.termination == Termination::singular);
}

TEST_CASE("budgets, stops and shapes of nonlinear systems", "[roots][errors]") {
  const auto known = problems::more_garbow_hillstrom().front();
  CHECK(solve_nonlinear_system(problem_of(known), {.max_iterations = 2}).termination ==
        Termination::iteration_limit);
  const std::atomic<bool> interrupt{true};
  CHECK(solve_nonlinear_system(problem_of(known), {.stop = {.interrupt = &interrupt}}).termination ==
        Termination::interrupted);
  auto wrong = problem_of(known);
  wrong.start = Vector(0);
  CHECK_THROWS_AS(solve_nonlinear_system(wrong), std::invalid_argument);
  wrong.start = Vector::Constant(2, INFINITY);
  CHECK_THROWS_AS(solve_nonlinear_system(wrong), std::invalid_argument);
  wrong = problem_of(known);
  wrong.jacobian = [](const Vector&) { return Matrix::Ones(3, 2); };
  CHECK_THROWS_AS(solve_nonlinear_system(wrong), std::invalid_argument);
  wrong.jacobian = {};
  CHECK_THROWS_AS(solve_nonlinear_system(wrong), std::invalid_argument);
  CHECK_THROWS_AS(solve_nonlinear_system(problem_of(known), {.tolerance = 2}), std::invalid_argument);
}

TEST_CASE("threads get the same bits", "[roots]") {
  const auto known = problems::more_garbow_hillstrom().back();
  const Vector alone = solve_nonlinear_system(problem_of(known)).solution;
  Vector together[2];
  std::thread other([&] { together[0] = solve_nonlinear_system(problem_of(known)).solution; });
  together[1] = solve_nonlinear_system(problem_of(known)).solution;
  other.join();
  CHECK(together[0] == alone);
  CHECK(together[1] == alone);
}
