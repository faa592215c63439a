// models/expressions/lexer.hpp
// The words of a formula.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "models/expressions/syntax.hpp"

namespace models::expressions {

enum class Word { number, name, symbol, end };

struct Token {
  Word word = Word::end;
  std::string_view text;  ///< of the formula, which must outlive it
  Span span;
  double number = 0;
};

/// The tokens with one `end` behind the last, or the first thing that is no token. `and`, `or`, `not` come
/// out as the symbols "&&", "||", "!". Numbers are read as the nearest double, independent of the locale.
std::variant<std::vector<Token>, Problem> tokens_of(std::string_view formula, int text);

/// Whether formulas can use it as a name: letters, digits and '_', no digit first.
bool is_name(std::string_view);

}  // namespace models::expressions
