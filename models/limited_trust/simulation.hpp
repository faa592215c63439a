// models/limited_trust/simulation.hpp
// Simulation of a network of limited trust: games, learning, partner choice and changes of trust over the
// rounds.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Play `simulation.rounds` rounds and record them: see network_record.hpp for the series. The summary gives
/// the mean utility with its standard error over 20 batches of rounds; that over several seeds is the
/// program's to give (Model::pool). A spent time limit or an interrupt returns the rounds that are done.
/// Throws std::invalid_argument for parameters that do not fit together, NotOffered for wishes that
/// simulation does not know: no network, expected utilities of trust that is learned, personalised trust or
/// one agent after the other in drawn rounds, legacy ties of actions.
Trajectory simulate(const Parameters& parameters, const RunOptions& options);

}  // namespace models::limited_trust
