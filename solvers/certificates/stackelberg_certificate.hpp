// solvers/certificates/stackelberg_certificate.hpp
// What is shown about a leader's move and the followers' replies to it.
#pragma once

#include "solvers/certificates/game_certificate.hpp"
#include "solvers/games/stackelberg.hpp"

namespace solvers {

struct StackelbergCertificate {
  /// The followers' part, the leader's move being fixed: regrets bounded in balls, a box with exactly one
  /// equilibrium of theirs. Proofs are about this part alone.
  GameCertificate followers;
  /// refuted: another move pays the leader more than the tolerance. undecided: none was found by a search on
  /// a grid of its own; that search is in floating point, so nothing is proved of the leader.
  Verdict leader = Verdict::undecided;
  double leader_payoff = 0;
  double gain = 0;     ///< of the best other move found, >= 0
  Vector better;       ///< the profile after it; empty where gain is within the tolerance
  int unanswered = 0;  ///< moves after which that search found no equilibrium of the followers
};

/// Judges a profile as Stackelberg play. `tolerance`: of regrets and of the leader's gain, unit of payoff.
/// Throws std::invalid_argument as solve_stackelberg and certify_game do.
StackelbergCertificate certify_stackelberg(const ConstrainedGame&, int leader, const Vector& x,
                                           const GameCertificateOptions& = {});

}  // namespace solvers
