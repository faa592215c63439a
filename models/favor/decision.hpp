// models/favor/decision.hpp
// Whether an agent grants a favor: its utility under incomplete information, (7) and (10).
#pragma once

#include <optional>

#include "models/favor/ledger.hpp"
#include "models/favor/society_settings.hpp"
#include "models/favor/terms.hpp"

namespace models::favor {

/// What agent i knows when j asks it for a favor.
struct Request {
  double now = 0;                          ///< round t
  double discount_factor = 0;              ///< gamma_i, its own
  double asker_discount_factor = 0;        ///< gamma_j; only AskerFactor::own and Policy::known look at it
  double offer_rate = 0, ask_rate = 0;     ///< r_ij: i offers, j asks; r_ji: the other way round
  double asker_mean = 0.5;                 ///< E(gamma_j) by i, all it has heard included
  double asker_public_mean = 0.5;          ///< E(gamma_j) by i from direct observations, which j knows too
  const Ledger* own_reputation = nullptr;  ///< j's direct observations of i, known to i
  double cost = 0;                         ///< c of the game, known to both
};

struct Decision {
  bool grants = false;
  std::optional<double> threshold;  ///< gamma*_offer: P shows [threshold, 1), R [0, threshold]; none: nothing
  double mean_if_granted = 0.5, mean_if_refused = 0.5;  ///< E(gamma_i) by j after either action
  double gain = 0;                                      ///< dV: what granting adds to the discounted future
  bool contradiction = false;  ///< observations of weight 1 exclude each other: the prior stands in
};

/// The observation that an action shows.
inline Observation shown(bool grants, double threshold, double now) {
  return grants ? Observation{threshold, 1, now} : Observation{0, threshold, now};
}

/// gamma*_offer of agent i as the asker computes it, by the rule's `asker_factor`; nothing where no discount
/// factor below 1 would grant.
std::optional<double> shown_threshold(const Terms& terms, const DecisionRule& rule, const Request& request);

/// Policy::reputation: P iff
///   dV = A_i { r_ji [H(c*_ji|P) - H(c*_ji|R)] - r_ij [M(c*_ij|P) - M(c*_ij|R)] } >= c,
/// the limits c* at the means after either action; only the pair's term of (10) changes. H is mu F where
/// values do not depend on costs. Without a threshold R, and nothing is shown. Policy::limit_rule: P iff
/// gamma_i >= threshold.
Decision decide(const Terms& terms, const DecisionRule& rule, const BeliefRule& beliefs,
                const Request& request);

}  // namespace models::favor
