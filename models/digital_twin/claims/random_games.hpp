// models/digital_twin/claims/random_games.hpp
// Seeded games and profiles for the checks of claims.
#pragma once

#include "models/digital_twin/equations.hpp"
#include "solvers/core/random.hpp"

namespace models::digital_twin {

/// A game with parameters around the ranges of the source's experiment, in double, and a profile of it.
struct RandomGame {
  PlayersOf<double> players;
  TrustOf<double> trust;  ///< a matrix with entries in [0, 1], zero diagonal
  Vector profile;         ///< inside the strategy set: alpha + beta + delta < 1, all positive
};

RandomGame random_game(int players, solvers::RandomStream&);

/// The source's default experiment, whose laws are ours: costs U[0.5, 1.5], lambda U[0.5, 2], R = 5, a = b =
/// 1, eta U[0.1, 0.5], eta hat U[0.02, 0.1]; five players, 50 rounds, trust from 0.
Parameters default_experiment(Gradient, std::uint64_t seed);

}  // namespace models::digital_twin
