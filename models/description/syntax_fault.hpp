// models/description/syntax_fault.hpp
// A parser's complaint turned into one line that says what stands there and how to mend it.
#pragma once

#include <string>
#include <string_view>

namespace models::description {

struct SyntaxFault {
  int line = 1, column = 1, length = 1;
  std::string message;
};

/// Whether the text looks like a word that should stand in quotes: nash, steady-state,
/// digital-twin/five-players.
bool is_bare_word(std::string_view text);

/// The parser stopped at `line`, `column` with `complaint`; the text shows what was meant.
SyntaxFault explain_syntax(std::string_view text, int line, int column, std::string_view complaint);

}  // namespace models::description
