#include "models/description/utf8.hpp"

#include <fmt/format.h>

namespace models::description {
namespace {

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// Blocks that terminals print over two columns (Unicode Standard Annex 11, W and F, to block precision).
constexpr struct {
  char32_t first, last;
} wide_blocks[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                   {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

constexpr bool is_combining(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F);
}

constexpr bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

CodePoint code_point(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1, true};
  const int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {first, 1, false};
  char32_t value = first & (0xFF >> (size + 1));
  for (int i = 1; i < size; ++i) {
    if (!is_continuation(text, at + static_cast<std::size_t>(i))) return {first, 1, false};
    value = (value << 6) | (static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]) & 0x3F);
  }
  const bool too_long = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool outside = value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
  if (too_long || outside) return {first, 1, false};
  return {value, size, true};
}

int count_code_points(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count)
    at += static_cast<std::size_t>(code_point(text, at).size);
  return count;
}

int display_width(char32_t c) {
  if (is_combining(c)) return 0;
  for (const auto& block : wide_blocks)
    if (c >= block.first && c <= block.last) return 2;
  return 1;
}

std::string printable(std::string_view text, int limit) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (limit-- == 0) return result + "...";
    const auto point = code_point(text, at);
    if (!point.valid || (is_control(point.value) && point.value < 0x100))
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(point.value));
    else if (is_control(point.value))
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
    else
      result += text.substr(at, static_cast<std::size_t>(point.size));
    at += static_cast<std::size_t>(point.size);
  }
  return result;
}

}  // namespace models::description
