// models/catalog.hpp
// The published cases, embedded in the program: models/<family>/catalog/<case>.toml is "family/case".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace models {

struct CatalogEntry {
  std::string_view name;  ///< e.g. "digital-twin/five-players"
  std::string_view text;  ///< the TOML file
};

/// All cases, sorted by name. Defined in a file that the build writes.
const std::vector<CatalogEntry>& catalog();

/// The text of the case, if there is one of that name.
std::optional<std::string_view> find_catalog_text(std::string_view name);

}  // namespace models
