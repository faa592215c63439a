// models/limited_trust/simulation.hpp
// Simulation of a network of limited trust: games, learning, partner choice and changes of trust over the
// rounds.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Play `simulation.rounds` rounds for each of `simulation.seeds` replicates, the first from options.seed
/// itself, and record them: see network_record.hpp for the series. The summary gives the mean utility with
/// its standard error, over replicates, or over 20 batches of rounds where there is one. A spent time limit
/// or an interrupt returns the rounds that are done. Throws std::invalid_argument for parameters that do not
/// fit together, NotOffered for wishes that simulation does not know: no network, noisy utilities, legacy
/// ties of actions.
Trajectory simulate(const Parameters& parameters, const RunOptions& options);

}  // namespace models::limited_trust
