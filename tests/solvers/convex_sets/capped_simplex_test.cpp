#include "solvers/convex_sets/capped_simplex.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "solvers/convex_sets/simplex.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

using solvers::CappedSimplex;
using solvers::RandomStream;
using solvers::Simplex;
using solvers::Vector;

namespace {

Vector random_vector(RandomStream& stream, int n, double scale) {
  Vector v(n);
  for (double& x : v) x = scale * stream.normal();
  return v;
}

/// Slow and unlike the method under test: the multiplier by bisection of the monotone function sum max(v -
/// mu, 0).
Vector project_by_bisection(const Vector& v, double cap, bool may_keep_slack) {
  if (may_keep_slack && v.cwiseMax(0.0).sum() <= cap) return v.cwiseMax(0.0);
  double lower = v.maxCoeff() - cap - 1, upper = v.maxCoeff();
  for (int k = 0; k < 200; ++k) {
    const double middle = lower + (upper - lower) / 2;
    ((v.array() - middle).max(0.0).sum() > cap ? lower : upper) = middle;
  }
  return (v.array() - upper).max(0.0);
}

double from_rational(const std::string& text) {
  const auto slash = text.find('/');
  return slash == std::string::npos ? std::stod(text) : std::stod(text) / std::stod(text.substr(slash + 1));
}

}  // namespace

TEST_CASE("the projections of the reference file are met", "[convex_sets][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "projection")) {
    CAPTURE(item.name());
    const Vector v = item.vector("inputs.v");
    const Vector expected = item.vector("expected.x");
    const Vector x = CappedSimplex(3).project(v);
    CHECK((x - expected).lpNorm<Eigen::Infinity>() <=
          3e-16);  // the inputs are rounded to doubles: 1 ulp of 1
    CHECK(solvers::vertex_gap(v, x) <= 1e-15);
  }
}

TEST_CASE("exact rationals of a projection", "[convex_sets]") {  // v = (3/2, 6/5, 119/100) by hand
  const Vector x = CappedSimplex(3).project(Vector{{1.5, 1.2, 1.19}});
  CHECK(std::abs(x(0) - from_rational("161/300")) <= 3e-16);
  CHECK(std::abs(x(1) - from_rational("71/300")) <= 3e-16);
  CHECK(std::abs(x(2) - from_rational("17/75")) <= 3e-16);
}

TEST_CASE("a large input loses no digits", "[convex_sets]") {
  const Vector x = CappedSimplex(3).project(Vector{{1e15 + 0.5, 1e15, -1e15}});
  CHECK(x == Vector{{0.75, 0.25, 0.0}});  // every difference is a double
  CHECK(CappedSimplex(3).project(Vector{{1e308, 1e308, 0.0}}) == Vector{{0.5, 0.5, 0.0}});
  CHECK(CappedSimplex(2).project(Vector{{1e300, 1.0}}) == Vector{{1.0, 0.0}});
}

TEST_CASE("NaN goes through the projections and is not turned into a number", "[convex_sets][fault]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (int n = 2; n <= 5; ++n) {
    Vector v = Vector::Constant(n, 2.0);
    v(n - 1) = nan;
    CHECK(CappedSimplex(n).project(v).hasNaN());
    CHECK(Simplex(n).project(v).hasNaN());
  }
}

TEST_CASE("projections agree with bisection, repeat themselves, and never expand",
          "[convex_sets][property]") {
  const int n = GENERATE(1, 2, 3, 4, 7, 40);
  const double scale = GENERATE(0.1, 1.0, 30.0);
  const double cap = GENERATE(1.0, 0.3);
  RandomStream stream(11, 1000 * n + static_cast<int>(10 * scale));
  CAPTURE(n, scale, cap);
  const CappedSimplex capped(n, cap);
  const Simplex simplex(n, cap);
  for (int k = 0; k < 20; ++k) {
    const Vector v = random_vector(stream, n, scale), w = random_vector(stream, n, scale);
    for (const auto* set : {static_cast<const solvers::ConvexSet*>(&capped),
                            static_cast<const solvers::ConvexSet*>(&simplex)}) {
      const Vector x = set->project(v), y = set->project(w);
      const double rounding = 4e-16 * (n * cap + v.cwiseAbs().maxCoeff());  // of the bisection's sums
      CHECK((x - project_by_bisection(v, cap, set == &capped)).lpNorm<Eigen::Infinity>() <= rounding);
      CHECK(set->contains(x, 1e-15 * n));
      CHECK((set->project(x) - x).lpNorm<Eigen::Infinity>() <= 4e-16 * n * cap);
      CHECK((x - y).norm() <= (v - w).norm() * (1 + 1e-14));
      CHECK(set->support_gap(v - x, x) <= 1e-14 * (1 + v.squaredNorm()));  // the variational inequality
    }
    CHECK(solvers::vertex_gap(v, capped.project(v), cap) <= 1e-14 * (1 + v.squaredNorm()));
  }
}

TEST_CASE("the vertex certificate refuses a point that is not the projection", "[convex_sets]") {
  const Vector v{{1.5, 1.2, 1.19}};
  Vector x = CappedSimplex(3).project(v);
  x(0) -= 1e-3;
  CHECK(solvers::vertex_gap(v, x) > 1e-4);
}

TEST_CASE("the Jacobian of the projection is its derivative where it has one", "[convex_sets][property]") {
  const int n = GENERATE(2, 3, 6);
  RandomStream stream(12, n);
  const CappedSimplex capped(n);
  const Simplex simplex(n);
  for (int k = 0; k < 50; ++k) {
    const Vector v = random_vector(stream, n, 1), direction = random_vector(stream, n, 1);
    for (const auto* set : {static_cast<const solvers::ConvexSet*>(&capped),
                            static_cast<const solvers::ConvexSet*>(&simplex)}) {
      const double h = 1e-7;  // kinks within h of a random point have probability 1e-6: the seed avoids them
      const Vector difference = (set->project(v + h * direction) - set->project(v - h * direction)) / (2 * h);
      CHECK((set->projection_jacobian(v) * direction - difference).norm() <= 1e-7 * direction.norm());
    }
  }
}

TEST_CASE("samples lie in the set and fill it evenly", "[convex_sets]") {
  RandomStream stream(13);
  const auto uniform01 = [&stream] { return stream.uniform(); };
  const CappedSimplex set(3, 2.0);
  Vector mean = Vector::Zero(3);
  constexpr int n = 4000;
  for (int k = 0; k < n; ++k) {
    const Vector x = set.sample(uniform01);
    REQUIRE(set.contains(x, 1e-15));
    mean += x / n;
  }
  // Dirichlet(1,1,1,1) has mean 1/4 and variance 3/80 a share; 4 standard errors
  CHECK((mean - Vector::Constant(3, 0.5)).lpNorm<Eigen::Infinity>() < 4 * 2 * std::sqrt(3.0 / 80 / n));
}

TEST_CASE("wrong simplices are refused", "[convex_sets][fault]") {
  CHECK_THROWS_AS(CappedSimplex(0), std::invalid_argument);
  CHECK_THROWS_WITH(CappedSimplex(3, -1), Catch::Contains("cap = -1"));
  CHECK_THROWS_AS(Simplex(3, std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}
