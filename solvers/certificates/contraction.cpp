#include "solvers/certificates/contraction.hpp"

#include <algorithm>
#include <limits>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Largest row sum of |entries|: the norm of the Jacobian in the maximum norm, at most.
Ball row_sum_norm(const BallMatrix& jacobian) {
  Ball largest(0);
  for (Eigen::Index i = 0; i < jacobian.rows(); ++i) {
    Ball sum(0);
    for (Eigen::Index j = 0; j < jacobian.cols(); ++j) sum += abs(jacobian(i, j));
    largest = max(largest, sum);
  }
  return largest;
}

Ball largest_distance(const BallVector& x, const BallVector& y) {
  Ball largest(0);
  for (Eigen::Index i = 0; i < x.size(); ++i) largest = max(largest, abs(x(i) - y(i)));
  return largest;
}

}  // namespace

ContractionResult certify_contraction(const BallSystem& map, const IntervalBox& box) {
  constexpr auto who = "certify_contraction";
  require::that(map.function && map.jacobian, who, "the map lacks its function or its jacobian");
  require::at_least(who, "the number of unknowns", static_cast<long>(box.size()), 1);
  const BallVector Z = to_balls(box), image = map.function(Z);
  require::same_size(who, "the image", image.size(), "the box", Z.size());
  ContractionResult result{.error_bound = infinity, .maps_into_itself = true};
  for (Eigen::Index i = 0; i < Z.size(); ++i) {
    if (!intersection(Z(i), image(i))) result.verdict = Verdict::refuted;
    const Interval side = box[static_cast<std::size_t>(i)], reached = image(i).interval();
    result.maps_into_itself =
        result.maps_into_itself && side.lower <= reached.lower && reached.upper <= side.upper;
  }
  const Ball lipschitz = row_sum_norm(map.jacobian(Z));
  result.lipschitz = lipschitz.upper();
  if (result.maps_into_itself && certainly_less(lipschitz, Ball(1))) {
    result.verdict = Verdict::proved;
    const BallVector z = to_balls(middle(box));  // |z - x*| <= |z - T(z)| / (1 - L)
    result.error_bound = (largest_distance(z, map.function(z)) / (Ball(1) - lipschitz)).upper();
  }
  return result;
}

}  // namespace solvers
