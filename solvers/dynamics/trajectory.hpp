// solvers/dynamics/trajectory.hpp
// x(t+1) = f(x(t)): the states of a map, one after the other.
#pragma once

#include <functional>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/vector.hpp"

namespace solvers {

using Map = std::function<Vector(const Vector&)>;

struct TrajectoryProblem {
  Map map;       ///< f
  Vector start;  ///< x(0)
};

struct TrajectoryOptions {
  long steps = 100;  ///< at least 0
  Stop stop{};
};

struct TrajectoryResult {
  Termination termination = Termination::not_started;  ///< converged: all steps were made
  Matrix states;                                       ///< n x (steps made + 1); column t is x(t), all finite
};

/// Iterates the map. Ends early, with what was made, where f is not finite or on request.
/// Throws std::invalid_argument for a missing map, a start that is not finite, an option out of range, or a
/// map that changes the number of entries.
TrajectoryResult trajectory(const TrajectoryProblem&, const TrajectoryOptions& = {});

}  // namespace solvers
