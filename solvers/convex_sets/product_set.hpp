// solvers/convex_sets/product_set.hpp
// The product of sets: each factor constrains its own block of coordinates.
#pragma once

#include <vector>

#include "solvers/convex_sets/convex_set.hpp"

namespace solvers {

class ProductSet final : public ConvexSet {
 public:
  /// Coordinates are stacked in the order of the factors. Throws std::invalid_argument for no or a null
  /// factor.
  explicit ProductSet(std::vector<ConvexSetPtr> factors);

  int dimension() const override { return dimension_; }
  Vector project(const Vector& x) const override;
  Matrix projection_jacobian(const Vector& x) const override;  ///< block diagonal
  bool contains(const Vector& x, double tolerance) const override;
  double support_gap(const Vector& gradient, const Vector& x) const override;
  Vector sample(const std::function<double()>& uniform01) const override;

 private:
  std::vector<ConvexSetPtr> factors_;
  int dimension_ = 0;
};

}  // namespace solvers
