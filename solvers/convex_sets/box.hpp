// solvers/convex_sets/box.hpp
// {x : lower <= x <= upper}, sides may be infinite.
#pragma once

#include "solvers/convex_sets/convex_set.hpp"

namespace solvers {

class Box final : public ConvexSet {
 public:
  /// Throws std::invalid_argument for bounds of different sizes, NaN, lower > upper, or a bound that is an
  /// infinity of the wrong sign.
  Box(Vector lower, Vector upper);
  Box(int dimension, double lower, double upper);  ///< the same bounds for each coordinate

  const Vector& lower() const { return lower_; }
  const Vector& upper() const { return upper_; }

  int dimension() const override { return static_cast<int>(lower_.size()); }
  Vector project(const Vector& x) const override;
  Matrix projection_jacobian(const Vector& x) const override;
  bool contains(const Vector& x, double tolerance) const override;
  double support_gap(const Vector& gradient, const Vector& x) const override;
  /// Uniform between finite bounds; beside one infinite bound at an exponential distance from the other, of
  /// mean max(1, |bound|); logistic around 0 where both are infinite.
  Vector sample(const std::function<double()>& uniform01) const override;

 private:
  Vector lower_, upper_;
};

}  // namespace solvers
