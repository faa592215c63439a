// solvers/games/equilibrium.hpp
// What every method for games takes and returns.
#pragma once

#include <string>
#include <string_view>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/game.hpp"

namespace solvers {

/// Common to the Options of all methods.
struct IterationLimits {
  double tolerance = 1e-12;      ///< of the natural residual, times max(1, largest |strategy|); in (0, 1)
  long max_iterations = 10'000;  ///< at least 1
  Stop stop{};
};

/// A stationary profile, or the best one met. That it is an equilibrium is for certificates to show.
struct EquilibriumResult {
  Termination termination = Termination::not_started;
  Vector profile;  ///< the iterate with the smallest residual
  double residual =
      0;  ///< largest |entry| of the natural map at `profile`, evaluated afresh; NaN: not finite there
  long iterations = 0;
  long evaluations = 0;  ///< of the pseudo-gradient; best-response methods: of best responses
  long period = 0;       ///< of the cycle, for Termination::cycling
  std::string detail;    ///< why it stopped, in words
};

/// Throws std::invalid_argument where a game lacks a set or a function, the start has the wrong size or is
/// not finite, or a limit is out of range.
void check_equilibrium_problem(std::string_view who, const Game&, const Vector& start,
                               const IterationLimits&);

/// "(0.5, 0.25, ...)": a point for messages, cut after a dozen numbers.
std::string describe(const Vector&);

}  // namespace solvers
