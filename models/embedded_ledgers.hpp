// models/embedded_ledgers.hpp
// The ledgers of claims, embedded in the program: models/<family>/claims/ledger.toml.
#pragma once

#include <string_view>
#include <vector>

namespace models {

struct EmbeddedLedger {
  std::string_view name;  ///< "digital-twin/claims/ledger"
  std::string_view text;  ///< the TOML file
};

/// Sorted by name. Defined in a file that the build writes.
const std::vector<EmbeddedLedger>& embedded_ledgers();

}  // namespace models
