// models/description/structure_scan.hpp
// Brackets, keys and letters outside strings, looked at before a parser trusts its stack and memory to them.
#pragma once

#include <optional>
#include <string_view>

#include "models/description/text_checks.hpp"

namespace models::description {

/// The first fault of structure in valid UTF-8: nested too deeply, too many keys or values, or a letter that
/// is not ASCII where toml++ 3.3 would test it for being a space, which is undefined behaviour for most of
/// them.
std::optional<TextFault> find_structure_fault(std::string_view text, const TextLimits& limits);

}  // namespace models::description
