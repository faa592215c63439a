// tests/problems/games/collection.hpp
// Games whose equilibria are known in closed form or published.
#pragma once

#include <string>
#include <vector>

#include "solvers/games/game.hpp"

namespace tests {

struct GameProblem {
  std::string name;
  solvers::Game game;
  solvers::Vector equilibrium;  ///< the only one
  double tolerance = 1e-10;     ///< of the profile, times max(1, |x|); see where it is not the default
  bool monotone = true;         ///< plain ascent converges with a small step
  double step = 0.1;            ///< first step for the gradient methods
};

/// All of them.
const std::vector<GameProblem>& game_problems();
const GameProblem& game_problem(const std::string& name);

/// Contest of Hirshleifer (1989): V e^{k x_i} / sum_j e^{k x_j} - c x_i^2, effort in [0, 10]. The symmetric
/// stationary effort is k V (N - 1) / (2 c N^2); for large k a player gains by giving up, and it is no
/// equilibrium.
solvers::Game logit_contest(int players, double prize, double sharpness, double cost);

/// The players of a finite two-player game mix: row and column payoffs.
solvers::Game mixed_extension(const solvers::Matrix& row, const solvers::Matrix& column);

}  // namespace tests
