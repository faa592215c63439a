#include "solvers/convex_sets/box.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double sample_between(double lower, double upper, double u) {
  if (std::isfinite(lower) && std::isfinite(upper))
    return std::clamp(lower + (upper - lower) * u, lower, upper);
  if (std::isfinite(lower)) return lower - std::max(1.0, std::abs(lower)) * std::log1p(-u);
  if (std::isfinite(upper)) return upper + std::max(1.0, std::abs(upper)) * std::log1p(-u);
  const double inside = std::clamp(u, 0x1p-53, 1 - 0x1p-53);  // the quantile of 0 is infinite
  return std::log(inside) - std::log1p(-inside);
}

}  // namespace

Box::Box(Vector lower, Vector upper) : lower_(std::move(lower)), upper_(std::move(upper)) {
  require::same_size("Box", "lower", lower_.size(), "upper", upper_.size());
  for (Eigen::Index j = 0; j < lower_.size(); ++j)
    require::that(lower_(j) <= upper_(j) && lower_(j) < infinity && upper_(j) > -infinity, "Box",
                  fmt::format("lower[{}] = {} and upper[{}] = {} leave no number between them", j, lower_(j),
                              j, upper_(j)));
}

Box::Box(int dimension, double lower, double upper)
    : Box(Vector(Vector::Constant(dimension, lower)), Vector(Vector::Constant(dimension, upper))) {}

Vector Box::project(const Vector& x) const {
  Vector nearest(x.size());
  for (Eigen::Index j = 0; j < x.size(); ++j)  // written so that NaN stays NaN
    nearest(j) = x(j) < lower_(j) ? lower_(j) : x(j) > upper_(j) ? upper_(j) : x(j);
  return nearest;
}

Matrix Box::projection_jacobian(const Vector& x) const {
  Matrix jacobian = Matrix::Zero(x.size(), x.size());
  for (Eigen::Index j = 0; j < x.size(); ++j)
    if (x(j) > lower_(j) && x(j) < upper_(j)) jacobian(j, j) = 1;
  return jacobian;
}

bool Box::contains(const Vector& x, double tolerance) const {
  return x.size() == lower_.size() && (x.array() >= lower_.array() - tolerance).all() &&
         (x.array() <= upper_.array() + tolerance).all();
}

double Box::support_gap(const Vector& gradient, const Vector& x) const {
  double gap = 0;
  for (Eigen::Index j = 0; j < x.size(); ++j) {
    if (gradient(j) == 0) continue;  // 0 times an infinite side is 0 here
    gap += gradient(j) * ((gradient(j) > 0 ? upper_(j) : lower_(j)) - x(j));
  }
  return gap;
}

Vector Box::sample(const std::function<double()>& uniform01) const {
  Vector x(dimension());
  for (Eigen::Index j = 0; j < x.size(); ++j) x(j) = sample_between(lower_(j), upper_(j), uniform01());
  return x;
}

}  // namespace solvers
