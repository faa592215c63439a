#include "apps/common/table.hpp"

#include <algorithm>
#include <cstdlib>

namespace apps {

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

namespace {

bool is_number(const std::string& cell) {
  char* end = nullptr;
  std::strtod(cell.c_str(), &end);
  return !cell.empty() && *end == '\0';
}

struct Column {
  std::size_t width = 0;
  bool numbers = false;  ///< any cell below the header is one
};

std::vector<Column> columns_of(const std::vector<std::vector<std::string>>& rows) {
  std::vector<Column> columns;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      if (i == columns.size()) columns.emplace_back();
      columns[i].width = std::max(columns[i].width, display_width(rows[r][i]));
      columns[i].numbers |= r > 0 && is_number(rows[r][i]);
    }
  return columns;
}

}  // namespace

std::string aligned(const std::vector<std::vector<std::string>>& rows, int margin) {
  const auto columns = columns_of(rows);
  std::string text;
  for (const auto& row : rows) {
    std::string line(static_cast<std::size_t>(margin), ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(columns[i].width - display_width(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (columns[i].numbers ? gap + row[i] : row[i] + gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace apps
