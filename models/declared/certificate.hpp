// models/declared/certificate.hpp
// The verdict on one profile of a declared game, by code that did not find it.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"

namespace models::declared {

/// Throws std::invalid_argument for a profile with missing, unknown or infeasible entries, or where
/// a formula has no finite value.
Equilibrium certify(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::declared
