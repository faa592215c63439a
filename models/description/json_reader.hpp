// models/description/json_reader.hpp
// JSON data files as values that know their place, so that what is wrong in them is located like the rest.
#pragma once

#include <string>
#include <string_view>

#include "models/description/value.hpp"

namespace models::description {

/// The value that the text spells (RFC 8259): objects as tables, numbers as in descriptions (whole ones of 64
/// bits stay whole), strings with their escapes decoded. A member that is null is left out, as if it were not
/// there. Throws DescriptionError "FILE:LINE:COLUMN: error: ..." with the first fault: of syntax, a text over
/// 16 MiB or not UTF-8, nesting deeper than 64, a member twice in one object, null within an array, a number
/// that no double holds.
Value read_json(const std::string& file, std::string_view text);

}  // namespace models::description
