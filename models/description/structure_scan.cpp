#include "models/description/structure_scan.hpp"

#include <string>

#include <fmt/format.h>

#include "models/description/utf8.hpp"

namespace models::description {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Follows just enough of TOML's grammar to know what stands in strings, in keys and in values. Where the
/// text is no TOML, it need only be right up to the place at which toml++ stops.
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
    if (c == '"' || c == '\'') return skip_string(c);
    if (c == '#') return skip_comment();
    if (!is_ascii(c)) return refuse_letter();
    if (value_next_ && !is_one_of(c, " \t\r\n,[{]}")) return skip_bare_value();
    if (is_one_of(c, "=,[]{}\n")) follow(c);
    if (c == '.' && ++dots_ >= limits_.key_parts)
      refuse(fmt::format("a dotted key of more than {} parts", limits_.key_parts));
    ++at_;
  }

  /// What a mark of structure says about what comes next.
  void follow(char c) {
    dots_ = 0;
    switch (c) {
      case '=':
        count(keys_, limits_.keys, "keys");
        value_next_ = !inside('[');
        break;
      case ',':
        count(values_, limits_.values, "values; give one number for all where they are the same");
        value_next_ = inside('[');
        break;
      case '[':
      case '{':
        open(c);
        break;
      case '\n':
        value_next_ = value_next_ && !open_.empty();
        break;
      default:
        if (!open_.empty()) open_.pop_back();
        value_next_ = false;
    }
  }

  void open(char c) {
    const bool header = c == '[' && (inside('h') || (open_.empty() && begins_line()));
    count(header ? keys_ : values_, header ? limits_.keys : limits_.values, header ? "keys" : "values");
    open_ += header ? 'h' : c;
    if (static_cast<int>(open_.size()) > limits_.bracket_depth)
      refuse(fmt::format("brackets nested more than {} deep", limits_.bracket_depth));
    value_next_ = c == '[' && !header;
  }

  bool inside(char bracket) const { return !open_.empty() && open_.back() == bracket; }

  bool begins_line() const {
    const auto before = text_.substr(0, at_).find_last_not_of(" \t");
    return before == std::string_view::npos || text_[before] == '\n';
  }

  void count(std::size_t& number, std::size_t limit, std::string_view what) {
    if (++number > limit) refuse(fmt::format("more than {} {}", limit, what));
  }

  /// Numbers, truths, dates. On a wrong one toml++ looks at all characters up to the next that may end a
  /// value.
  void skip_bare_value() {
    value_next_ = false;
    for (; at_ < text_.size() && !is_one_of(text_[at_], " \t\r\n,]}#"); ++at_)
      if (!is_ascii(text_[at_])) return refuse_letter();
  }

  void skip_comment() {
    const auto end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end;
  }

  void skip_string(char quote) {
    value_next_ = false;
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

  /// Ends on the escaped character. What follows a line continuation counts as escaped too: toml++ tests it.
  void skip_escape() {
    const auto next = text_.find_first_not_of(" \t\r\n", at_ + 1);
    if (next != std::string_view::npos && !is_ascii(text_[next])) {
      at_ = next;
      refuse(
          "a backslash stands before a letter that is not ASCII; write the backslash twice, or the line "
          "unbroken");
    }
    ++at_;
  }

  void refuse_letter() {
    const auto size = static_cast<std::size_t>(code_point(text_, at_).size);
    refuse(fmt::format("'{}' stands outside quotes; put text, and keys with such letters, in quotes",
                       printable(text_.substr(at_, size))));
  }

  void refuse(std::string message) {
    if (!fault_) fault_ = at_byte(text_, at_, std::move(message));
  }

  std::string_view text_;
  TextLimits limits_;
  std::size_t at_ = 0;
  std::string open_;  ///< brackets not closed yet; 'h' for those of a section's name
  bool value_next_ = false;
  int dots_ = 0;
  std::size_t keys_ = 0, values_ = 0;
  std::optional<TextFault> fault_;
};

}  // namespace

std::optional<TextFault> find_structure_fault(std::string_view text, const TextLimits& limits) {
  return StructureScan(text, limits).run();
}

}  // namespace models::description
