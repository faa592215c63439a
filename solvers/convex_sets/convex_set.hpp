// solvers/convex_sets/convex_set.hpp
// What a player may choose: a closed convex set with its Euclidean projection.
#pragma once

#include <functional>
#include <memory>

#include "solvers/core/vector.hpp"

namespace solvers {

class ConvexSet {
 public:
  virtual ~ConvexSet() = default;

  virtual int dimension() const = 0;

  /// The point of the set nearest to `x`. x: `dimension()` finite numbers.
  virtual Vector project(const Vector& x) const = 0;

  /// An element B of the generalised Jacobian of the projection at `x` (B-subdifferential where it is not
  /// differentiable), dimension() x dimension(): what semismooth Newton needs.
  virtual Matrix projection_jacobian(const Vector& x) const = 0;

  /// Whether `x` lies in the set up to `tolerance` in each constraint.
  virtual bool contains(const Vector& x, double tolerance) const = 0;

  /// Largest <g, z - x> over the set's z, for x in it: how far a linear function could still rise.
  /// Zero (for g the gradient of a concave function) exactly at a maximiser. +infinity if unbounded.
  virtual double support_gap(const Vector& gradient, const Vector& x) const = 0;

  /// A point for starting, drawn by `uniform01`: a function that returns independent uniforms in [0, 1).
  virtual Vector sample(const std::function<double()>& uniform01) const = 0;
};

using ConvexSetPtr = std::shared_ptr<const ConvexSet>;

}  // namespace solvers
