#include "solvers/certificates/ball_system.hpp"

namespace solvers {

BallVector to_balls(const Vector& z) {
  BallVector balls(z.size());
  for (Eigen::Index i = 0; i < z.size(); ++i) balls(i) = Ball(z(i));
  return balls;
}

BallVector to_balls(const IntervalBox& box) {
  BallVector balls(static_cast<Eigen::Index>(box.size()));
  for (std::size_t i = 0; i < box.size(); ++i) balls(static_cast<Eigen::Index>(i)) = Ball(box[i]);
  return balls;
}

IntervalBox to_box(const BallVector& balls) {
  IntervalBox box;
  for (Eigen::Index i = 0; i < balls.size(); ++i) box.push_back(balls(i).interval());
  return box;
}

IntervalBox box_around(const Vector& z, double radius) {
  IntervalBox box;
  for (Eigen::Index i = 0; i < z.size(); ++i) box.push_back(inflated(Ball(z(i)), radius).interval());
  return box;
}

Vector middle(const IntervalBox& box) {
  Vector z(static_cast<Eigen::Index>(box.size()));
  for (std::size_t i = 0; i < box.size(); ++i)
    z(static_cast<Eigen::Index>(i)) = box[i].lower + (box[i].upper - box[i].lower) / 2;
  return z;
}

}  // namespace solvers
