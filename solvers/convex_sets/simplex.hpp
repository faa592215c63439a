// solvers/convex_sets/simplex.hpp
// {x : x >= 0, sum x = total}: mixed strategies, or shares of a budget that must be spent.
#pragma once

#include "solvers/convex_sets/convex_set.hpp"

namespace solvers {

/// The point of {x >= 0, sum x = total} nearest to `v`. total > 0. NaN where v is not finite.
/// Method: sort, then the threshold mu = max_k (w_1 + .. + w_k - total) / k over w_1 >= ... >= w_n.
/// Source: Held, Wolfe & Crowder (1974), Math. Programming 6, 62-88.
Vector project_simplex(const Vector& v, double total);

class Simplex final : public ConvexSet {
 public:
  /// Throws std::invalid_argument unless dimension >= 1 and total is a positive number.
  explicit Simplex(int dimension, double total = 1);

  int dimension() const override { return dimension_; }
  Vector project(const Vector& x) const override;
  Matrix projection_jacobian(const Vector& x) const override;
  bool contains(const Vector& x, double tolerance) const override;
  double support_gap(const Vector& gradient, const Vector& x) const override;
  Vector sample(const std::function<double()>& uniform01) const override;  ///< uniform on the set

 private:
  int dimension_;
  double total_;
};

}  // namespace solvers
