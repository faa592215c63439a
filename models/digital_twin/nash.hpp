// models/digital_twin/nash.hpp
// Profiles that may be Nash equilibria of heterogeneous players, by any method of solvers/games.
#pragma once

#include <string_view>
#include <vector>

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

/// What RunOptions.method may say for concept nash.
const std::vector<std::string_view>& nash_method_names();

/// Search from many starts, or, for more than 100 players whose trust is no matrix, by the sums that they
/// share; each stationary profile found is a candidate, refuted ones after the rest. While every candidate is
/// refuted the search goes on from more starts. With `options.near` each of these is followed, and only where
/// one is lost are others searched for. A search never claims completeness. Throws
/// std::invalid_argument for an unknown method, TooLarge for a Jacobian that does not fit.
Candidates find_nash(const Parameters& parameters, const RunOptions& options);

}  // namespace models::digital_twin
