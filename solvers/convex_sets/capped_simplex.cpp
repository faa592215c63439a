#include "solvers/convex_sets/capped_simplex.hpp"

#include <cmath>

#include "solvers/convex_sets/simplex.hpp"
#include "solvers/core/require.hpp"

namespace solvers {

double vertex_gap(const Vector& v, const Vector& x, double cap) {
  const Vector normal = v - x;
  const double at_zero = -normal.dot(x);
  return std::max(at_zero, at_zero + cap * normal.maxCoeff());
}

CappedSimplex::CappedSimplex(int dimension, double cap) : dimension_(dimension), cap_(cap) {
  require::at_least("CappedSimplex", "dimension", dimension, 1);
  require::positive("CappedSimplex", "cap", cap);
}

Vector CappedSimplex::project(const Vector& x) const {
  if (dimension_ == 3) {
    const auto nearest = project_capped_simplex<3>({x(0), x(1), x(2)}, cap_);
    return Vector::Map(nearest.data(), 3);
  }
  if (dimension_ == 2) {
    const auto nearest = project_capped_simplex<2>({x(0), x(1)}, cap_);
    return Vector::Map(nearest.data(), 2);
  }
  Vector positive(dimension_);
  for (Eigen::Index j = 0; j < x.size(); ++j)
    positive(j) = std::max(x(j), 0.0);  // in this order max keeps NaN
  return positive.sum() <= cap_ ? positive : project_simplex(positive, cap_);
}

Matrix CappedSimplex::projection_jacobian(const Vector& x) const {
  const Vector nearest = project(x);
  const Vector free = (nearest.array() > 0).cast<double>();  // 1 on the coordinates that move, else 0
  Matrix jacobian = free.asDiagonal();
  if (x.cwiseMax(0.0).sum() > cap_) jacobian -= free * free.transpose() / free.sum();  // the budget binds
  return jacobian;
}

bool CappedSimplex::contains(const Vector& x, double tolerance) const {
  return x.size() == dimension_ && (x.array() >= -tolerance).all() && x.sum() <= cap_ + tolerance;
}

double CappedSimplex::support_gap(const Vector& gradient, const Vector& x) const {
  const double best = std::max(gradient.maxCoeff(), 0.0);
  return x.dot(Vector::Constant(dimension_, best) - gradient) + (cap_ - x.sum()) * best;
}

Vector CappedSimplex::sample(const std::function<double()>& uniform01) const {
  const Vector shares = Simplex(dimension_ + 1, cap_).sample(uniform01);  // the last share is the slack
  return shares.head(dimension_);
}

}  // namespace solvers
