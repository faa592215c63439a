// solvers/certificates/monotonicity.hpp
// Proof that a game or variational inequality has at most one (variational) equilibrium: strict monotonicity.
#pragma once

#include <string>

#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/games/complementarity.hpp"

namespace solvers {

struct MonotonicityOptions {
  long max_boxes = 2'000;  ///< the region is cut into at most this many; at least 1
  double far = 0x1p200;    ///< infinite bounds: entries up to this size are covered; > 0
  Stop stop{};
};

struct MonotonicityResult {
  /// proved: on a convex box that holds every allowed x the symmetric part of the Jacobian of -F (for games:
  /// of the negative own gradients) is positive definite, and the constraints are convex, so there is at most
  /// one variational equilibrium. undecided: not shown.
  Verdict verdict = Verdict::undecided;
  IntervalBox region;      ///< bounds, tightened by the constraints
  bool potential = false;  ///< the Jacobian is symmetric there, exactly: the game has a potential
  long boxes = 0;
  std::string detail;
};

/// Rosen's diagonal strict concavity with equal weights, in balls. Constraints of single players must not
/// depend on others. Source: Rosen (1965), Econometrica 33(3), 520-534; Facchinei & Pang (2003),
/// theorem 2.3.3. Throws std::invalid_argument for an option out of range.
MonotonicityResult prove_strictly_monotone(const KktConditions&, const MonotonicityOptions& = {});

/// Whether d F_i / d x_j = d F_j / d x_i is possible on the box: false where balls prove an asymmetry, so
/// that no exact potential exists; true where the enclosures are symmetric up to `tolerance` times their
/// size. Source: Monderer & Shapley (1996), Games Econ. Behav. 14, 124-143, theorem 4.5.
bool may_have_potential(const KktConditions&, const IntervalBox& box, double tolerance = 1e-12);

}  // namespace solvers
