#include "solvers/fixed_points/cycle_search.hpp"

#include <algorithm>

namespace solvers {

int CycleSearch::add(const Vector& x) {
  if (kept_.size() != x.size()) {
    kept_ = x;
    return 0;
  }
  ++since_;
  const double distance = (x - kept_).lpNorm<Eigen::Infinity>();
  if (since_ >= 2 && distance <= closeness * travelled_) return since_;
  travelled_ = std::max(travelled_, distance);
  if (since_ == power_) {  // renew, and search up to twice as far
    kept_ = x;
    since_ = 0, power_ *= 2, travelled_ = 0;
  }
  return 0;
}

}  // namespace solvers
