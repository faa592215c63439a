// models/digital_twin/box_proof.hpp
// Proof that a box holds exactly one equilibrium, and the given profile.
#pragma once

#include <string>
#include <vector>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/regrets.hpp"
#include "models/results.hpp"
#include "solvers/core/verdict.hpp"

namespace models::digital_twin {

struct BoxProof {
  /// proved: `box` holds exactly one equilibrium (in the meaning of the gradient), and the profile; else
  /// undecided.
  solvers::Verdict verdict = solvers::Verdict::undecided;
  bool stationary_proved =
      false;                 ///< exactly one stationary profile in `box`, whether or not it is an equilibrium
  std::vector<BoxSide> box;  ///< every choice of every player, deception [0, 0]
  double margin = 0;   ///< smallest of the strict signs: multipliers, excluded slopes, slacks, free choices
  std::string detail;  ///< what is missing where undecided
};

/// Method: Krawczyk's test on the first-order conditions with the active set of the profile; strict signs
/// over the whole box, so that no other active set has a stationary profile in it; then for each player that
/// the stationary strategy is the global best response whatever the rivals' strategies in the box. Without
/// strict complementarity, with a singular Jacobian, or where two best responses tie, nothing is claimed.
BoxProof prove_box(const Parameters& parameters, const Vector& profile, const RegretOptions& options = {});

}  // namespace models::digital_twin
