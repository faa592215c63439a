// solvers/games/stackelberg.hpp
// One leader moves first, the others reply with an equilibrium among themselves: the best first move,
// globally.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/constrained_game.hpp"

namespace solvers {

struct StackelbergOptions {
  int grid = 201;  ///< first moves compared before refining; at least 3
  double offset =
      0;  ///< shifts the inner points by this share of a grid step, for a second opinion; in [0, 1)
  double tolerance = 1e-12;  ///< of the followers' conditions; in (0, 1)
  std::uint64_t seed = 1;    ///< of starts for followers where continuation fails
  Stop stop{};
};

struct StackelbergResult {
  Termination termination = Termination::not_started;
  Vector profile;        ///< the leader's best move found, and the followers' equilibrium after it
  double payoff = 0;     ///< of the leader there
  double slope = 0;      ///< d payoff / d move along the followers' replies; 0 inside unless at a kink
  int peaks = 0;         ///< local maxima that were refined
  int unanswered = 0;    ///< grid moves after which no followers' equilibrium was found
  long evaluations = 0;  ///< followers' equilibria computed
  std::string detail;
};

/// The game in which `player` cannot but play `move`: what the followers face.
ConstrainedGame with_fixed_move(ConstrainedGame, int player, double move);

/// The followers' (variational) equilibrium after a move, from `start` (x; empty: random starts).
/// Empty where none was found.
Vector followers_equilibrium(const ConstrainedGame&, int leader, double move, const Vector& start,
                             const StackelbergOptions& = {});

/// max over the leader's one number of U_leader(move, y(move)), y the followers' equilibrium by semismooth
/// Newton, continued from move to move. Grid, then the root of the slope (implicit function theorem through
/// the followers' KKT conditions) beside every local maximum of the grid: global up to what the grid
/// resolves. Source: Sherali, Soyster & Murphy (1983), Oper. Res. 31(2), 253-276; Outrata (1990). Throws
/// std::invalid_argument where the leader has several variables, constraints of his own or an infinite bound,
/// for a leader out of range, or an option out of range.
StackelbergResult solve_stackelberg(const ConstrainedGame&, int leader, const StackelbergOptions& = {});

}  // namespace solvers
