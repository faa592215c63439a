// models/coopetition/markov_game.hpp
// The dynamic game of two actors whose trust moves with what they do, on grids of actions: payoffs, motion,
// finite stage games.
#pragma once

#include <array>
#include <vector>

#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// Trust of actor 1 in 2 and of 2 in 1, and reputation damage likewise.
struct MarkovState {
  double T12 = 0, T21 = 0, R12 = 0, R21 = 0;
};

/// Payoffs of a finite stage game, entry (k1, k2) at k1 * actions + k2: what each actor gets if 1 takes its
/// action k1 and 2 its action k2.
struct StagePayoffs {
  std::vector<double> first, second;
};

/// What is played in one state.
struct StageSolution {
  int k1 = 0, k2 = 0;  ///< actions by number, where it is pure
  bool pure = true;
  int equilibria = 0;     ///< pure ones
  Vector mixed1, mixed2;  ///< probabilities, where there is no pure one
  double value1 = 0, value2 = 0;
};

/// The parts of the game that no state changes.
class MarkovGame {
 public:
  /// Throws std::invalid_argument unless there are two actors.
  explicit MarkovGame(const Parameters&);

  int actions() const { return n_; }
  double action(int actor, int k) const { return actions_[static_cast<std::size_t>(actor)](k); }

  /// U_1 and U_2 of the period at every pair of actions: Def. 3.4, or dependence gated by trust.
  void stage_payoffs(const MarkovState&, StagePayoffs&) const;

  /// Trust of `truster` in the other, and damage, after the other's action k.
  std::array<double, 2> moved(int truster, double trust, double damage, int k) const;
  MarkovState next(const MarkovState&, int k1, int k2) const;
  MarkovState initial() const;

  /// Largest less smallest payoff of a period over all actions, with trust 0 and 1.
  double payoff_range() const;

 private:
  const Parameters& p_;
  int n_;
  std::array<Vector, 2> actions_;
  std::array<std::vector<double>, 2> own_;     // private payoffs pi_i
  std::array<std::vector<double>, 2> bonus_;   // (a_j - b_j) a_i
  std::array<std::vector<double>, 2> signal_;  // of actor i's action k
};

/// The equilibrium that the rule picks: among the pure ones (found by comparing all pairs of actions) as
/// `selection` says; where there is none a mixed one by Lemke and Howson's pivoting. `game` is a StagePayoffs
/// of n x n actions.
StageSolution solve_stage(const StagePayoffs& game, int actions, StageSelection selection);

}  // namespace models::coopetition
