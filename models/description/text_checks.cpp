#include "models/description/text_checks.hpp"

#include <fmt/format.h>

#include "models/description/utf8.hpp"

namespace models::description {
namespace {

/// The byte order mark of UTF-8 is no part of the text; those of UTF-16 show what the file is.
bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

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

/// Follows just enough of TOML's grammar to know what stands outside strings and comments.
class StructureScan {
 public:
  StructureScan(std::string_view text, const TextLimits& limits) : text_(text), limits_(limits) {}

  std::optional<TextFault> run() {
    while (at_ < text_.size() && !fault_) step();
    return fault_;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return may_begin_string() ? skip_string(c) : refuse_quote();
    if (c == '#') return skip_comment();
    if (static_cast<unsigned char>(c) >= 0x80) return refuse_non_ascii();
    if (c == '=' || (c == '[' && depth_ == 0 && begins_line())) one_more_key();
    if (c == ',' || c == '[' || c == '{') one_more_value();
    if (c == '[' || c == '{') deeper();
    if (c == ']' || c == '}') depth_ -= depth_ > 0 ? 1 : 0;
    if (c == '.' && ++dots_ >= limits_.key_parts)
      refuse(fmt::format("a dotted key of more than {} parts", limits_.key_parts));
    if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\n') dots_ = 0;
    ++at_;
  }

  /// A string stands at the start of a key or a value. A quote anywhere else would leave this scan and toml++
  /// at odds about what is text.
  bool may_begin_string() const {
    return at_ == 0 || std::string_view(" \t\n=,[{.").find(text_[at_ - 1]) != std::string_view::npos;
  }

  void refuse_quote() {
    refuse(
        "a quote stands in the middle of a key or value; put the whole of it in quotes, or a comma between "
        "two");
  }

  /// TOML allows them in strings and comments only; toml++ 3.3 runs into undefined behaviour on some of them.
  void refuse_non_ascii() {
    const auto size = static_cast<std::size_t>(code_point(text_, at_).size);
    refuse(fmt::format("'{}' stands outside quotes; put text, and keys with such letters, in quotes",
                       printable(text_.substr(at_, size))));
  }

  bool begins_line() const {
    const auto before = text_.substr(0, at_).find_last_not_of(" \t");
    return before == std::string_view::npos || text_[before] == '\n';
  }

  void one_more_key() {
    if (++keys_ > limits_.keys) refuse(fmt::format("more than {} keys", limits_.keys));
  }

  void one_more_value() {
    if (++values_ > limits_.values)
      refuse(fmt::format("more than {} values; give one number for all where they are the same",
                         limits_.values));
  }

  void deeper() {
    if (++depth_ > limits_.bracket_depth)
      refuse(fmt::format("brackets nested more than {} deep", limits_.bracket_depth));
  }

  void skip_comment() {
    const auto end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end;
  }

  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool multiline = text_.substr(at_, 3) == triple;
    at_ += multiline ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && quote == '"')
        skip_escape();
      else if (!multiline && (text_[at_] == quote || text_[at_] == '\n'))
        break;
      else if (multiline && text_.substr(at_, 3) == triple)
        break;
    }
    at_ += multiline ? 3 : 1;
    for (int extra = 0; multiline && extra < 2 && at_ < text_.size() && text_[at_] == quote; ++extra) ++at_;
  }

  /// Ends on the escaped character. What follows a line continuation counts as escaped too: toml++ tests it
  /// for being a space, with the same undefined behaviour.
  void skip_escape() {
    const auto next = text_.find_first_not_of(" \t\r\n", at_ + 1);
    if (next != std::string_view::npos && static_cast<unsigned char>(text_[next]) >= 0x80) {
      at_ = next;
      refuse(
          "a backslash stands before a letter that is not ASCII; write the backslash twice, or the line "
          "unbroken");
    }
    ++at_;
  }

  void refuse(std::string message) {
    if (!fault_) fault_ = at_byte(text_, at_, std::move(message));
  }

  std::string_view text_;
  TextLimits limits_;
  std::size_t at_ = 0;
  int depth_ = 0, dots_ = 0;
  std::size_t keys_ = 0, values_ = 0;
  std::optional<TextFault> fault_;
};

}  // namespace

std::optional<TextFault> find_text_fault(std::string_view text, const TextLimits& limits) {
  if (text.size() > limits.bytes)
    return TextFault{fmt::format("the description has {} bytes; more than {} MiB are refused", text.size(),
                                 limits.bytes >> 20)};
  if (auto fault = find_encoding_fault(text)) return fault;
  return StructureScan(text, limits).run();
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
