#include "models/expressions/lexer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace models::expressions {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  Lexer(std::string_view formula, int text) : formula_(formula), text_(text) {}

  std::variant<std::vector<Token>, Problem> run() {
    while (!failed_) {
      while (at_ < formula_.size() &&
             std::string_view(" \t\r\n").find(formula_[at_]) != std::string_view::npos)
        ++at_;
      if (at_ == formula_.size()) break;
      next();
    }
    if (failed_) return problem_;
    tokens_.push_back({Word::end, {}, {static_cast<int>(at_), 1}});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < formula_.size() ? formula_[at_ + ahead] : '\0';
  }

  void next() {
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (is_letter(c)) return name();
    symbol();
  }

  void push(Word word, std::size_t length, double value = 0, std::string_view as = {}) {
    tokens_.push_back({word, as.empty() ? formula_.substr(at_, length) : as, span(length), value});
    at_ += length;
  }

  Span span(std::size_t length) const { return {static_cast<int>(at_), static_cast<int>(length)}; }

  void fail(std::size_t length, std::string message, std::string note = {}) {
    problem_ = {text_, span(length), std::move(message), std::move(note)};
    failed_ = true;
  }

  /// Digits, at most one point that no second point follows (1..4 is a range), an exponent.
  void number() {
    std::size_t length = 0;
    while (is_digit(peek(length))) ++length;
    if (peek(length) == '.' && peek(length + 1) != '.') {
      ++length;
      while (is_digit(peek(length))) ++length;
    }
    const auto sign = peek(length + 1) == '+' || peek(length + 1) == '-' ? 1U : 0U;
    if ((peek(length) == 'e' || peek(length) == 'E') && is_digit(peek(length + 1 + sign))) {
      length += 1 + sign;
      while (is_digit(peek(length))) ++length;
    }
    if (is_letter(peek(length))) {
      std::size_t whole = length;
      while (is_letter(peek(whole)) || is_digit(peek(whole))) ++whole;
      return fail(whole, fmt::format("'{}' is no number", formula_.substr(at_, whole)),
                  "write '*' between a number and a name");
    }
    double value = 0;
    const auto* begin = formula_.data() + at_;
    const auto [rest, fault] = std::from_chars(begin, begin + length, value);
    if (fault != std::errc() || !std::isfinite(value) || std::fpclassify(value) == FP_SUBNORMAL)
      return fail(length, fmt::format("{} is no number that a double can hold",
                                      formula_.substr(at_, std::min<std::size_t>(length, 40))));
    push(Word::number, length, value);
  }

  void name() {
    std::size_t length = 0;
    while (is_letter(peek(length)) || is_digit(peek(length))) ++length;
    const auto word = formula_.substr(at_, length);
    if (word == "and") return push(Word::symbol, length, 0, "&&");
    if (word == "or") return push(Word::symbol, length, 0, "||");
    if (word == "not") return push(Word::symbol, length, 0, "!");
    push(Word::name, length);
  }

  void symbol() {
    static constexpr std::array<std::string_view, 8> pairs = {"<=", ">=", "==", "!=", "&&", "||", "..", "->"};
    const auto two = formula_.substr(at_, 2);
    if (two == "**") return fail(2, "'**' is no operator", "write '^' for powers");
    for (const auto pair : pairs)
      if (two == pair) return push(Word::symbol, 2);
    if (std::string_view("+-*/^()[],.<>!").find(peek()) != std::string_view::npos)
      return push(Word::symbol, 1);
    if (peek() == '=') return fail(1, "'=' is no operator", "write '==' to compare");
    if (peek() == '&' || peek() == '|')
      return fail(1, fmt::format("'{}' is no operator", peek()), "write 'and' or 'or'");
    std::size_t length = 1;  // all bytes of one character
    while ((static_cast<unsigned char>(peek(length)) & 0xC0U) == 0x80U) ++length;
    fail(length, fmt::format("unexpected character '{}'", formula_.substr(at_, length)));
  }

  std::string_view formula_;
  int text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  Problem problem_;
  bool failed_ = false;
};

}  // namespace

std::variant<std::vector<Token>, Problem> tokens_of(std::string_view formula, int text) {
  return Lexer(formula, text).run();
}

bool is_name(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c)) return false;
  return text != "and" && text != "or" && text != "not";
}

}  // namespace models::expressions
