// models/declared/search.hpp
// Profiles that satisfy the first-order conditions of a declared game, from many starts.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"

namespace models::declared {

/// Semismooth Newton on the KKT conditions from `options.starts` random starts, the description's `initial`
/// first, then starts that keep away from what was found. Shared constraints have the same multipliers for
/// all players: the variational equilibria. With `options.near` each of these is followed, and only where one
/// is lost are others searched for. Throws std::invalid_argument for an unknown method.
Candidates search(const Parameters&, const RunOptions& options);

}  // namespace models::declared
