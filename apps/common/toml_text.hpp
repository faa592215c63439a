// apps/common/toml_text.hpp
// A resolved table as TOML that reads back to the same values.
#pragma once

#include <string>

#include "models/description/value.hpp"

namespace apps {

/// Plain values first, then [tables] and [[arrays of tables]] under their dotted names; numbers in the
/// shortest text that reads back exactly.
std::string to_toml(const models::description::Table&);

}  // namespace apps
