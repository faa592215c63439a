// models/digital_twin/beliefs.hpp
// Beliefs (5) of the digital twins about each other, formed from what every round shows to all.
// Source: Li & Li, Section III-C.1; the source leaves the filter open ("Bayesian or based on moving
// averages").
#pragma once

#include <vector>

#include "models/digital_twin/parameters.hpp"

namespace models::digital_twin {

/// How an estimate of honesty follows the means that a filter keeps: the derivatives of the estimate by
/// E[alpha (1 - delta)], E[alpha] and E[delta].
struct HonestySlope {
  double joint = 0, sharing = 0, deception = 0;
};

/// The beliefs of all observers about all players. Every observer sees the same rounds and filters them
/// alike, so one estimate a player serves them all: O(N) a round.
///
/// Every rule is a weighted mean over the rounds seen, mean_t = mean_{t-1} + k_t (x_t - mean_{t-1}), but
/// `window`:
///   last         k = 1
///   cumulative   k = 1 / t, t = 1, 2, ...
///   exponential  k_1 = 1, then k = weight
///   dirichlet    posterior mean of a Dirichlet law over the cells (alpha, beta, delta, unused budget) to
///   which
///                each round adds its strategy as fractional counts: mean_0 = 1/4, k = 1 / (4 prior_strength
///                + t)
///   kalman       posterior mean of a random walk seen with noise, nothing known beforehand: k_1 = 1, then k
///   =
///                v / (v + observation_variance), v = posterior variance of the round before +
///                process_variance
///   window       plain mean of the last `window` rounds, fewer at the start
/// `joint` honesty is the mean of alpha (1 - delta) (for dirichlet its posterior expectation), `product` is
/// the mean of alpha times 1 minus the mean of delta: the source's (6).
class BeliefFilter {
 public:
  /// `rounds`: the most that will ever be observed, which bounds the memory of `window`.
  /// Throws std::invalid_argument for a parameter of the rule outside its range.
  BeliefFilter(const Belief& belief, int players, int rounds);

  void observe(const Vector& profile);  ///< one round: (alpha, beta, delta) of each player, stacked

  const Vector& honesty() const { return honesty_; }  ///< estimate of each player's s, in [0, 1]

  /// Weight in the present mean of the round seen `age` rounds ago; 0 is the newest.
  double weight(int age) const;

  /// How the present estimate for `player` follows the means.
  HonestySlope slope(int player) const;

  /// Bytes that a filter of this kind takes, for the preflight.
  static double bytes(const Belief& belief, double players, double rounds);

 private:
  double next_gain() const;
  void observe_in_window(const Vector& observed);
  void estimate();
  /// Factor of E[delta] in the estimate E[alpha] (1 - factor E[delta]): 1 for `product`. For the joint
  /// expectation under Dirichlet(A) it is A / (A + 1), from E[alpha delta] = A_alpha A_delta / (A (A + 1)).
  double deception_scale() const;

  Belief belief_;
  bool one_mean_;              ///< the filter keeps E[alpha (1 - delta)] alone, else E[alpha] and E[delta]
  long seen_ = 0;              ///< rounds
  std::vector<double> gains_;  ///< k_1, ..., k_t; kept for the rules with a long memory
  double variance_ = 0;        ///< posterior, of `kalman`
  Vector mean_;                ///< N, or 2 N: alpha of all, then delta of all
  Vector honesty_;
  // A queue as two stacks whose tops are sums: a window moves by additions alone, so nothing cancels or
  // drifts.
  Matrix older_, newer_;  ///< columns: sums over the oldest rounds; the newest rounds themselves
  Vector newer_sum_;
  int older_count_ = 0, newer_count_ = 0;
};

}  // namespace models::digital_twin
