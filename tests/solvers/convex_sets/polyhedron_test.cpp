#include "solvers/convex_sets/polyhedron.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/convex_sets/product_set.hpp"
#include "solvers/convex_sets/simplex.hpp"
#include "solvers/core/random.hpp"

using solvers::Matrix;
using solvers::Polyhedron;
using solvers::PolyhedronConstraints;
using solvers::RandomStream;
using solvers::Termination;
using solvers::Vector;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Vector random_vector(RandomStream& stream, int n, double scale) {
  Vector v(n);
  for (double& x : v) x = scale * stream.normal();
  return v;
}

PolyhedronConstraints capped_simplex(int n) {
  return {.dimension = n,
          .inequality_matrix = Matrix::Ones(1, n),
          .inequality_bound = Vector::Ones(1),
          .lower = Vector::Zero(n)};
}

/// Half-spaces around a point well inside, and bounds.
PolyhedronConstraints random_polytope(RandomStream& stream, int n, int rows) {
  PolyhedronConstraints c{
      .dimension = n, .inequality_matrix = Matrix(rows, n), .inequality_bound = Vector(rows)};
  for (int i = 0; i < rows; ++i) {
    c.inequality_matrix.row(i) = random_vector(stream, n, 1);
    c.inequality_bound(i) = 0.1 + stream.uniform();
  }
  c.lower = Vector::Constant(n, -1);
  c.upper = Vector::Constant(n, 1);
  return c;
}

/// Slow and unlike the method under test. Dykstra's alternating projections onto half-spaces.
/// Source: Boyle & Dykstra (1986), Lecture Notes in Statistics 37, 28-47.
Vector project_by_dykstra(const PolyhedronConstraints& c, const Vector& start) {
  const int rows = static_cast<int>(c.inequality_matrix.rows());
  const solvers::Box bounds(c.lower, c.upper);
  Vector x = start;
  Matrix correction = Matrix::Zero(start.size(), rows + 1);
  for (int sweep = 0; sweep < 5000; ++sweep)
    for (int i = 0; i <= rows; ++i) {
      const Vector y = x + correction.col(i);
      if (i == rows) {
        x = bounds.project(y);
      } else {
        const Vector normal = c.inequality_matrix.row(i);
        const double outside = std::max(0.0, normal.dot(y) - c.inequality_bound(i));
        x = y - outside / normal.squaredNorm() * normal;
      }
      correction.col(i) = y - x;
    }
  return x;
}

}  // namespace

TEST_CASE("a polyhedron that is a capped simplex projects as one", "[convex_sets][property]") {
  const int n = GENERATE(1, 3, 8);
  RandomStream stream(21, n);
  const Polyhedron polyhedron(capped_simplex(n));
  const solvers::CappedSimplex simplex(n);
  for (int k = 0; k < 30; ++k) {
    const Vector v = random_vector(stream, n, 2), g = random_vector(stream, n, 1);
    const Vector x = polyhedron.project(v);
    CHECK((x - simplex.project(v)).lpNorm<Eigen::Infinity>() <= 1e-14);
    CHECK((polyhedron.projection_jacobian(v) - simplex.projection_jacobian(v)).norm() <= 1e-13);
    CHECK(polyhedron.support_gap(g, x) == Approx(simplex.support_gap(g, x)).margin(1e-13));
  }
}

TEST_CASE("projections onto random polytopes meet Dykstra's and their KKT conditions",
          "[convex_sets][property]") {
  RandomStream stream(22);
  for (int k = 0; k < 6; ++k) {
    const auto constraints = random_polytope(stream, 3, 5);
    const Vector v = random_vector(stream, 3, 2);
    const auto result = solvers::project_onto_polyhedron(constraints, v);
    REQUIRE(result.termination == Termination::converged);
    CHECK(result.kkt_residual <= 1e-14);
    CHECK((result.point - project_by_dykstra(constraints, v)).norm() <= 1e-6);  // Dykstra's rate is linear
  }
}

TEST_CASE("projections onto polytopes satisfy the variational inequality", "[convex_sets][property]") {
  const int n = GENERATE(2, 5, 12);
  RandomStream stream(23, n);
  for (int k = 0; k < 8; ++k) {
    const auto constraints = random_polytope(stream, n, 2 * n);
    const Polyhedron set(constraints);
    const Vector v = random_vector(stream, n, 3), w = random_vector(stream, n, 3);
    const Vector x = set.project(v), y = set.project(w);
    CHECK(set.contains(x, 1e-13));
    CHECK((set.project(x) - x).norm() <= 1e-13);
    CHECK((x - y).norm() <= (v - w).norm() + 1e-13);
    CHECK(set.support_gap(v - x, x) <= 1e-12 * v.squaredNorm());
    CHECK((v - x).dot(y - x) <= 1e-12);
  }
}

TEST_CASE("equalities hold, and doubled rows do no harm", "[convex_sets]") {
  PolyhedronConstraints c{.dimension = 3,
                          .equality_matrix = Matrix::Ones(2, 3),
                          .equality_value = Vector::Ones(2),
                          .lower = Vector::Zero(3)};
  RandomStream stream(24);
  const Polyhedron doubled(c);
  for (int k = 0; k < 20; ++k) {
    const Vector v = random_vector(stream, 3, 2);
    CHECK((doubled.project(v) - solvers::Simplex(3).project(v)).norm() <= 1e-14);
  }
}

TEST_CASE("an empty set is refused with a contradiction that anyone can check", "[convex_sets][fault]") {
  // x1 + x2 <= 1, x1 >= 1, x2 >= 1/2
  const PolyhedronConstraints empty{.dimension = 2,
                                    .inequality_matrix = Matrix::Ones(1, 2),
                                    .inequality_bound = Vector::Ones(1),
                                    .lower = Vector{{1, 0.5}}};
  const auto result = solvers::project_onto_polyhedron(empty, Vector::Zero(2));
  CHECK(result.termination == Termination::no_solution);
  CHECK(result.point.hasNaN());
  const Vector& w = result.contradiction;  // row of A, then the two lower bounds
  REQUIRE(w.size() == 3);
  CHECK(w.minCoeff() >= 0);
  CHECK((w(0) * Vector::Ones(2) - w.tail(2)).norm() <= 1e-15);
  CHECK(w(0) * 1 - w(1) * 1 - w(2) * 0.5 < 0);
  CHECK_THROWS_WITH(Polyhedron(empty), Catch::Contains("empty"));
  const PolyhedronConstraints crossed{.dimension = 1, .lower = Vector::Ones(1), .upper = Vector::Zero(1)};
  CHECK_THROWS_AS(Polyhedron(crossed), std::invalid_argument);
}

TEST_CASE("an unbounded direction has an infinite gap", "[convex_sets]") {
  const Polyhedron wedge({.dimension = 2,
                          .inequality_matrix = Matrix{{-1, 1}},
                          .inequality_bound = Vector::Zero(1),
                          .lower = Vector::Zero(2)});  // 0 <= x2 <= x1
  CHECK(wedge.support_gap(Vector{{1, 0}}, Vector{{2, 1}}) == infinity);
  CHECK(wedge.support_gap(Vector{{-1, 0.5}}, Vector{{2, 1}}) == Approx(1.5));  // best at the origin
}

TEST_CASE("a spent budget and a start that is no number are said, not hidden", "[convex_sets][fault]") {
  const auto c = capped_simplex(4);
  CHECK(solvers::project_onto_polyhedron(c, Vector::Constant(4, -1), {.max_iterations = 1}).termination ==
        Termination::iteration_limit);
  const Vector nan = Vector::Constant(4, std::numeric_limits<double>::quiet_NaN());
  CHECK(solvers::project_onto_polyhedron(c, nan).termination == Termination::not_finite);
  CHECK(Polyhedron(c).project(nan).hasNaN());
  CHECK_THROWS_AS(solvers::project_onto_polyhedron(c, Vector::Zero(3)), std::invalid_argument);
}

TEST_CASE("boxes clamp, may be unbounded, and know how far a linear function rises", "[convex_sets]") {
  const solvers::Box box(Vector{{0, -infinity}}, Vector{{1, 2}});
  CHECK(box.project(Vector{{3, -1e300}}) == Vector{{1, -1e300}});
  CHECK(box.projection_jacobian(Vector{{3, 1}}) == Matrix{{0, 0}, {0, 1}});
  CHECK(box.support_gap(Vector{{2, 0}}, Vector{{0.25, 0}}) == 1.5);
  CHECK(box.support_gap(Vector{{2, -1}}, Vector{{0.25, 0}}) == infinity);
  RandomStream stream(25);
  for (int k = 0; k < 100; ++k) CHECK(box.contains(box.sample([&] { return stream.uniform(); }), 0));
  CHECK_THROWS_WITH(solvers::Box(Vector{{1.0}}, Vector{{0.0}}), Catch::Contains("lower[0] = 1"));
}

TEST_CASE("a product works block by block", "[convex_sets]") {
  const solvers::ProductSet set(
      {std::make_shared<solvers::Box>(1, 0.0, 2.0), std::make_shared<solvers::CappedSimplex>(2)});
  CHECK(set.dimension() == 3);
  CHECK(set.project(Vector{{5, 1, 1}}) == Vector{{2, 0.5, 0.5}});
  CHECK(set.projection_jacobian(Vector{{1, 1, 1}}) == Matrix{{1, 0, 0}, {0, 0.5, -0.5}, {0, -0.5, 0.5}});
  CHECK(set.support_gap(Vector{{1, 1, 0}}, Vector{{1, 0, 0}}) == 2);
  CHECK_FALSE(set.contains(Vector{{1, 1, 1}}, 1e-9));
}
