// solvers/games/finite_game.hpp
// Finite games: each player picks one of finitely many actions, or mixes them.
#pragma once

#include <cstdint>
#include <vector>

#include "solvers/core/vector.hpp"
#include "solvers/scalars/rational.hpp"

namespace solvers {

/// Payoffs of every pure profile. T: double, or Rational where they are exact.
template <typename T>
struct FiniteGameOf {
  std::vector<int> actions;            ///< number of actions of each player, >= 1
  std::vector<std::vector<T>> payoff;  ///< payoff[i][index]: profiles in the order of `index_of`

  int players() const { return static_cast<int>(actions.size()); }
  long profiles() const;  ///< product of `actions`
  /// The place of a pure profile: player 0's action runs fastest, as in Gambit's files.
  long index_of(const std::vector<int>& pure) const;
  std::vector<int> pure_at(long index) const;
};
using FiniteGame = FiniteGameOf<double>;
using ExactFiniteGame = FiniteGameOf<Rational>;

/// One mixed strategy per player, each a distribution over his actions.
template <typename T>
using MixedProfileOf = std::vector<VectorOf<T>>;
using MixedProfile = MixedProfileOf<double>;

/// Throws std::invalid_argument for no player, no action, tables of the wrong size, more than 10^8 profiles
/// or payoffs that are not finite.
void check_finite_game(const FiniteGame&);
void check_finite_game(const ExactFiniteGame&);

ExactFiniteGame exact(const FiniteGame&);    ///< each double as the rational number that it is
FiniteGame rounded(const ExactFiniteGame&);  ///< each payoff to the nearest double

/// Two players: row chooses i, column j; they get row(i, j) and column(i, j).
struct BimatrixGame {
  Matrix row, column;
};
FiniteGame finite_game(const BimatrixGame&);

/// u_i(a, x_-i) for each action a of `player`. T: double, Rational, Ball.
template <typename T>
VectorOf<T> action_payoffs(const FiniteGameOf<T>& game, const MixedProfileOf<T>& profile, int player);

/// All pure equilibria, by exact comparison of the payoffs as they are: nothing pays more than the action
/// chosen. Complete, so an empty list proves that there is none.
std::vector<std::vector<int>> pure_equilibria(const FiniteGame&);
std::vector<std::vector<int>> pure_equilibria(const ExactFiniteGame&);

/// What each player gains by a best response, exactly. The profile's strategies are taken as weights: each is
/// divided by its exact sum. Throws std::invalid_argument for shapes that disagree, negative weights, sum 0.
struct ExactRegrets {
  std::vector<Rational> payoff, regret;  ///< by player; regret >= 0
  std::vector<int> best_action;          ///< a best response
  Rational epsilon;                      ///< largest regret
};
ExactRegrets exact_regrets(const ExactFiniteGame&, const MixedProfileOf<Rational>&);
ExactRegrets exact_regrets(const ExactFiniteGame&, const MixedProfile&);

}  // namespace solvers
