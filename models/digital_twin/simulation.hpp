// models/digital_twin/simulation.hpp
// Simulation of the trust game: learning and trust over the rounds, recorded.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

/// Play `simulation.rounds` rounds from the strategies given or drawn from options.seed, and record them with
/// what was checked on the way. See learning.hpp for the order of a round and simulation_record.hpp for what
/// is kept. A spent time limit or an interrupt returns the rounds that are done. Throws std::invalid_argument
/// for parameters that do not fit together, TooLarge before allocating what does not fit.
Trajectory simulate(const Parameters& parameters, const RunOptions& options);

}  // namespace models::digital_twin
