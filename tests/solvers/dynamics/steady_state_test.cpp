#include "solvers/dynamics/steady_state.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/dynamics/cycle.hpp"

using solvers::CycleDetector;
using solvers::make_steady_state_problem;
using solvers::Matrix;
using solvers::steady_state;
using solvers::Termination;
using solvers::trajectory;
using solvers::Vector;

namespace {

/// x <- r x (1 - x). Source: May (1976), Nature 261, 459-467. Rest at 1 - 1/r with multiplier 2 - r.
struct Logistic {
  double r;
  template <typename T>
  solvers::VectorOf<T> operator()(const solvers::VectorOf<T>& x) const {
    solvers::VectorOf<T> next(1);
    next(0) = T(r) * x(0) * (T(1) - x(0));
    return next;
  }
};

}  // namespace

TEST_CASE("a stable rest is reached by iteration, with the multiplier as spectral radius", "[dynamics]") {
  const auto result = steady_state(make_steady_state_problem(Logistic{2.8}, Vector{{0.2}}));
  CHECK(result.termination == Termination::converged);
  CHECK(result.state(0) == Approx(1 - 1 / 2.8).epsilon(1e-12));
  CHECK(result.spectral_radius == Approx(0.8).epsilon(1e-10));
  CHECK(result.stable);
  CHECK(result.attracted);
  CHECK(result.residual <= 1e-12);
}

TEST_CASE("a cycle is told with its period, and the unstable rest beside it", "[dynamics]") {
  const double r = GENERATE(3.2, 3.5);  // period 2 and 4
  const auto result = steady_state(make_steady_state_problem(Logistic{r}, Vector{{0.2}}));
  CHECK(result.period == (r == 3.2 ? 2 : 4));
  CHECK(result.termination == Termination::converged);
  CHECK_FALSE(result.attracted);
  CHECK(result.unstable);
  CHECK_FALSE(result.stable);
  CHECK(result.spectral_radius == Approx(r - 2).epsilon(1e-9));
  const auto plain = steady_state(make_steady_state_problem(Logistic{r}, Vector{{0.2}}), {.newton_steps = 0});
  CHECK(plain.termination == Termination::cycling);
  CHECK(std::isnan(plain.spectral_radius));
  CHECK(plain.residual > 0.1);
}

TEST_CASE("a marginal rest is called neither stable nor unstable", "[dynamics]") {
  const auto result = steady_state(make_steady_state_problem(Logistic{3}, Vector{{0.6}}));
  REQUIRE(result.termination == Termination::converged);
  CHECK_FALSE(result.stable);
  CHECK_FALSE(result.unstable);
}

TEST_CASE("differences stand in for a Jacobian that nobody wrote", "[dynamics]") {
  const auto given = make_steady_state_problem(Logistic{2.8}, Vector{{0.2}});
  const auto result = steady_state({.map = given.map, .start = given.start});
  CHECK(result.spectral_radius == Approx(0.8).epsilon(1e-8));
}

TEST_CASE("a map that leaves the numbers or never settles says so", "[dynamics][fault]") {
  const auto blows_up = make_steady_state_problem(Logistic{5}, Vector{{1.5}});
  const auto result = steady_state(blows_up, {.newton_steps = 0});
  CHECK(result.termination == Termination::not_finite);
  const auto path = trajectory({blows_up.map, blows_up.start}, {.steps = 100});
  CHECK(path.termination == Termination::not_finite);
  CHECK(path.states.allFinite());
  CHECK(path.states.cols() < 100);
  const auto chaos = steady_state(make_steady_state_problem(Logistic{3.9}, Vector{{0.2}}),
                                  {.max_iterations = 2000, .newton_steps = 0});
  CHECK(chaos.termination == Termination::iteration_limit);
  const solvers::Map shift = [](const Vector& x) -> Vector { return x + Vector::Ones(x.size()); };
  const auto none = steady_state({.map = shift, .start = Vector::Zero(2)}, {.max_iterations = 50});
  CHECK(none.termination == Termination::iteration_limit);
  CHECK(none.residual == 1);
  CHECK_THROWS_AS(steady_state({.start = Vector::Zero(1)}), std::invalid_argument);
  CHECK_THROWS_AS(steady_state({.map = shift, .start = Vector::Zero(1)}, {.tolerance = 0}),
                  std::invalid_argument);
}

TEST_CASE("a trajectory holds the states in order", "[dynamics]") {
  const solvers::Map doubled = [](const Vector& x) -> Vector { return 2 * x; };
  const auto path = trajectory({doubled, Vector{{1, 3}}}, {.steps = 4});
  CHECK(path.termination == Termination::converged);
  CHECK(path.states == Matrix{{1, 2, 4, 8, 16}, {3, 6, 12, 24, 48}});
}

TEST_CASE("cycles of every period are found, and slow convergence is not taken for one",
          "[dynamics][property]") {
  for (const long period : {2, 3, 7, 100}) {
    CycleDetector detector;
    std::optional<long> found;
    const double turn = 2 * M_PI / static_cast<double>(period);
    for (long t = 0; t < 2000 && !found; ++t)
      found = detector.add(Vector{{std::cos(turn * static_cast<double>(t % period)),
                                   std::sin(turn * static_cast<double>(t % period)) + std::pow(0.5, t)}});
    CAPTURE(period);
    REQUIRE(found);
    CHECK(*found == period);
  }
  CycleDetector creeping, spiralling;
  for (long t = 0; t < 20'000; ++t) {
    const double x = std::pow(0.999, static_cast<double>(t)), angle = 0.1 * static_cast<double>(t);
    REQUIRE_FALSE(creeping.add(Vector{{x}}));
    REQUIRE_FALSE(spiralling.add(Vector{{x * std::cos(angle), x * std::sin(angle)}}));
  }
}

TEST_CASE("spectral radii and ranks of known matrices", "[linear_algebra]") {
  CHECK(solvers::spectral_radius(Matrix{{0, -2}, {2, 0}}) == Approx(2));  // eigenvalues +- 2i
  CHECK(solvers::spectral_radius(Matrix{{0.5, 100}, {0, -0.25}}) == Approx(0.5));
  CHECK(std::isnan(solvers::spectral_radius(Matrix{{NAN}})));
  CHECK(solvers::rank(Matrix{{1, 2}, {2, 4}}) == 1);
  CHECK(solvers::rank(Matrix{{1, 2}, {2, 4 + 1e-9}}) == 2);
  CHECK(solvers::rank(Matrix{{1, 2}, {2, 4 + 1e-9}}, 1e-8) == 1);
  CHECK_FALSE(solvers::solve_linear(Matrix{{1, 2}, {2, 4}}, Vector{{1, 0}}));
  CHECK(solvers::solve_linear(Matrix{{2, 0}, {0, 4}}, Vector{{1, 1}})->isApprox(Vector{{0.5, 0.25}}));
  CHECK(solvers::inverse(Matrix{{2, 0}, {0, 4}})->isApprox(Matrix{{0.5, 0}, {0, 0.25}}));
  CHECK(solvers::least_squares(Matrix{{1}, {1}}, Vector{{1, 3}})(0) == Approx(2));
  CHECK_THROWS_AS(solvers::solve_linear(Matrix::Zero(2, 3), Vector::Zero(2)), std::invalid_argument);
}
