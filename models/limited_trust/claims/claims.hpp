// models/limited_trust/claims/claims.hpp
// The checks of the source's claims about limited trust, for `entente verify`.
#pragma once

#include <vector>

#include "models/claims.hpp"

namespace models::limited_trust {

/// One check for each row of claims/ledger.toml.
const std::vector<ClaimCheck>& claims();

}  // namespace models::limited_trust
