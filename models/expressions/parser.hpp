// models/expressions/parser.hpp
// Formulas -> trees. The grammar stands in docs/expressions.md.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/expressions/syntax.hpp"

namespace models::expressions {

/// What a formula may need at most; more is refused with a message.
struct ParserLimits {
  int bytes = 100'000;
  int nodes = 50'000;
  int depth = 100;  ///< of brackets, signs and powers within one another
};

/// The tree of a formula, or the first thing wrong with it. `text` is carried along to say which text is
/// meant. Never reads beyond the limits, whatever the bytes.
std::variant<Syntax, Problem> parse(std::string_view formula, int text, const ParserLimits& = {});

/// A function's text: "x -> x^2" or "(x, y) -> x * y".
struct FunctionSyntax {
  std::vector<std::string> arguments;
  Syntax body;
};
std::variant<FunctionSyntax, Problem> parse_function(std::string_view formula, int text,
                                                     const ParserLimits& = {});

}  // namespace models::expressions
