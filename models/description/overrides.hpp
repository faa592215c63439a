// models/description/overrides.hpp
// Values given on the command line in place of a description's own.
#pragma once

#include <string>

#include "models/description/faults.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// Puts `value`, a TOML value or a bare word, at the dotted `key` of `root`. Faults are located as "--set
/// KEY=VALUE".
void apply_override(Table& root, const std::string& key, const std::string& value, Faults&);

}  // namespace models::description
