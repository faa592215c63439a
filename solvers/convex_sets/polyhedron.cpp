#include "solvers/convex_sets/polyhedron.hpp"

#include <cmath>
#include <limits>

#include "solvers/convex_sets/box.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The directions in which the set never ends: {d : A d <= 0, E d = 0, d_j >= 0 (<= 0) beside a finite
/// bound}.
PolyhedronConstraints recession_cone(const PolyhedronConstraints& c) {
  PolyhedronConstraints cone = c;
  for (double& bound : cone.inequality_bound)
    if (std::isfinite(bound)) bound = 0;
  cone.equality_value.setZero();
  for (double& bound : cone.lower)
    if (std::isfinite(bound)) bound = 0;
  for (double& bound : cone.upper)
    if (std::isfinite(bound)) bound = 0;
  return cone;
}

}  // namespace

Polyhedron::Polyhedron(PolyhedronConstraints constraints) : constraints_(std::move(constraints)) {
  // missing matrices get their width, so that products with a point are empty vectors
  if (constraints_.inequality_matrix.rows() == 0)
    constraints_.inequality_matrix.resize(0, constraints_.dimension);
  if (constraints_.equality_matrix.rows() == 0)
    constraints_.equality_matrix.resize(0, constraints_.dimension);
  const auto nearest = project_onto_polyhedron(constraints_, Vector::Zero(constraints_.dimension));
  require::that(nearest.termination != Termination::no_solution, "Polyhedron",
                "the constraints contradict each other: the set is empty; relax a bound");
  require::that(
      nearest.termination == Termination::converged, "Polyhedron",
      "no point of the set was found within the budget of active-set changes; scale the rows or drop some");
}

Vector Polyhedron::project(const Vector& x) const {
  auto nearest = project_onto_polyhedron(constraints_, x);
  if (nearest.termination == Termination::converged) return nearest.point;
  return Vector::Constant(x.size(), std::numeric_limits<double>::quiet_NaN());
}

Matrix Polyhedron::projection_jacobian(const Vector& x) const {
  const Matrix normals = project_onto_polyhedron(constraints_, x).active_normals;
  Matrix jacobian = Matrix::Identity(x.size(), x.size());
  for (Eigen::Index j = 0; j < jacobian.cols() && normals.cols() > 0; ++j)
    jacobian.col(j) -= normals * least_squares(normals, Vector::Unit(x.size(), j));
  return jacobian;
}

bool Polyhedron::contains(const Vector& x, double tolerance) const {
  const auto& c = constraints_;
  if (x.size() != c.dimension) return false;
  const auto at_most = [tolerance](const Vector& values, const Vector& bounds) {
    return bounds.size() == 0 || (values.array() <= bounds.array() + tolerance).all();
  };
  const Vector inequalities = c.inequality_matrix * x, equalities = c.equality_matrix * x;
  return at_most(inequalities, c.inequality_bound) && at_most(equalities, c.equality_value) &&
         at_most(-equalities, -c.equality_value) && at_most(x, c.upper) && at_most(-x, -c.lower);
}

double Polyhedron::support_gap(const Vector& gradient, const Vector& x) const {
  const double length = gradient.norm();
  if (length == 0) return 0;
  const Vector direction = gradient / length;
  const Vector endless = project_onto_polyhedron(recession_cone(constraints_), direction).point;
  if (endless.norm() > 1e-12) return infinity;  // <g, d> = |d|^2 > 0 for the d of the cone nearest to g
  Vector best = x;
  double step = std::max(1.0, x.norm());
  for (int k = 0; k < 60; ++k, step *= 2) {  // z -> proj(z + step g) ends at a maximiser of <g, z>
    const Vector next = project(best + step * direction);
    const double rise = direction.dot(next - best);
    if (std::isnan(rise)) break;
    if (!(rise > 1e-14 * (1 + next.norm()))) return std::max(0.0, gradient.dot(best - x));
    best = next;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

Vector Polyhedron::sample(const std::function<double()>& uniform01) const {
  const auto or_free = [&](const Vector& bound, double free) {
    return bound.size() > 0 ? bound : Vector(Vector::Constant(constraints_.dimension, free));
  };
  const Box bounds(or_free(constraints_.lower, -infinity), or_free(constraints_.upper, infinity));
  return project(bounds.sample(uniform01));
}

}  // namespace solvers
