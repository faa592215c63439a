#include "apps/report/json_cells.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace apps::report {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_entries = 24;  // of a list in a cell

double number_or_nan(const Json& value) {
  return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> numbers_of(const Json& array) {
  std::vector<double> values;
  for (const auto& value : array) values.push_back(number_or_nan(value));
  return values;
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> texts_at(const Json& object, const char* key) {
  std::vector<std::string> texts;
  if (const auto found = object.find(key); found != object.end())
    for (const auto& text : *found) texts.push_back(text.get<std::string>());
  return texts;
}

Cell cell_of(const Json& value) {
  if (value.is_number()) return number_cell(value.get<double>());
  if (value.is_boolean()) return text_cell(value.get<bool>() ? "yes" : "no");
  if (value.is_string()) return text_cell(value.get<std::string>());
  if (value.is_object()) {
    Cell cell;
    for (const auto& [key, part] : value.items())
      cell.html += (cell.html.empty() ? "" : ", ") + escaped(key) + " " + cell_of(part).html;
    return cell;
  }
  if (!value.is_array()) return {};
  Cell cell;
  for (std::size_t i = 0; i < std::min(value.size(), most_entries); ++i) {
    const auto part = cell_of(value[i]).html;
    cell.html += (i > 0 ? " " : "") + (value[i].is_structured() ? "[" + part + "]" : part);
  }
  if (value.size() > most_entries) cell.html += fmt::format(" &hellip; ({} in all)", value.size());
  return cell;
}

HtmlTable pairs_table(const std::string& caption, const Json& object) {
  HtmlTable table{.caption = caption, .columns = {"quantity", "value"}};
  for (const auto& [key, value] : object.items()) table.rows.push_back({text_cell(key), cell_of(value)});
  return table;
}

}  // namespace apps::report
