// solvers/games/complementarity_search.hpp
// Several solutions of a complementarity problem: many starts, then starts that keep away from what was
// found.
#pragma once

#include <cstdint>
#include <vector>

#include "solvers/games/fischer_burmeister_newton.hpp"

namespace solvers {

struct ComplementaritySearchOptions {
  int starts = 20;          ///< at least 1
  int deflated_starts = 4;  ///< further ones for each solution found, pushed away from all; at least 0
  int enough = 40;          ///< solutions, from which on nothing is deflated: a continuum has no end
  std::uint64_t seed = 1;   ///< start k draws from the stream (seed, k)
  double distance = 1e-6;   ///< closer answers are one, times max(1, |w|); > 0
  FischerBurmeisterOptions newton{};
};

struct FoundSolution {
  ComplementarityResult best;  ///< of least residual
  int starts = 1;              ///< how many led here
};

struct ComplementaritySearchResult {
  Termination termination = Termination::not_started;  ///< converged: a start did; else of the best failure
  std::vector<FoundSolution> found;                    ///< in the order of their first entries
  int starts = 0, converged = 0;                       ///< of the undeflated starts
  long iterations = 0, evaluations = 0;
  ComplementarityResult best_failure;  ///< least residual among those that did not converge
};

/// A point between the bounds: uniform between finite ones, else at log-uniform distances from 0.01 to 100 of
/// the finite end (or 0). Draws from the stream (seed, task).
Vector random_start(const ComplementarityProblem&, std::uint64_t seed, std::uint64_t task);

/// Solutions that `starts` random starts lead to, then deflated ones until nothing new appears. A search
/// proves nothing about others. Throws std::invalid_argument for an option out of range.
ComplementaritySearchResult find_complementarity_solutions(const ComplementarityProblem&,
                                                           const ComplementaritySearchOptions& = {});

}  // namespace solvers
