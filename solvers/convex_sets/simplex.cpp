#include "solvers/convex_sets/simplex.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "solvers/core/require.hpp"

namespace solvers {

Vector project_simplex(const Vector& v, double total) {
  if (!v.allFinite()) return Vector::Constant(v.size(), std::numeric_limits<double>::quiet_NaN());
  Vector sorted = v;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const double first = sorted(0);  // differences to the largest entry: nothing cancels where |v| >> total
  double mu = 0, sum = 0;          // mu is counted from first - total
  for (Eigen::Index k = 1; k < sorted.size(); ++k) {
    sum += (sorted(k) - first) + total;
    mu = std::max(mu, sum / static_cast<double>(k + 1));
  }
  Vector x(v.size());
  for (Eigen::Index j = 0; j < v.size(); ++j) x(j) = std::max(((v(j) - first) + total) - mu, 0.0);
  return x;
}

Simplex::Simplex(int dimension, double total) : dimension_(dimension), total_(total) {
  require::at_least("Simplex", "dimension", dimension, 1);
  require::positive("Simplex", "total", total);
}

Vector Simplex::project(const Vector& x) const { return project_simplex(x, total_); }

Matrix Simplex::projection_jacobian(const Vector& x) const {
  const Vector nearest = project(x);
  const Vector free = (nearest.array() > 0).cast<double>();  // 1 on the coordinates that move, else 0
  return Matrix(free.asDiagonal()) - free * free.transpose() / free.sum();
}

bool Simplex::contains(const Vector& x, double tolerance) const {
  return x.size() == dimension_ && (x.array() >= -tolerance).all() && std::abs(x.sum() - total_) <= tolerance;
}

double Simplex::support_gap(const Vector& gradient, const Vector& x) const {
  return x.dot(Vector::Constant(dimension_, gradient.maxCoeff()) - gradient);  // no term is negative
}

Vector Simplex::sample(const std::function<double()>& uniform01) const {
  Vector x(dimension_);
  for (double& share : x) share = -std::log1p(-uniform01());  // normalised exponentials: Dirichlet(1, ..., 1)
  const double sum = x.sum();
  return sum > 0 ? Vector(x * (total_ / sum)) : Vector(Vector::Constant(dimension_, total_ / dimension_));
}

}  // namespace solvers
