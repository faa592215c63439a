#include "apps/common/family_list.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/table.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/tidy_table.hpp"
#include "models/catalog.hpp"
#include "models/description/schema.hpp"
#include "models/registry.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;
using models::description::KeyDescription;

/// The text under a key at the top of a published case, or nothing.
std::string top_text(const models::CatalogEntry& entry, std::string_view key) {
  const auto document = models::parse_document(std::string(entry.name), entry.text, text_reader());
  const auto* value = document.root.find(key);
  const auto* text = value ? value->text() : nullptr;
  return text ? *text : "";
}

struct Case {
  std::string name, title, source;
};

std::vector<Case> cases_of(const models::Family& family) {
  std::vector<Case> cases;
  for (const auto& entry : models::catalog())
    if (entry.name.starts_with(family.name + "/"))
      cases.push_back({std::string(entry.name), top_text(entry, "title"), top_text(entry, "source")});
  return cases;
}

Json framed(std::string_view schema, const char* name, Json content) {
  return {{"schema", schema},
          {"status", "read"},
          {name, std::move(content)},
          {"provenance", lasting_provenance()}};
}

std::string families_json(bool pretty) {
  Json list = Json::array();
  for (const auto* family : models::families()) {
    Json cases = Json::array();
    for (const auto& [name, title, source] : cases_of(*family))
      cases.push_back({{"name", name}, {"title", title}, {"source", source}});
    list.push_back({{"family", family->name},
                    {"title", family->title},
                    {"source", family->source},
                    {"verbs", family->verbs},
                    {"cases", cases}});
  }
  const auto json = framed("entente-models/1", "families", std::move(list));
  return pretty ? to_pretty(json) : to_one_line(json);
}

std::string families_csv() {
  TidyTable table{{"family", "case", "title", "source"}, {}};
  for (const auto* family : models::families())
    for (const auto& [name, title, source] : cases_of(*family))
      table.rows.push_back({family->name, name, title, source});
  return csv_text(table);
}

std::string families_human(const Style& style) {
  std::string text;
  for (const auto* family : models::families()) {
    text += fmt::format("{}: {}\n", style(Tone::heading, family->name), family->title);
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, title, source] : cases_of(*family)) rows.push_back({name, title});
    text += aligned(rows, 2);
  }
  return text + "\nmore: entente models FAMILY, entente models FAMILY --template\n";
}

std::vector<std::string> cells(const KeyDescription& key) {
  return {key.key, key.meaning, key.symbol, key.unit, key.kind, key.range, key.fallback};
}

const std::vector<std::string> key_columns = {"key", "meaning", "symbol", "unit", "kind", "range", "default"};

std::string keys_json(const models::Family& family, bool pretty) {
  Json keys = Json::array();
  for (const auto& key : family.schema->describe()) {
    Json object = Json::object();
    const auto values = cells(key);
    for (std::size_t i = 0; i < values.size(); ++i) object[key_columns[i]] = values[i];
    keys.push_back(std::move(object));
  }
  auto json = framed("entente-family/1", "keys", std::move(keys));
  json["family"] = family.name;
  json["title"] = family.title;
  json["source"] = family.source;
  return pretty ? to_pretty(json) : to_one_line(json);
}

std::string keys_csv(const models::Family& family) {
  TidyTable table{key_columns, {}};
  for (const auto& key : family.schema->describe()) table.rows.push_back(cells(key));
  return csv_text(table);
}

std::string keys_human(const models::Family& family, const Style& style) {
  std::string text =
      fmt::format("{}: {}\nsource: {}\n", style(Tone::heading, family.name), family.title, family.source);
  for (const auto& key : family.schema->describe()) {
    text += fmt::format("\n{}  {}\n    {}", style(Tone::heading, key.key), key.meaning, key.kind);
    if (!key.symbol.empty()) text += fmt::format(", {} in the source", key.symbol);
    if (!key.unit.empty()) text += fmt::format(", unit {}", key.unit);
    if (!key.range.empty()) text += fmt::format(", {}", key.range);
    text += key.fallback.empty()         ? ""
            : key.fallback == "required" ? ", required"
                                         : ", default " + key.fallback;
  }
  return text + "\n";
}

}  // namespace

std::string family_list(const Arguments& arguments) {
  if (arguments.format == Format::human) return families_human(style_for(arguments));
  if (arguments.format == Format::csv) return families_csv();
  return families_json(arguments.format == Format::json);
}

std::string key_list(const Arguments& arguments, const models::Family& family) {
  if (arguments.format == Format::human) return keys_human(family, style_for(arguments));
  if (arguments.format == Format::csv) return keys_csv(family);
  return keys_json(family, arguments.format == Format::json);
}

}  // namespace apps
