// apps/common/strict_json.hpp
// JSON from outside, without the silences of the standard: a key twice, a number that becomes 0 or infinity.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace apps {

/// Throws InputError "NAME: ..." with line and column for wrong syntax, a key given twice in an object,
/// nesting deeper than 64, or a number outside the range of doubles.
nlohmann::ordered_json parse_strictly(const std::string& name, std::string_view text);

}  // namespace apps
