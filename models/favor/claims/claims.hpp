// models/favor/claims/claims.hpp
// The checks of the claims of Hazard (2008), one for each row of ledger.toml.
#pragma once

#include <vector>

#include "models/claims.hpp"

namespace models::favor {

const std::vector<ClaimCheck>& claims();

}  // namespace models::favor
