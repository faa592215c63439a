#include "models/description/json_reader.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/description/numbers.hpp"
#include "models/description/text_checks.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr int most_levels = 64;

class JsonReader {
 public:
  JsonReader(const std::string& file, std::string_view text)
      : file_(std::make_shared<const std::string>(file)), text_(text) {}

  Value read() {
    if (text_.size() > most_bytes) fail(0, "is over 16 MiB");
    if (text_.starts_with("\xEF\xBB\xBF")) skip(3);
    auto value = element(0);
    if (!value) fail(0, "holds null; an object is needed");
    space();
    if (at_ < text_.size()) fail(at_, "something follows the end of the value");
    return *std::move(value);
  }

 private:
  /// The value at the present place; nothing for null.
  std::optional<Value> element(int level) {
    if (level > most_levels) fail(at_, fmt::format("is nested deeper than {} levels", most_levels));
    space();
    const auto begin = at_;
    const auto where = here();
    if (at_ >= text_.size()) fail(at_, "ends where a value is needed");
    const char c = text_[at_];
    if (c == '{') return Value(object(level), span(where, begin));
    if (c == '[') return Value(array(level), span(where, begin));
    if (c == '"') {
      auto text = string();
      return Value(std::move(text), span(where, begin));
    }
    if (word("true")) return Value(true, span(where, begin));
    if (word("false")) return Value(false, span(where, begin));
    if (word("null")) return std::nullopt;
    return Value(number(), span(where, begin));
  }

  Table object(int level) {
    skip(1);
    Table table;
    if (next_is('}')) return table;
    do {
      space();
      const auto begin = at_;
      const auto where = here();
      if (at_ >= text_.size() || text_[at_] != '"') fail(at_, "needs the name of a member, in double quotes");
      auto name = string();
      const auto name_at = span(where, begin);
      if (table.find(name)) fail(begin, fmt::format("'{}' comes twice in one object", printable(name, 40)));
      if (!next_is(':')) fail(at_, "needs ':' after the name of a member");
      if (auto value = element(level + 1)) table.set(std::move(name), *std::move(value), name_at);
    } while (next_is(','));
    if (!next_is('}')) fail(at_, "needs ',' or '}' after a member of an object");
    return table;
  }

  Array array(int level) {
    skip(1);
    Array entries;
    if (next_is(']')) return entries;
    do {
      space();
      const auto begin = at_;
      auto value = element(level + 1);
      if (!value) fail(begin, "null stands within an array");
      entries.push_back(*std::move(value));
    } while (next_is(','));
    if (!next_is(']')) fail(at_, "needs ',' or ']' after an entry of an array");
    return entries;
  }

  std::string string() {
    skip(1);
    std::string result;
    for (;;) {
      if (at_ >= text_.size()) fail(at_, "ends within a string");
      const auto point = code_point(text_, at_);
      if (!point.valid) fail(at_, "is not UTF-8");
      if (point.value < 0x20) fail(at_, "has a control character in a string; escape it");
      if (point.value == '"') return skip(1), result;
      if (point.value == '\\') {
        escape(result);
      } else {
        result += text_.substr(at_, static_cast<std::size_t>(point.size));
        skip(static_cast<std::size_t>(point.size));
      }
    }
  }

  void escape(std::string& result) {
    constexpr std::string_view letters = "\"\\/bfnrt", characters = "\"\\/\b\f\n\r\t";
    const auto begin = at_;
    skip(1);
    const char letter = at_ < text_.size() ? text_[at_] : '\0';
    if (const auto known = letters.find(letter); letter != '\0' && known != std::string_view::npos) {
      result += characters[known];
      return skip(1);
    }
    if (letter != 'u') fail(begin, "has an unknown escape in a string");
    skip(1);
    char32_t value = hexadecimal(begin);
    if (value >= 0xD800 && value < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      skip(2);
      const char32_t low = hexadecimal(begin);
      if (low < 0xDC00 || low > 0xDFFF) fail(begin, "has half of a surrogate pair");
      value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
    }
    if (value >= 0xD800 && value <= 0xDFFF) fail(begin, "has half of a surrogate pair");
    append(result, value);
  }

  char32_t hexadecimal(std::size_t begin) {
    unsigned value = 0;
    const auto digits = text_.substr(at_, 4);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 4 || fault != std::errc{} || end != digits.data() + 4)
      fail(begin, "needs four hexadecimal digits after \\u");
    skip(4);
    return value;
  }

  static void append(std::string& text, char32_t c) {
    const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }

  Value::Data number() {
    const auto begin = at_;
    const auto end = std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
    const auto digits = text_.substr(at_, end - at_);
    if (digits.empty() || digits.front() == '+' || digits.front() == '.') fail(begin, "needs a value");
    skip(digits.size());
    std::int64_t whole = 0;
    const auto [last, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (fault == std::errc{} && last == digits.data() + digits.size()) return whole;
    const auto reading = read_number(digits);
    if (reading.fault != NumberFault::none) fail(begin, explain(reading.fault, digits));
    return reading.value;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    skip(expected.size());
    return true;
  }

  bool next_is(char c) {
    space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    skip(1);
    return true;
  }

  void space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      skip(1);
  }

  /// Moves on, counting lines and code points.
  void skip(std::size_t bytes) {
    for (const auto end = std::min(at_ + bytes, text_.size()); at_ < end; ++at_) {
      if (text_[at_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
        ++column_;
      }
    }
  }

  Location here() const { return {line_, column_, 1, file_}; }

  /// From `where` to the present place, as far as it is on one line.
  Location span(Location where, std::size_t begin) const {
    const auto read = text_.substr(begin, at_ - begin);
    where.length = std::max(1, count_code_points(read.substr(0, read.find('\n'))));
    return where;
  }

  [[noreturn]] void fail(std::size_t byte, std::string message) const {
    const auto fault = at_byte(text_, std::min(byte, text_.size()), "");
    throw DescriptionError({{{fault.line, fault.column, 1, file_},
                             fmt::format("JSON {}", std::move(message)),
                             std::string(line_of(text_, fault.line)),
                             ""}});
  }

  FileName file_;
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

Value read_json(const std::string& file, std::string_view text) { return JsonReader(file, text).read(); }

}  // namespace models::description
