#include "solvers/certificates/krawczyk.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

/// Midpoints of an enclosure of the Jacobian: what Y is made from.
Matrix midpoints(const BallMatrix& balls) {
  Matrix middles(balls.rows(), balls.cols());
  for (Eigen::Index i = 0; i < balls.rows(); ++i)
    for (Eigen::Index j = 0; j < balls.cols(); ++j) middles(i, j) = balls(i, j).midpoint();
  return middles;
}

Vector midpoints(const BallVector& balls) {
  Vector middles(balls.size());
  for (Eigen::Index i = 0; i < balls.size(); ++i) middles(i) = balls(i).midpoint();
  return middles;
}

/// K(Z), enclosed; everything where it is stopped. Y is taken as the exact matrix of its doubles.
BallVector krawczyk_operator(const BallVector& value, const BallMatrix& jacobian, const Matrix& Y,
                             const BallVector& z, const BallVector& Z, const Stop& stop = {}) {
  const Eigen::Index n = z.size();
  BallVector K(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    if (stop.requested()) return BallVector::Constant(n, Ball::indeterminate());
    K(i) = z(i);
    for (Eigen::Index k = 0; k < n; ++k) K(i) -= Ball(Y(i, k)) * value(k);
    for (Eigen::Index j = 0; j < n; ++j) {
      Ball contraction(i == j ? 1 : 0);
      for (Eigen::Index k = 0; k < n; ++k) contraction -= Ball(Y(i, k)) * jacobian(k, j);
      K(i) += contraction * (Z(j) - z(j));
    }
  }
  return K;
}

bool excludes_zero(const BallVector& values) {
  for (Eigen::Index i = 0; i < values.size(); ++i)
    if (certainly_nonzero(values(i))) return true;
  return false;
}

bool is_interior(const IntervalBox& inner, const IntervalBox& outer) {
  for (std::size_t i = 0; i < outer.size(); ++i)  // false for NaN and infinities
    if (!(inner[i].lower > outer[i].lower && inner[i].upper < outer[i].upper)) return false;
  return true;
}

void check(const BallSystem& system, Eigen::Index size) {
  require::that(system.function && system.jacobian, "krawczyk",
                "the system lacks its function or its jacobian");
  require::at_least("krawczyk", "the number of unknowns", size, 1);
}

/// The test on one box. The balls Z may stick out of the box by rounding: F(Z) without 0 speaks for the box
/// within, one zero in Z is one in the box where the image lies inside the box itself.
KrawczykResult test(const BallSystem& system, const Vector& point, const IntervalBox& box, const Matrix& Y,
                    const Stop& stop = {}) {
  const BallVector Z = to_balls(box);
  KrawczykResult result{.box = box, .tries = 1};
  for (const auto& side : result.box) result.radius = std::max(result.radius, side.width() / 2);
  if (excludes_zero(system.function(Z))) {
    result.verdict = Verdict::refuted;
    return result;
  }
  const BallVector z = to_balls(point);
  const BallMatrix jacobian = system.jacobian(Z);
  require::same_size("krawczyk", "the jacobian's rows", jacobian.rows(), "the unknowns", point.size());
  require::same_size("krawczyk", "the jacobian's columns", jacobian.cols(), "the unknowns", point.size());
  const IntervalBox image = to_box(krawczyk_operator(system.function(z), jacobian, Y, z, Z, stop));
  if (is_interior(image, box)) {
    result.verdict = Verdict::proved;
    result.enclosure = image;
  } else {
    result.detail = "Krawczyk's image is not inside the box";
  }
  return result;
}

std::optional<Matrix> preconditioner(const BallSystem& system, const Vector& point) {
  return inverse(midpoints(system.jacobian(to_balls(point))));
}

KrawczykResult singular(IntervalBox box) {
  return {.box = std::move(box), .tries = 1, .detail = "the Jacobian is singular or not finite at the point"};
}

}  // namespace

std::optional<IntervalBox> krawczyk_image(const BallSystem& system, const IntervalBox& box) {
  check(system, static_cast<Eigen::Index>(box.size()));
  const BallVector Z = to_balls(box), z = to_balls(middle(box));
  const BallMatrix jacobian = system.jacobian(Z);
  const auto Y = inverse(midpoints(jacobian));  // of the middle over the box, which needs no second Jacobian
  if (!Y) return std::nullopt;
  return to_box(krawczyk_operator(system.function(z), jacobian, *Y, z, Z));
}

KrawczykResult krawczyk_on_box(const BallSystem& system, const IntervalBox& box) {
  check(system, static_cast<Eigen::Index>(box.size()));
  const Vector point = middle(box);
  if (const auto Y = preconditioner(system, point)) return test(system, point, box, *Y);
  if (excludes_zero(system.function(to_balls(box))))
    return {.verdict = Verdict::refuted, .box = box, .tries = 1};
  return singular(box);
}

KrawczykResult krawczyk(const BallSystem& system, const Vector& point, const KrawczykOptions& options) {
  check(system, point.size());
  require::finite("krawczyk", "point", point);
  require::nonnegative("krawczyk", "radius", options.radius);
  require::that(options.growth > 1, "krawczyk", "growth is not above 1");
  require::positive("krawczyk", "max_radius", options.max_radius);
  require::nonnegative("krawczyk", "inflate_to", options.inflate_to);
  const BallVector value = system.function(to_balls(point));
  require::same_size("krawczyk", "the function's values", value.size(), "the unknowns", point.size());
  const auto Y = preconditioner(system, point);
  if (!Y) return singular(box_around(point, 0));
  const double newton = (*Y * midpoints(value)).lpNorm<Eigen::Infinity>();
  double radius = options.radius > 0 ? options.radius : std::max(1e-12, 100 * newton);
  if (!(radius <= options.max_radius)) radius = options.max_radius;
  KrawczykResult best;
  for (int tries = 1;; ++tries) {
    auto result = test(system, point, box_around(point, radius), *Y, options.stop);
    const bool failed_to_grow = best.verdict == Verdict::proved && result.verdict != Verdict::proved;
    if (!failed_to_grow) best = std::move(result);
    best.tries = tries;
    const double limit = best.verdict == Verdict::proved ? std::min(options.inflate_to, options.max_radius)
                                                         : options.max_radius;
    if (failed_to_grow || best.verdict == Verdict::refuted || radius >= limit) return best;
    if (options.stop.requested()) return best;
    radius = std::min(radius * options.growth, limit);
  }
}

}  // namespace solvers
