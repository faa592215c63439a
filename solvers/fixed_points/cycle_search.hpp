// solvers/fixed_points/cycle_search.hpp
// Notices when a sequence of vectors returns to where it was.
#pragma once

#include "solvers/core/vector.hpp"

namespace solvers {

/// Brent's search for a cycle: keeps one earlier iterate, renewed at powers of two, and compares each new one
/// with it. A return counts when it is closer than 1e-9 of the way travelled since then, so slow convergence
/// is not one. Source: Brent (1980), BIT 20, 176-184.
class CycleSearch {
 public:
  /// Feed the iterates one after another. Returns the period when x is back at the kept iterate (at least 2),
  /// else 0.
  int add(const Vector& x);

 private:
  static constexpr double closeness = 1e-9;

  Vector kept_{};
  double travelled_ = 0;  // longest single distance from the kept iterate
  int since_ = 0, power_ = 1;
};

}  // namespace solvers
