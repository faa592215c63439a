#include "apps/common/tidy_table.hpp"

#include <algorithm>
#include <cmath>

#include "apps/common/numbers.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

struct CellText {
  std::string operator()(bool x) const { return x ? "true" : "false"; }
  std::string operator()(double x) const { return cell_text(x); }
  std::string operator()(const std::string& x) const { return x; }
  std::string operator()(const std::vector<double>& x) const {
    std::string text;
    for (const double value : x) text += (text.empty() ? "" : " ") + cell_text(value);
    return text;
  }
};

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (&cell == &cells.front() ? "" : ",") + csv_cell(cell);
  return line + '\n';
}

std::size_t index_of(std::vector<std::string>& columns, const std::string& name, std::size_t hint) {
  if (hint < columns.size() && columns[hint] == name) return hint;
  const auto at = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  if (at == columns.size()) columns.push_back(name);
  return at;
}

}  // namespace

std::string cell_text(double x) { return std::isfinite(x) ? to_shortest(x) : ""; }

std::string cell_text(const models::Quantity& quantity) { return std::visit(CellText{}, quantity.value); }

std::string csv_cell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

void TidyRow::set(std::string column, double value) { set(std::move(column), cell_text(value)); }

void TidyRow::set(const models::Quantities& quantities, const std::string& prefix) {
  for (const auto& quantity : quantities) set(prefix + quantity.name, cell_text(quantity));
}

void append(TidyTable& table, const TidyRow& row) {
  auto& cells = table.rows.emplace_back(table.columns.size());
  std::size_t hint = 0;
  for (const auto& [column, cell] : row.cells()) {
    const auto at = index_of(table.columns, column, hint);
    if (cells.size() <= at) cells.resize(at + 1);
    cells[at] = cell;
    hint = at + 1;
  }
}

void CsvWriter::add_columns(const TidyTable& table) {
  for (const auto& column : table.columns)
    if (place_.emplace(column, columns_.size()).second) columns_.push_back(column);
}

void CsvWriter::write_header() { sink_.write(csv_line(columns_)); }

void CsvWriter::write(const TidyTable& table) {
  for (const auto& row : table.rows) {
    std::vector<std::string> cells(columns_.size());
    for (std::size_t i = 0; i < row.size(); ++i) cells[place_.at(table.columns[i])] = row[i];
    sink_.write(csv_line(cells));
  }
}

void write_csv(TextSink& sink, const std::vector<const TidyTable*>& tables) {
  CsvWriter writer(sink);
  for (const auto* table : tables) writer.add_columns(*table);
  writer.write_header();
  for (const auto* table : tables) writer.write(*table);
}

std::string csv_text(const TidyTable& table) {
  auto text = csv_line(table.columns);
  for (const auto& row : table.rows) text += csv_line(row);
  return text;
}

}  // namespace apps
