// models/coopetition/claims/claims.hpp
// The checks of the claims of Pant & Yu, one for each row of ledger.toml.
#pragma once

#include <vector>

#include "models/claims.hpp"

namespace models::coopetition {

const std::vector<ClaimCheck>& claims();

}  // namespace models::coopetition
