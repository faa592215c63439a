// apps/common/tidy_table.hpp
// Rows with named columns, joined and written as CSV.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/results.hpp"

namespace apps {

class TextSink;

/// Rows over one list of columns; an empty cell means "has none".
struct TidyTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// One row in the making, as pairs of column and cell.
class TidyRow {
 public:
  void reserve(std::size_t cells) { cells_.reserve(cells); }
  void set(std::string column, std::string cell) { cells_.emplace_back(std::move(column), std::move(cell)); }
  void set(std::string column, double value);
  void set(const models::Quantities&, const std::string& prefix = "");
  const std::vector<std::pair<std::string, std::string>>& cells() const { return cells_; }

 private:
  friend void append(TidyTable&, TidyRow);

  std::vector<std::pair<std::string, std::string>> cells_;
};

/// Adds the row; columns that the table does not have are added behind the others.
void append(TidyTable&, TidyRow);

/// Writes tables below one header: the columns of all, in the order of their first appearance.
void write_csv(TextSink&, const std::vector<const TidyTable*>&);

/// The same as text, for tables that are short.
std::string csv_text(const TidyTable&);

/// The text of a cell: shortest exact numbers, "true", "false"; lists with blanks between; empty for what is
/// not finite.
std::string cell_text(const models::Quantity&);
std::string cell_text(double);

/// A cell as CSV writes it: in quotes where RFC 4180 asks for them.
std::string csv_cell(const std::string&);

/// A line of CSV with its break.
std::string csv_line(const std::vector<std::string>& cells);

/// The cells of such a line without its break, each as it stands there; and what a cell says.
std::vector<std::string_view> csv_cells(std::string_view line);
std::string csv_text_of(std::string_view cell);

}  // namespace apps
