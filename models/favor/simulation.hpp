// models/favor/simulation.hpp
// Simulation of a society of favors, and several seeds of it taken together.
#pragma once

#include "models/family.hpp"
#include "models/favor/parameters.hpp"
#include "models/favor/society_settings.hpp"

namespace models::favor {

/// Play `simulation.rounds` rounds and record them: see society_record.hpp for series, tables and checks. A
/// spent time limit or an interrupt returns the rounds that are done. Throws NotOffered where agents differ
/// in their laws of cost or value, std::invalid_argument for settings that do not fit together, TooLarge.
Trajectory simulate(const Parameters& parameters, const RunOptions& options);

/// "incarnations", "slots", "audit", and what `pool` adds.
std::vector<std::string> simulation_tables();

/// Beside the means of the summaries: trends of utility over discount factors with their peaks (tables
/// trend-incarnations, of utility per round weighted by rounds, and trend-slots, of total utility), and the
/// mean utility per round of ten groups of discount factors with its standard error over seeds (groups).
Pooled pool(const SocietySettings& settings, const std::vector<const Trajectory*>& runs);

}  // namespace models::favor
