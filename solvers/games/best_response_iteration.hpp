// solvers/games/best_response_iteration.hpp
// Players move part of the way to their best responses, all at once or one after the other.
#pragma once

#include "solvers/games/best_response.hpp"
#include "solvers/games/equilibrium.hpp"

namespace solvers {

struct BestResponseIterationOptions {
  double damping = 0.5;     ///< share of the way to the best response; in (0, 1]
  bool sequential = false;  ///< each player sees the moves made before in the same round
  IterationLimits limits{.tolerance = 1e-10,
                         .max_iterations = 1000};  ///< tolerance: of the way to go, see below
};

/// A profile that is its own best response: the largest coordinate of the way to the best responses is at
/// most tolerance * max(1, |x|). The residual reported is the natural map's, as for every method. Undamped
/// play may repeat: `cycling` with the period. A best response that jumps may never settle:
/// `iteration_limit`. Throws std::invalid_argument for an incomplete game, no oracle, a start of the wrong
/// size, an option out of range.
EquilibriumResult best_response_iteration(const Game&, const Vector& start, const BestResponseOracle& oracle,
                                          const BestResponseIterationOptions& = {});

}  // namespace solvers
