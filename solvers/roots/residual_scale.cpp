#include "solvers/roots/residual_scale.hpp"

#include <algorithm>
#include <limits>

namespace solvers {

Vector equation_scales(const Matrix& jacobian, const Vector& x, const Vector& unit) {
  return jacobian.cwiseAbs() * x.cwiseAbs().cwiseMax(unit.size() ? unit : Vector::Ones(x.size()).eval());
}

double scaled_residual(const Vector& residual, const Matrix& jacobian, const Vector& x, const Vector& unit) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (!residual.allFinite() || !jacobian.allFinite() || !x.allFinite()) return infinity;
  const Vector scales = equation_scales(jacobian, x, unit);
  double largest = 0;
  for (Eigen::Index i = 0; i < residual.size(); ++i)
    if (residual(i) != 0) largest = std::max(largest, std::abs(residual(i)) / scales(i));  // 1 / 0: infinity
  return largest;
}

}  // namespace solvers
