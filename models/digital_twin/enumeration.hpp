// models/digital_twin/enumeration.hpp
// The method "enumerate" of concept nash: every stationary profile of identical players without trust.
#pragma once

#include <optional>

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

constexpr int most_enumerated_players = 1000;    ///< profiles are written out player by player
constexpr double most_labelled_profiles = 1000;  ///< beyond, one profile of each orbit is listed

/// The method "enumerate": every pure Nash equilibrium is stationary, so the list holds all candidates.
/// Nothing where it does not apply: players that differ, trust other than 0, gradient stationary, or too many
/// spreads.
std::optional<Candidates> enumerate_identical(const Parameters&, const RunOptions&);

}  // namespace models::digital_twin
