// models/limited_trust/leader_choice.hpp
// What the leader takes of m independent planned replies, one sum of both payoffs at a time.
#pragma once

#include <vector>

#include "models/limited_trust/reply_law.hpp"

namespace models::limited_trust {

/// Integrals of the outcome: of 1, of the leader's payoff, of the sum of both.
struct OutcomeIntegrals {
  double one = 0, leader = 0, net = 0;
};

/// The replies with one sum c, seen by a leader of any trust.
class LeaderChoice {
 public:
  LeaderChoice(const ReplyLaw& replies, int rows, double c);

  /// The densities at c of the three integrals.
  OutcomeIntegrals operator()(double trust) const;

 private:
  OutcomeIntegrals totals(double mass, double moment) const { return {mass, moment, c_ * mass}; }

  /// The integral over a from `from` to `to`, which lie in one panel, and so do they less trust.
  void add_pairs(int here, int before, double trust, double from, double to, double& mass,
                 double& moment) const;

  int rows_;
  double c_;
  std::vector<ReplyPanel> panels_;
  double cumulative_ = 0, mass_ = 0, moment_ = 0;  ///< at the upper end
};

}  // namespace models::limited_trust
