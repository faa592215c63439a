// solvers/games/best_response.hpp
// One player's best strategy against the others' fixed ones.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/game.hpp"

namespace solvers {

struct BestResponse {
  Termination termination = Termination::not_started;
  Vector strategy;    ///< the best found, in the player's set
  double payoff = 0;  ///< of the player there, evaluated afresh
  double upper_bound =
      std::numeric_limits<double>::infinity();  ///< no strategy pays more; infinity: none known
  long evaluations = 0;                         ///< of the payoff
};

/// Whoever can do better than local search (a closed form, branch and bound) supplies one of these.
using BestResponseOracle = std::function<BestResponse(int player, const Vector& profile)>;

struct LocalBestResponseOptions {
  int starts = 8;             ///< the profile's own strategy, then random ones; at least 1
  std::uint64_t seed = 1;     ///< start k draws from the stream (seed, k)
  double tolerance = 1e-12;   ///< of the natural residual of the player's own problem; in (0, 1)
  long max_iterations = 500;  ///< for each start; at least 1
  Stop stop{};
};

/// A best response found by climbing from several starts, polished by semismooth Newton where the game has
/// `own_hessian`. Local: no bound is claimed. Climbs `payoff`, never `pseudo_gradient`, which may be another
/// field; without `own_gradient` central differences of the payoff stand in. Method: spectral projected
/// gradient with monotone line search, Birgin, Martinez & Raydan (2000), SIAM J. Optim. 10(4). Throws
/// std::invalid_argument for a player out of range, a profile of the wrong size, or an option out of range.
BestResponse local_best_response(const Game&, int player, const Vector& profile,
                                 const LocalBestResponseOptions& = {});

/// The same as an oracle; the game is copied.
BestResponseOracle local_oracle(Game, LocalBestResponseOptions = {});

}  // namespace solvers
