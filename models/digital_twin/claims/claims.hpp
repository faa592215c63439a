// models/digital_twin/claims/claims.hpp
// The checks of the claims of Li & Li, one for each row of ledger.toml.
#pragma once

#include <vector>

#include "models/claims.hpp"

namespace models::digital_twin {

const std::vector<ClaimCheck>& claims();

}  // namespace models::digital_twin
