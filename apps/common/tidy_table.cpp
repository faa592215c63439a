#include "apps/common/tidy_table.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

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

bool needs_quotes(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

void append_csv_cell(std::string& text, const std::string& cell) {
  if (std::none_of(cell.begin(), cell.end(), needs_quotes)) {
    text += cell;
    return;
  }
  text += '"';
  for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
  text += '"';
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
  std::string text;
  append_csv_cell(text, cell);
  return text;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    append_csv_cell(line, cell);
  }
  line += '\n';
  return line;
}

std::vector<std::string_view> csv_cells(std::string_view line) {
  std::vector<std::string_view> cells;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"') quoted = !quoted;
    if (i < line.size() && (quoted || line[i] != ',')) continue;
    cells.push_back(line.substr(begin, i - begin));
    begin = i + 1;
  }
  return cells;
}

std::string csv_text_of(std::string_view cell) {
  if (!cell.starts_with('"')) return std::string(cell);
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    text += cell[i];
    if (cell[i] == '"') ++i;  // of two, the first
  }
  return text;
}

void TidyRow::set(std::string column, double value) { set(std::move(column), cell_text(value)); }

void TidyRow::set(const models::Quantities& quantities, const std::string& prefix) {
  for (const auto& quantity : quantities) set(prefix + quantity.name, cell_text(quantity));
}

void append(TidyTable& table, TidyRow row) {
  auto& cells = table.rows.emplace_back(table.columns.size());
  cells.reserve(row.cells().size());
  std::size_t hint = 0;
  for (auto& [column, cell] : row.cells_) {
    const auto at = index_of(table.columns, column, hint);
    if (cells.size() <= at) cells.resize(at + 1);
    cells[at] = std::move(cell);
    hint = at + 1;
  }
}

void write_csv(TextSink& sink, const std::vector<const TidyTable*>& tables) {
  std::vector<std::string> columns;
  std::unordered_map<std::string, std::size_t> place;
  for (const auto* table : tables)
    for (const auto& column : table->columns)
      if (place.emplace(column, columns.size()).second) columns.push_back(column);
  sink.write(csv_line(columns));
  for (const auto* table : tables)
    for (const auto& row : table->rows) {
      std::vector<std::string> cells(columns.size());
      for (std::size_t i = 0; i < row.size(); ++i) cells[place.at(table->columns[i])] = row[i];
      sink.write(csv_line(cells));
    }
}

std::string csv_text(const TidyTable& table) {
  auto text = csv_line(table.columns);
  for (const auto& row : table.rows) text += csv_line(row);
  return text;
}

}  // namespace apps
