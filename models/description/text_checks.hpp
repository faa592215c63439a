// models/description/text_checks.hpp
// What a text must satisfy before it is parsed, so that no input can exhaust the memory or the stack.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace models::description {

struct TextLimits {
  std::size_t bytes = std::size_t{16} << 20;
  int bracket_depth = 32;          ///< arrays and inline tables within one another
  int key_parts = 32;              ///< of one dotted key
  std::size_t keys = 50'000;       ///< in the whole text
  std::size_t values = 2'000'000;  ///< entries of all arrays together
};

/// A fault of the text, at a line and column counted from 1 in code points.
struct TextFault {
  std::string message;
  int line = 1, column = 1;
};

/// The first fault: too large, not UTF-8, binary, nested too deeply, too many keys or values. Linear in the
/// size.
std::optional<TextFault> find_text_fault(std::string_view text, const TextLimits& limits = {});

/// A fault at a byte of the text.
TextFault at_byte(std::string_view text, std::size_t byte, std::string message);

/// The line of that number (from 1), without its line break.
std::string_view line_of(std::string_view text, int line);

}  // namespace models::description
