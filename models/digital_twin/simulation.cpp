#include "models/digital_twin/simulation.hpp"

#include "models/digital_twin/simulation_record.hpp"

namespace models::digital_twin {

Trajectory simulate(const Parameters& parameters, const RunOptions& options) {
  SimulationRecord record(parameters);
  Learning learning(parameters, initial_profile(parameters, options.seed));
  for (long t = 0;; ++t) {
    if (!learning.is_finite()) return record.finish(learning, solvers::Termination::not_finite);
    record.add(t, learning);
    if (t + 1 == parameters.simulation.rounds)
      return record.finish(learning, solvers::Termination::converged);
    if (const auto stop = options.stop.requested()) return record.finish(learning, *stop);
    learning.advance();
  }
}

}  // namespace models::digital_twin
