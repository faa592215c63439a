#include "solvers/dynamics/trajectory.hpp"

#include "solvers/core/require.hpp"

namespace solvers {

TrajectoryResult trajectory(const TrajectoryProblem& problem, const TrajectoryOptions& options) {
  require::that(static_cast<bool>(problem.map), "trajectory", "there is no map");
  require::finite("trajectory", "start", problem.start);
  require::at_least("trajectory", "steps", options.steps, 0);
  TrajectoryResult result{.states = Matrix(problem.start.size(), options.steps + 1)};
  result.states.col(0) = problem.start;
  long made = 0;
  while (made < options.steps && result.termination == Termination::not_started) {
    if (const auto asked = options.stop.requested()) {
      result.termination = *asked;
      break;
    }
    const Vector next = problem.map(result.states.col(made));
    require::same_size("trajectory", "the map's value", next.size(), "the start", problem.start.size());
    if (next.allFinite())
      result.states.col(++made) = next;
    else
      result.termination = Termination::not_finite;
  }
  result.states.conservativeResize(Eigen::NoChange, made + 1);
  if (result.termination == Termination::not_started) result.termination = Termination::converged;
  return result;
}

}  // namespace solvers
