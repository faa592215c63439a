// Grids of parameters.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/section.hpp"
#include "apps/report/sweep_figures.hpp"

namespace apps::report {
namespace {

constexpr std::size_t most_rows = 60;

/// "4096 points: certified 4000, not-nash 96", and the word of the worst.
std::string counted(const SweepRows& rows, std::string& status) {
  const int point = rows.column("point"), word = rows.column("status");
  std::map<std::string, int> by_status;
  std::string last;
  int points = 0;
  for (const auto& row : rows.rows) {
    const auto& number = row[static_cast<std::size_t>(point)];
    if (number == last) continue;
    last = number;
    ++points;
    ++by_status[row[static_cast<std::size_t>(word)]];
  }
  status = "certified";
  std::string text = fmt::format("{} points:", points);
  for (const auto& [name, count] : by_status) {
    text += fmt::format(" {} {}", badge_of(name), count);
    if (grade_of(name) > grade_of(status)) status = name;
  }
  return text;
}

HtmlTable points_table(const SweepRows& rows) {
  HtmlTable table{.caption = "Points of the sweep", .columns = rows.columns};
  for (const auto& row : rows.rows) {
    if (table.rows.size() == most_rows) break;
    auto& cells = table.rows.emplace_back();
    for (const auto& text : row) {
      const double number = number_in(text);
      cells.push_back(std::isnan(number) ? text_cell(text) : number_cell(number));
    }
  }
  table.left_out = rows.rows.size() - table.rows.size();
  return table;
}

}  // namespace

Section sweep_section(const SweepRows& rows, const std::string& family) {
  Section section{.title = "Sweep"};
  section.lead = "<p>" + counted(rows, section.status) + "</p>";
  section.figures = sweep_figures(rows, family);
  section.details.push_back(points_table(rows));
  return section;
}

}  // namespace apps::report
