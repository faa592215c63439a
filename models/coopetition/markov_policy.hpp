// models/coopetition/markov_policy.hpp
// What is played off the grid, and what deviating from it gains when play goes on by the same policy.
#pragma once

#include <optional>
#include <vector>

#include "models/coopetition/markov_game.hpp"
#include "models/coopetition/markov_induction.hpp"

namespace models::coopetition {

/// The policy that a solution stands for: in period t at any state, the equilibrium of the stage game whose
/// continuation is interpolated from the values of period t + 1. Written apart from the induction: every pair
/// of actions is followed to its next state, which is interpolated from 16 nodes.
class MarkovPolicy {
 public:
  MarkovPolicy(const Parameters&, const MarkovGame&, const MarkovSolution&);

  /// The stage game of period t, in [0, T], at a state; at T that of the static payoff for ever.
  void stage(int t, const MarkovState&, StagePayoffs&) const;
  StageSolution play(int t, const MarkovState&) const;

  /// What the policy earns from period t on, discounted to t, followed step by step without interpolation.
  /// Where a stage has no pure equilibrium it stops there with the interpolated value, and says so.
  struct Followed {
    double first = 0, second = 0;
    bool cut = false;
  };
  Followed follow(int t, MarkovState) const;

 private:
  const Parameters& p_;
  const MarkovGame& game_;
  const MarkovSolution& solution_;
};

/// What one deviation in one period gains at most, over all actions of the grid, when the policy is followed
/// afterwards.
struct DeviationGain {
  double gain[2] = {0, 0};  ///< of actor 1 and 2, unit of payoff; 0 at the least
  int action[2] = {0, 0};   ///< the deviation by number
  double miss = 0;          ///< |what the policy earns - interpolated value|, the larger of both actors
  bool pure = true;         ///< whether the stage played there is
  bool cut = false;         ///< an interpolated value stands for a mixed stage further on
};

DeviationGain deviation_gain(const Parameters&, const MarkovGame&, const MarkovSolution&, const MarkovPolicy&,
                             int t, const MarkovState&);

/// A period and a state, both drawn uniformly from stream (seed, k).
struct DrawnState {
  int t;
  MarkovState state;
};
DrawnState drawn_state(const Parameters&, std::uint64_t seed, int k);

/// Gains at drawn states 0, ..., count - 1.
std::vector<DeviationGain> sampled_gains(const Parameters&, const MarkovGame&, const MarkovSolution&,
                                         int count, std::uint64_t seed, int threads, const solvers::Stop&);

}  // namespace models::coopetition
