#include "solvers/dynamics/cycle.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace solvers {

CycleDetector::CycleDetector(double closeness) : closeness_(closeness) {
  require::inside("CycleDetector", "closeness", closeness, 0, 1);
}

std::optional<long> CycleDetector::add(const Vector& x) {
  constexpr double flicker = 1e-12;  // of the anchor's size: excursions below are rounding
  if (anchor_.size() != x.size()) {
    anchor_ = x;
    return std::nullopt;
  }
  ++lag_;
  const double distance = (x - anchor_).lpNorm<Eigen::Infinity>();
  if (distance <= closeness_ * excursion_ && excursion_ > flicker * anchor_.lpNorm<Eigen::Infinity>()) {
    if (returned_ > 0 && lag_ == 2 * returned_) return returned_;
    if (returned_ == 0) {
      returned_ = lag_;
      excursion_ = 0;
      window_ = std::max(window_, 2 * lag_);  // the anchor stays for the second return
    }
  }
  excursion_ = std::max(excursion_, distance);
  if (lag_ >= window_) {
    anchor_ = x;
    window_ *= 2;
    lag_ = returned_ = 0;
    excursion_ = 0;
  }
  return std::nullopt;
}

}  // namespace solvers
