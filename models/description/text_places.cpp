#include "models/description/text_places.hpp"

#include <algorithm>
#include <string_view>

#include "models/description/utf8.hpp"

namespace models::description {
namespace {

constexpr int widest = 4096, farthest = 400'000;  // both fit into one int

/// Walks over a TOML text, from its opening quote, and counts the bytes of its value.
class TextWalk {
 public:
  TextWalk(std::string_view text, int line, int column) : text_(text), line_(line), column_(column) {
    for (int k = 1; k < line && at_ < text.size(); ++k) {
      const auto end = text.find('\n', at_);
      at_ = end == std::string_view::npos ? text.size() : end + 1;
    }
    for (int k = 1; k < column && at_ < text.size(); ++k)
      at_ += static_cast<std::size_t>(code_point(text, at_).size);
    quote_ = at_ < text.size() ? text[at_] : '\0';
    const auto open = text_.substr(at_, 3);
    const bool long_form = open == "\"\"\"" || open == "'''";
    step(long_form ? 3 : 1);
    if (long_form && text_.substr(at_, 2) == "\r\n") step(1);
    if (long_form && at_ < text_.size() && text_[at_] == '\n') step(1);
  }

  bool is_text() const { return quote_ == '"' || quote_ == '\''; }
  int line() const { return line_; }
  int column() const { return column_; }

  /// On to the first character whose value begins at that byte or later.
  void go_to(int byte) {
    while (value_ < byte && at_ < text_.size()) character();
  }

  /// Over line ends that a backslash hides: they belong to no character.
  void pass_line_ends() {
    while (quote_ == '"' && at_ + 1 < text_.size() && text_[at_] == '\\' &&
           std::string_view(" \t\r\n").find(text_[at_ + 1]) != std::string_view::npos)
      escape();
  }

 private:
  void step(std::size_t characters) {
    for (std::size_t k = 0; k < characters && at_ < text_.size(); ++k) {
      const bool ends_line = text_[at_] == '\n';
      at_ += static_cast<std::size_t>(code_point(text_, at_).size);
      line_ += ends_line;
      column_ = ends_line ? 1 : column_ + 1;
    }
  }

  void character() {
    if (quote_ == '"' && text_[at_] == '\\') return escape();
    value_ += code_point(text_, at_).size;
    step(1);
  }

  void escape() {
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (kind == 'u' || kind == 'U') {
      const std::size_t digits = kind == 'u' ? 4 : 8;
      unsigned long value = 0;
      for (const char c : text_.substr(at_ + 2, digits))
        value = value * 16 + static_cast<unsigned long>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
      value_ += value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
      return step(2 + digits);
    }
    step(2);
    if (kind == ' ' || kind == '\t' || kind == '\r' || kind == '\n') {  // the line goes on below
      while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
        step(1);
      return;
    }
    ++value_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_, column_, value_ = 0;
  char quote_ = '\0';
};

const std::string* text_of(const Document& document, std::string_view name) {
  if (name == document.name) return &document.text;
  for (const auto& source : document.extended)
    if (*source.name == name) return &source.text;
  return nullptr;
}

}  // namespace

Location part_of(const Location& value, int begin, int length) {
  auto part = value;
  part.length = -((std::clamp(begin, 0, farthest) + 1) * widest + std::clamp(length, 1, widest - 1));
  return part;
}

Location resolved(const Document& document, const Location& where) {
  if (where.length > 0) return where;
  const int begin = -where.length / widest - 1, length = -where.length % widest;
  auto place = where;
  place.length = 1;
  const auto* whole = where.line > 0 ? text_of(document, where.file_name()) : nullptr;
  if (!whole) return place;
  std::string_view text = *whole;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  TextWalk walk(text, where.line, where.column);
  if (!walk.is_text()) return place;
  walk.go_to(begin);
  walk.pass_line_ends();
  place.line = walk.line();
  place.column = walk.column();
  walk.go_to(begin + length);
  place.length = walk.line() == place.line ? std::max(1, walk.column() - place.column) : 1;
  return place;
}

}  // namespace models::description
