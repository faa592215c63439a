// solvers/dynamics/cycle.hpp
// Whether a sequence of points repeats with a period above one, while it is being made.
#pragma once

#include <optional>

#include "solvers/core/vector.hpp"

namespace solvers {

/// Watches x_0, x_1, ... for a cycle. Method: Brent's anchor, moved to the newest point at each power of two,
/// so that one comparison a step and one stored point suffice. Source: Brent (1980), BIT 20, 176-184. A
/// return counts where the point comes back to within `closeness` of the longest way it had been from the
/// anchor, and does so twice in a row after the same number of steps. So a sequence that creeps or spirals to
/// a limit is not taken for a cycle, nor is one that flickers in its last digits.
class CycleDetector {
 public:
  /// Throws std::invalid_argument unless 0 < closeness < 1.
  explicit CycleDetector(double closeness = 1e-9);

  /// The next point; the period (at least 2) once a cycle is established.
  std::optional<long> add(const Vector& x);

 private:
  double closeness_;
  Vector anchor_{};
  long lag_ = 0;          ///< steps since the anchor
  long window_ = 1;       ///< steps after which the anchor moves
  long returned_ = 0;     ///< lag of the first return, 0: none yet
  double excursion_ = 0;  ///< largest distance from the anchor since it was set, or since the first return
};

}  // namespace solvers
