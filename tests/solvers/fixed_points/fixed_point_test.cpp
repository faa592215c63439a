// tests/solvers/fixed_points/fixed_point_test.cpp: damped and Anderson iteration on linear and classical
// maps.
#include "solvers/fixed_points/fixed_point.hpp"

#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"

using solvers::iterate_anderson, solvers::iterate_damped, solvers::Matrix, solvers::Termination,
    solvers::Vector;

namespace {

Vector one(double x) { return Vector::Constant(1, x); }

// x = A x + b with a symmetric A whose eigenvalues lie in [-radius, radius], and its exact fixed point.
struct Linear {
  Matrix a;
  Vector fixed;

  Linear(int n, double radius, std::uint64_t seed) : a(n, n), fixed(n) {
    solvers::RandomStream random(41, seed);
    for (double& entry : fixed) entry = random.uniform(-3, 3);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j) a(i, j) = a(j, i) = random.normal();
    a *= radius / a.rowwise().lpNorm<1>().maxCoeff();  // the row-sum norm bounds the spectral radius
  }
  Vector operator()(const Vector& x) const { return fixed + a * (x - fixed); }
};

}  // namespace

TEST_CASE("linear contractions reach their fixed point", "[fixed_points]") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Linear map(1 + static_cast<int>(seed), 0.9, seed);
    CAPTURE(seed);
    for (const auto& solve : {iterate_damped, iterate_anderson}) {
      const auto result = solve({.map = map, .start = Vector::Zero(map.fixed.size())}, {});
      CHECK(result.termination == Termination::converged);
      // |x - x*| <= |T(x) - x| / (1 - 0.9), with the residual at most 1e-12 of |x| <= 3
      CHECK((result.solution - map.fixed).lpNorm<Eigen::Infinity>() <= 1e-10);
      CHECK((map(result.solution) - result.solution).lpNorm<Eigen::Infinity>() <= 3.1e-12);
    }
  }
}

TEST_CASE("Anderson needs no more steps than unknowns on a linear map", "[fixed_points]") {
  // Walker & Ni, theorem 2.2: with full memory it is GMRES, which ends after n steps.
  const Linear map(5, 0.999, 3);
  const auto result = iterate_anderson({.map = map, .start = Vector::Zero(5)}, {.tolerance = 1e-10});
  CHECK(result.termination == Termination::converged);
  CHECK(result.iterations <= 8);  // 5 + 1, and two for rounding
}

TEST_CASE("classical scalar maps", "[fixed_points][reference]") {
  const auto cosine = [](const Vector& x) { return one(std::cos(x(0))); };
  const double dottie = 0.73908513321516064166;  // OEIS A003957
  CHECK(iterate_damped({.map = cosine, .start = one(1)}).solution(0) == Approx(dottie).epsilon(1e-12));
  const auto fast = iterate_anderson({.map = cosine, .start = one(1)});
  CHECK(fast.solution(0) == Approx(dottie).epsilon(1e-12));
  CHECK(fast.iterations <= 10);  // the secant method on cos x - x
}

TEST_CASE("cycles are named with their period", "[fixed_points][faults]") {
  const auto logistic = [](double r) { return [r](const Vector& x) { return one(r * x(0) * (1 - x(0))); }; };
  // Source of the windows: Strogatz (2015), Nonlinear Dynamics and Chaos, section 10.2.
  const std::pair<double, int> windows[] = {{3.2, 2}, {3.5, 4}, {3.55, 8}, {3.83, 3}};
  for (const auto& [r, period] : windows) {
    const auto result = iterate_damped({.map = logistic(r), .start = one(0.3)});
    CAPTURE(r);
    CHECK(result.termination == Termination::cycling);
    CHECK(result.period == period);
  }
  const auto swap = iterate_damped({.map = [](const Vector& x) { return Vector(-x); }, .start = one(2)});
  CHECK(swap.termination == Termination::cycling);
  CHECK(swap.period == 2);
  // Damping mends the swap, and the logistic map at r = 3.2.
  CHECK(iterate_damped({.map = [](const Vector& x) { return Vector(-x); }, .start = one(2)}, {.damping = 0.5})
            .solution(0) == 0);
  const auto mended = iterate_damped({.map = logistic(3.2), .start = one(0.3)}, {.damping = 0.5});
  CHECK(mended.termination == Termination::converged);
  CHECK(mended.solution(0) == Approx(1 - 1 / 3.2).epsilon(1e-11));
}

TEST_CASE("slow convergence is not taken for a cycle", "[fixed_points]") {
  // A rotation by one radian that shrinks by 1e-3 a step comes back near where it was, again and again.
  const auto spiral = [](const Vector& x) {
    Vector y(2);
    y << std::cos(1.0) * x(0) - std::sin(1.0) * x(1), std::sin(1.0) * x(0) + std::cos(1.0) * x(1);
    return Vector(0.999 * y);
  };
  const auto result = iterate_damped({.map = spiral, .start = Vector::Ones(2)}, {.max_iterations = 100'000});
  CHECK(result.termination == Termination::converged);
  const auto accelerated = iterate_anderson({.map = spiral, .start = Vector::Ones(2)});
  CHECK(accelerated.termination == Termination::converged);
  CHECK(accelerated.iterations < 10);
}

TEST_CASE("Anderson's safeguard survives a kinked map", "[fixed_points]") {
  solvers::RandomStream random(42);
  for (int sample = 0; sample < 50; ++sample) {
    const Linear map(4, 0.8, 100 + static_cast<std::uint64_t>(sample));
    const auto clipped = [&](const Vector& x) { return Vector(map(x).cwiseMax(-1).cwiseMin(1)); };
    const auto plain = iterate_damped({.map = clipped, .start = Vector::Constant(4, 5)});
    const auto fast = iterate_anderson({.map = clipped, .start = Vector::Constant(4, 5)});
    CAPTURE(sample);
    CHECK(fast.termination == Termination::converged);
    CHECK((fast.solution - plain.solution).norm() <= 1e-10);
  }
}

TEST_CASE("divergence, NaN and budgets of fixed-point iterations", "[fixed_points][faults]") {
  for (const auto& solve : {iterate_damped, iterate_anderson}) {
    CHECK(solve({.map = [](const Vector& x) { return Vector(x * NAN); }, .start = one(1)}, {}).termination ==
          Termination::not_finite);
    const auto root = [](const Vector& x) {
      return one(std::sqrt(x(0) - 1));
    };  // NaN below 1, no fixed point
    CHECK(solve({.map = root, .start = one(3)}, {}).termination == Termination::not_finite);
    const auto shift = [](const Vector& x) { return Vector(x.array() + 1); };
    CHECK_FALSE(
        solvers::reached_goal(solve({.map = shift, .start = one(0)}, {.max_iterations = 50}).termination));
    CHECK_THROWS_AS(solve({.map = {}, .start = one(0)}, {}), std::invalid_argument);
    CHECK_THROWS_AS(solve({.map = shift, .start = one(INFINITY)}, {}), std::invalid_argument);
    CHECK_THROWS_AS(solve({.map = shift, .start = one(0)}, {.damping = 0}), std::invalid_argument);
    CHECK_THROWS_AS(solve({.map = [](const Vector&) { return Vector::Ones(2); }, .start = one(0)}, {}),
                    std::invalid_argument);
    struct Own {};
    CHECK_THROWS_AS(solve({.map = [](const Vector&) -> Vector { throw Own{}; }, .start = one(0)}, {}), Own);
  }
  const auto diverging =
      iterate_damped({.map = [](const Vector& x) { return Vector(2 * x); }, .start = one(1)});
  CHECK(diverging.termination == Termination::not_finite);
}
