#include "models/description/text_checks.hpp"

#include <fmt/format.h>

#include "models/description/structure_scan.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

/// The byte order mark of UTF-8 is no part of the text; those of UTF-16 show what the file is.
bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

std::optional<TextFault> find_encoding_fault(std::string_view text) {
  if (is_utf16(text)) return TextFault{"this is UTF-16; save the description as UTF-8"};
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point(text, at);
    if (!point.valid)
      return at_byte(text, at,
                     fmt::format("byte 0x{:02x} is not UTF-8; save the description as UTF-8",
                                 static_cast<unsigned>(point.value)));
    const bool allowed =
        point.value >= 0x20 || point.value == '\t' || point.value == '\n' || point.value == '\r';
    if (!allowed || point.value == 0x7F)
      return at_byte(text, at,
                     fmt::format("control character 0x{:02x}; a description is plain text",
                                 static_cast<unsigned>(point.value)));
    at += static_cast<std::size_t>(point.size);
  }
  return std::nullopt;
}

}  // namespace

TextFault at_byte(std::string_view text, std::size_t byte, std::string message) {
  TextFault fault{std::move(message)};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < byte; ++i)
    if (text[i] == '\n') {
      ++fault.line;
      begin = i + 1;
    }
  fault.column = 1 + count_code_points(text.substr(begin, byte - begin));
  return fault;
}

std::optional<TextFault> find_text_fault(std::string_view text, const TextLimits& limits) {
  if (text.size() > limits.bytes)
    return TextFault{fmt::format("the description has {} bytes; more than {} MiB are refused", text.size(),
                                 limits.bytes >> 20)};
  if (auto fault = find_encoding_fault(text)) return fault;
  return find_structure_fault(text, limits);
}

std::string_view line_of(std::string_view text, int line) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (--line > 0) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace models::description
