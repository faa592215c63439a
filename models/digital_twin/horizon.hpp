// models/digital_twin/horizon.hpp
// Looking ahead: rounds played out under given plans, and the gradient of discounted payoff by the own plan.
// One round ahead it is the gradient of (14); H rounds ahead that of (13).
// Source: Li & Li, Section III-C.5; the reverse sweep is our derivation.
#pragma once

#include <vector>

#include "models/digital_twin/beliefs.hpp"
#include "models/digital_twin/equations.hpp"
#include "models/digital_twin/trust_dynamics.hpp"

namespace models::digital_twin {

/// What stays the same from round to round, in the form in which the equations want it.
struct Setting {
  PlayersOf<double> players;
  Vector trust_rate, learning_rate;
  Gradient gradient = Gradient::exact;

  explicit Setting(const Parameters&);
};

/// One round as it was played. Perceived: information (9) counts the own action as it is and what rivals are
/// believed to do; realised: everyone's actions as they are.
struct Round {
  Vector profile;            ///< 3 N, (alpha, beta, delta) of each player
  Vector honesty, believed;  ///< s, and the estimate of it that trust and (9) use
  Shares<double> perceived;  ///< (10)
  Vector perceived_payoff;   ///< (11)
  Vector share, payoff;      ///< realised
  Vector leak;               ///< sum over k != i of lambda_k P_k a_k tau_ki; 0 under `printed`
  Vector direct_gradient;    ///< (15), 3 N: rivals' information held fixed
};

/// The round in which `profile` is played under this trust, rivals being believed to have honesty `believed`.
Round play_round(const Setting&, const TrustDynamics&, const Vector& believed, const Vector& profile);

/// Rounds played one after the other, with what the reverse sweep needs of the beliefs.
struct Rollout {
  std::vector<Round> rounds;
  std::vector<std::vector<HonestySlope>> slopes;  ///< by round, then player
  std::vector<std::vector<double>> weights;  ///< [u][v], v <= u: weight in the means of round u of round v
  bool trust_moves = true;

  /// Bytes of a rollout of so many rounds, for the preflight.
  static double bytes(double players, double rounds);

  void clear();
  /// Play one more round: beliefs see `profile` first. The caller moves trust between the rounds.
  void extend(const Setting&, const TrustDynamics&, BeliefFilter&, const Vector& profile);
};

/// Play `plan` from the given trust and beliefs, moving both. One profile a round.
Rollout roll_out(const Setting&, TrustDynamics&, BeliefFilter&, const std::vector<Vector>& plan);

/// J_i = sum over t of discount^t times the perceived payoff (11) of round t, for each player.
Vector discounted_payoffs(const Rollout&, double discount);

/// dJ_i / d pi_i^t for every player i (stacked, 3 N) and round t, the plans of all others held.
///
/// The own action of round v reaches payoffs directly, and through what rivals then believe: estimates of
/// rounds u >= v enter the rivals' information (9) in round u and their trust (7) in all rounds w > u. The
/// adjoint of tau_ki obeys q_k <- (1 - eta_k) q_k - discount^w R_i P_i P_k lambda_k a_k h_i, a recursion with
/// constant decay, which is summed over k once for all players: O(H^2 N) for everybody together. Under
/// `printed` rivals' information is held fixed, all of this vanishes, and (13) is (14).
std::vector<Vector> plan_gradients(const Setting&, const Rollout&, double discount);

}  // namespace models::digital_twin
