// models/description/toml_reader.hpp
// TOML text -> Table. The only door to toml++.
#pragma once

#include <string_view>
#include <vector>

#include "models/description/diagnostic.hpp"
#include "models/description/value.hpp"

namespace models::description {

struct TomlReading {
  Table root;                      ///< keys in the order of the text
  std::vector<Diagnostic> faults;  ///< values that no description may hold: nan, inf, 1e400, 1e-320, dates; a
                                   ///< NaN stands in their place. Without source lines
};

/// Read TOML 1.0. Throws DescriptionError with the first fault of syntax, and for what find_text_fault
/// refuses.
TomlReading read_toml(const FileName& file, std::string_view text);

}  // namespace models::description
