// solvers/games/multistart.hpp
// One method from many starts; answers that are the same point up to a distance are one answer.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solvers/games/equilibrium.hpp"

namespace solvers {

struct MultistartOptions {
  int starts = 16;  ///< at least 1
  std::uint64_t seed =
      1;  ///< start k draws from the stream (seed, k): no answer depends on order or on `starts`
  double distance = 1e-6;  ///< answers within this times max(1, |x|), coordinate by coordinate, are one; > 0
  Stop stop{};
};

/// An answer, and how often it came.
struct FoundProfile {
  EquilibriumResult best;   ///< the one with the smallest residual
  std::vector<int> starts;  ///< the numbers of the starts that led here, ascending
};

struct MultistartResult {
  Termination termination =
      Termination::not_started;            ///< converged: every start was tried and one reached its goal
  std::vector<FoundProfile> found;         ///< in the order of the first start that led to each
  std::vector<EquilibriumResult> results;  ///< of every start, by number
  int starts = 0;                          ///< that were tried
  int converged = 0;                       ///< that reached their goal
  long iterations = 0, evaluations = 0;
};

/// Solves from a start; the number of the start is passed along.
using SolveFrom = std::function<EquilibriumResult(const Vector& start, int number)>;

/// The start of that number: each player's strategy drawn from its set.
Vector random_start(const Game&, std::uint64_t seed, int number);

/// Profiles reached from random starts. How many there are beyond them is unknown: a search is no proof.
/// Throws std::invalid_argument for an option out of range.
MultistartResult multistart(const Game&, const SolveFrom& solve, const MultistartOptions& = {});

}  // namespace solvers
