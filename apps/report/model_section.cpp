// A model as its description says it: parameters with meaning, symbol and unit; formulas.
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/section.hpp"
#include "models/description/schema.hpp"
#include "models/registry.hpp"

namespace apps::report {
namespace {

using models::description::KeyDescription;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 150, most_formulas = 60;

/// What the schema of the family says of each dotted key.
std::map<std::string, KeyDescription> keys_of(const std::string& family) {
  std::map<std::string, KeyDescription> keys;
  if (const auto* found = models::find_family(family))
    for (auto& key : found->schema->describe()) keys.emplace(key.key, std::move(key));
  return keys;
}

/// "agents[2].discount_factor" as the schema has it: "agents[].discount_factor".
std::string schema_key(std::string_view key) {
  std::string plain;
  bool inside = false;
  for (const char c : key) {
    if (c == ']') inside = false;
    if (!inside) plain += c;
    if (c == '[') inside = true;
  }
  return plain;
}

class ParameterTable {
 public:
  ParameterTable(HtmlTable& table, const std::string& family) : table_(table), keys_(keys_of(family)) {}

  void add(const std::string& key, const Json& value) {
    const auto known = keys_.find(schema_key(key));
    const bool is_list_of_tables = value.is_array() && !value.empty() && value.front().is_object();
    if (known == keys_.end() && value.is_object()) return add_all(key, value);
    if (is_list_of_tables) {
      for (std::size_t i = 0; i < value.size(); ++i) add_all(fmt::format("{}[{}]", key, i + 1), value[i]);
      return;
    }
    if (value.is_structured() && value.empty()) return;
    if (table_.rows.size() >= most_rows) {
      ++table_.left_out;
      return;
    }
    const bool described = known != keys_.end();
    table_.rows.push_back(
        {{"<code>" + escaped(key) + "</code>"},
         {described && !known->second.symbol.empty() ? symbol_html(known->second.symbol) : ""},
         cell_of(value),
         text_cell(described ? known->second.unit : ""),
         text_cell(described ? known->second.meaning : "")});
  }

  void add_all(const std::string& prefix, const Json& object) {
    for (const auto& [key, value] : object.items()) add(prefix.empty() ? key : prefix + "." + key, value);
  }

 private:
  HtmlTable& table_;
  std::map<std::string, KeyDescription> keys_;
};

void add_formula(std::string& html, std::size_t& count, const std::string& name, const Json& formula) {
  if (!formula.is_string() || ++count > most_formulas) return;
  html += fmt::format("<div><dt>{}</dt><dd><code>{}</code></dd></div>\n", escaped(name),
                      escaped(formula.get<std::string>()));
}

/// Payoffs, constraints, maps and functions of a declared game.
std::string formulas(const Json& parameters) {
  std::string html;
  std::size_t count = 0;
  const auto functions = parameters.value("functions", Json::object());
  for (const auto& [name, formula] : functions.items()) add_formula(html, count, name, formula);
  for (const auto& player : parameters.value("players", Json::array())) {
    const auto name = player.value("name", std::string("player"));
    for (const auto* goal : {"maximize", "minimize"})
      if (player.contains(goal)) add_formula(html, count, fmt::format("{} {}s", name, goal), player[goal]);
    for (const auto& constraint : player.value("constraints", Json::array()))
      add_formula(html, count, name + " subject to", constraint.value("expression", Json()));
  }
  for (const auto& constraint : parameters.value("shared_constraints", Json::array()))
    add_formula(html, count, "all subject to", constraint.value("expression", Json()));
  for (const auto& unknown : parameters.value("unknowns", Json::array()))
    add_formula(html, count, unknown.value("name", std::string("unknown")) + " complementary to",
                unknown.value("map", Json()));
  return html.empty() ? "" : "<h4>Formulas</h4>\n<dl class=\"formulas\">\n" + html + "</dl>\n";
}

bool is_heading(const std::string& key) {
  return key == "format" || key == "family" || key == "title" || key == "source";
}

}  // namespace

Section model_section(const Json& model) {
  const auto family = text_at(model, "family");
  const auto parameters = model.value("parameters", Json::object());
  Section section{.title = "Model"};
  section.lead = fmt::format("<p>Family <b>{}</b>", escaped(family));
  if (const auto* found = models::find_family(family)) section.lead += ": " + escaped(found->title);
  if (const auto source = text_at(parameters, "source"); !source.empty())
    section.lead += ".<br>Source: " + escaped(source);
  section.lead += fmt::format("<br><span class=\"note\">SHA-256 of the model <code>{}</code></span></p>",
                              escaped(text_at(model, "sha256")));
  if (family == "declared") section.lead += formulas(parameters);
  HtmlTable table{.caption = "Parameters", .columns = {"key", "symbol", "value", "unit", "meaning"}};
  ParameterTable rows(table, family);
  for (const auto& [key, value] : parameters.items())
    if (!is_heading(key)) rows.add(key, value);
  section.details.push_back(std::move(table));
  return section;
}

}  // namespace apps::report
