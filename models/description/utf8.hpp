// models/description/utf8.hpp
// Code points of UTF-8 text: what columns count, and how wide a terminal prints them.
#pragma once

#include <string>
#include <string_view>

namespace models::description {

struct CodePoint {
  char32_t value = 0;
  int size = 1;        ///< bytes; 1 where not valid
  bool valid = false;  ///< shortest form, no surrogate, at most U+10FFFF
};

/// The code point that begins at `at` < text.size().
CodePoint code_point(std::string_view text, std::size_t at);

/// How many there are; a byte that belongs to none counts as one.
int count_code_points(std::string_view text);

/// Columns of a terminal: 2 for wide East Asian characters and pictographs, 0 for combining marks, else 1.
int display_width(char32_t);

/// The text with every control character and invalid byte made visible, so that it cannot command a terminal.
/// Longer than `limit` code points it is cut, with "..." at the end.
std::string printable(std::string_view text, int limit = 1000);

}  // namespace models::description
