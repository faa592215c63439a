// apps/report/html.hpp
// The pieces of which a page is made: escaped text, badges, tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace apps::report {

/// Text as HTML shows it: & < > " ' as entities.
std::string escaped(std::string_view);

/// How good a status is; each has an icon and a word beside its colour.
enum class Grade { good, neutral, warning, bad };

/// `<span class="badge good">icon word</span>`
std::string badge(Grade, std::string_view word);

/// The grade of a status, level, verdict or termination word of the records.
Grade grade_of(std::string_view word);

/// A word of the records as a badge of its grade.
std::string badge_of(std::string_view word);

struct Cell {
  std::string html;      ///< already escaped
  bool numeric = false;  ///< to the right
};
Cell text_cell(std::string_view);
Cell number_cell(double);  ///< 6 significant digits shown, all of them on hover; empty where not finite

/// A table that scrolls by itself where the page is narrow.
struct HtmlTable {
  std::string caption;
  std::vector<std::string> columns;     ///< plain text
  std::vector<std::vector<Cell>> rows;  ///< the first cell of each heads its row
  std::string note;                     ///< HTML between the caption and the rows, or empty
  std::size_t left_out = 0;             ///< rows that the records have beside these
};
std::string to_html(const HtmlTable&);

/// "lambda" as a Greek letter, "c1" with its index below, "eta hat" with its hat; other text as it is.
std::string symbol_html(std::string_view);

/// The same as plain text in UTF-8, for axes: Greek letters, indices as they are.
std::string symbol_text(std::string_view);

/// A text as an id or a file name: kebab-case letters and digits.
std::string slug(std::string_view);

}  // namespace apps::report
