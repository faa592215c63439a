// solvers/certificates/ball_system.hpp
// A system of n equations in n unknowns that can be enclosed, and boxes of floats.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace solvers {

using BallVector = VectorOf<Ball>;
using BallMatrix = MatrixOf<Ball>;
using IntervalBox = std::vector<Interval>;

/// F and its Jacobian over boxes: each result encloses the value for every point of the argument.
struct BallSystem {
  std::function<BallVector(const BallVector&)> function;
  std::function<BallMatrix(const BallVector&)> jacobian;
};

/// The system of a template VectorOf<T> -> VectorOf<T>, its Jacobian by duals over balls.
template <typename F>
BallSystem make_ball_system(F f) {
  return {[f](const BallVector& z) -> BallVector { return f(z); },
          [f](const BallVector& z) -> BallMatrix { return jacobian_of(f, z); }};
}

/// Balls that are exactly the numbers of z.
BallVector to_balls(const Vector& z);
/// Balls that enclose the sides.
BallVector to_balls(const IntervalBox& box);
/// Sides that enclose the balls.
IntervalBox to_box(const BallVector& balls);
/// z +- radius in each coordinate, rounded outward.
IntervalBox box_around(const Vector& z, double radius);
/// The midpoints of the sides, rounded.
Vector middle(const IntervalBox& box);

}  // namespace solvers
