#include "apps/simulate/trajectory_text.hpp"

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/number_lists.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;
using models::Column;
using models::DataTable;
using models::Quantities;
using models::Trajectory;
using Texts = std::vector<std::string>;

/// Numbers as text: JSON has none that are not finite.
struct QuantityJson {
  Json operator()(bool x) const { return x; }
  Json operator()(double x) const { return {{"number", to_text(std::vector{x})}}; }
  Json operator()(const std::string& x) const { return x; }
  Json operator()(const std::vector<double>& x) const { return {{"numbers", to_text(x)}}; }
};

Json quantities_json(const Quantities& quantities) {
  auto list = Json::array();
  for (const auto& [name, value] : quantities)
    list.push_back({{"name", name}, {"value", std::visit(QuantityJson{}, value)}});
  return list;
}

Quantities quantities_in(const Json& list) {
  Quantities quantities;
  for (const auto& json : list) {
    models::Quantity quantity{json.at("name"), 0.0};
    const auto& value = json.at("value");
    if (value.is_boolean()) quantity.value = value.get<bool>();
    if (value.is_string()) quantity.value = value.get<std::string>();
    if (value.contains("number"))
      quantity.value = doubles_in(value["number"].get_ref<const std::string&>()).at(0);
    if (value.contains("numbers"))
      quantity.value = doubles_in(value["numbers"].get_ref<const std::string&>());
    quantities.push_back(std::move(quantity));
  }
  return quantities;
}

Json tables_json(const std::vector<DataTable>& tables) {
  auto list = Json::array();
  for (const auto& table : tables) {
    auto columns = Json::array();
    for (const auto& [name, values] : table.columns)
      if (const auto* numbers = std::get_if<std::vector<double>>(&values))
        columns.push_back({{"name", name}, {"numbers", to_text(*numbers)}});
      else
        columns.push_back({{"name", name}, {"texts", std::get<Texts>(values)}});
    list.push_back({{"name", table.name}, {"meaning", table.meaning}, {"columns", columns}});
  }
  return list;
}

std::vector<DataTable> tables_in(const Json& list) {
  std::vector<DataTable> tables;
  for (const auto& json : list) {
    DataTable table{json.at("name"), json.at("meaning"), {}};
    for (const auto& column : json.at("columns")) {
      Column result{column.at("name"), {}};
      if (column.contains("texts"))
        result.values = column["texts"].get<Texts>();
      else
        result.values = doubles_in(column.at("numbers").get_ref<const std::string&>());
      table.columns.push_back(std::move(result));
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace

std::string to_line(const Trajectory& trajectory) {
  auto series = Json::array(), events = Json::array(), invariants = Json::array();
  for (const auto& [quantity, entity, values] : trajectory.series)
    series.push_back({{"quantity", quantity}, {"entity", entity}, {"values", to_text(values)}});
  for (const auto& [step, entity, what] : trajectory.events)
    events.push_back({{"step", step}, {"entity", entity}, {"what", what}});
  for (const auto& [name, holds, detail] : trajectory.invariants)
    invariants.push_back({{"name", name}, {"holds", holds}, {"detail", detail}});
  return to_one_line({{"status", static_cast<int>(trajectory.status)},
                      {"termination", static_cast<int>(trajectory.termination)},
                      {"steps", to_text(trajectory.steps)},
                      {"series", series},
                      {"tables", tables_json(trajectory.tables)},
                      {"summary", quantities_json(trajectory.summary)},
                      {"events", events},
                      {"invariants", invariants},
                      {"notes", trajectory.notes}});
}

Trajectory trajectory_in(const std::string& line) {
  const auto json = Json::parse(line);
  Trajectory trajectory{.status = static_cast<models::Status>(json.at("status").get<int>()),
                        .termination = static_cast<solvers::Termination>(json.at("termination").get<int>()),
                        .steps = longs_in(json.at("steps").get_ref<const std::string&>()),
                        .tables = tables_in(json.at("tables")),
                        .summary = quantities_in(json.at("summary")),
                        .notes = json.at("notes").get<Texts>()};
  for (const auto& own : json.at("series"))
    trajectory.series.push_back(
        {own.at("quantity"), own.at("entity"), doubles_in(own.at("values").get_ref<const std::string&>())});
  for (const auto& own : json.at("events"))
    trajectory.events.push_back({own.at("step"), own.at("entity"), own.at("what")});
  for (const auto& own : json.at("invariants"))
    trajectory.invariants.push_back({own.at("name"), own.at("holds"), own.at("detail")});
  return trajectory;
}

}  // namespace apps
