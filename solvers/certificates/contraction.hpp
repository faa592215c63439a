// solvers/certificates/contraction.hpp
// Proof that a map has exactly one fixed point in a box, and how far a point is from it.
#pragma once

#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/verdict.hpp"

namespace solvers {

struct ContractionResult {
  /// proved: T maps the box into itself and contracts there, so that it holds exactly one fixed point, and
  /// iteration from anywhere in it converges to it. refuted: no point of the box is fixed. undecided: neither
  /// was shown.
  Verdict verdict = Verdict::undecided;
  double lipschitz = 0;    ///< upper bound of |T(x) - T(y)| / |x - y| on the box, in the largest coordinate
  double error_bound = 0;  ///< of |middle - fixed point|, rounded up; infinity unless proved
  bool maps_into_itself = false;
};

/// Banach's theorem checked in balls, in the maximum norm. `map.jacobian` is that of T.
/// Throws std::invalid_argument for a missing function or shapes that disagree.
ContractionResult certify_contraction(const BallSystem& map, const IntervalBox& box);

}  // namespace solvers
