// models/evidence.hpp
// What each family can say of its source: claims to judge, tables and figures to make again. One line a
// family.
#pragma once

#include <vector>

#include "models/claims.hpp"
#include "models/family.hpp"
#include "models/reproduction.hpp"

namespace models {

struct SourceEvidence {
  const Family* family;
  const std::vector<ClaimCheck>& (*claims)() = nullptr;         ///< the checks of its ledger
  const std::vector<Reproducer>& (*reproductions)() = nullptr;  ///< its tables and figures
};

/// In the order of the registry.
const std::vector<SourceEvidence>& evidence();

}  // namespace models
