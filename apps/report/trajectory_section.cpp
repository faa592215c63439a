// Trajectories of one simulation.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/section.hpp"
#include "apps/report/trajectory_figures.hpp"

namespace apps::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 100;

HtmlTable invariants_table(const std::string& caption, const Json& items) {
  HtmlTable table{.caption = caption, .columns = {"what", "holds", "detail"}};
  for (const auto& item : items)
    table.rows.push_back({text_cell(text_at(item, "name")),
                          {badge_of(item.at("holds").get<bool>() ? "holds" : "violated")},
                          text_cell(text_at(item, "detail"))});
  return table;
}

HtmlTable events_table(const Json& events) {
  HtmlTable table{.caption = "Events", .columns = {"step", "who", "what"}};
  for (const auto& event : events) {
    if (table.rows.size() < most_rows)
      table.rows.push_back(
          {cell_of(event.at("step")), cell_of(event.at("entity")), cell_of(event.at("what"))});
    else
      ++table.left_out;
  }
  return table;
}

HtmlTable data_table(const Json& json) {
  HtmlTable table{.caption = text_at(json, "name")};
  if (const auto meaning = text_at(json, "meaning"); !meaning.empty()) table.caption += ": " + meaning;
  for (const auto& column : json.at("columns")) table.columns.push_back(column.get<std::string>());
  for (const auto& row : json.at("rows")) {
    if (table.rows.size() == most_rows) {
      table.left_out = json.at("rows").size() - most_rows;
      break;
    }
    auto& cells = table.rows.emplace_back();
    for (const auto& value : row) cells.push_back(cell_of(value));
  }
  return table;
}

void add_tables(Section& section, const Json& body) {
  if (const auto& summary = body.value("summary", Json::object()); !summary.empty())
    section.details.push_back(pairs_table("Summary", summary));
  if (const auto& events = body.value("events", Json::array()); !events.empty())
    section.details.push_back(events_table(events));
  for (const auto& table : body.value("tables", Json::array())) section.details.push_back(data_table(table));
  if (const auto& items = body.value("invariants", Json::array()); !items.empty())
    section.details.push_back(invariants_table("Invariants that were checked", items));
}

}  // namespace

Section trajectory_section(const Json& record) {
  Section section{.title = "Simulation", .status = text_at(record, "status")};
  section.lead = fmt::format("<p>{} steps, seed {}.</p>", record.at("steps").size(),
                             cell_of(record.at("solver").at("seed")).html);
  section.figures = trajectory_figures(record);
  add_tables(section, record);
  for (const auto& note : texts_at(record, "notes")) section.notes.push_back(note);
  return section;
}

Section ensemble_section(const Json& record) {
  Section section{.title = "Simulation under several seeds", .status = text_at(record, "status")};
  const auto& seeds = record.at("seeds");
  section.lead = fmt::format("<p>{} of {} seeds, from {} on.</p>", cell_of(seeds.at("finished")).html,
                             cell_of(seeds.at("asked")).html, cell_of(seeds.at("first")).html);
  section.figures = ensemble_figures(record);
  const auto& pooled = record.at("pooled");
  HtmlTable table{.caption = "Means over seeds", .columns = {"quantity", "mean", "standard error", "runs"}};
  for (const auto& estimate : pooled.at("estimates"))
    table.rows.push_back({cell_of(estimate.at("name")), cell_of(estimate.at("mean")),
                          cell_of(estimate.at("standard_error")), cell_of(estimate.at("runs"))});
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  add_tables(section, pooled);
  for (const auto& note : texts_at(pooled, "notes")) section.notes.push_back(note);
  return section;
}

Section check_section(const Json& record) {
  Section section{.title = "Checks", .status = text_at(record, "status")};
  section.tables.push_back(invariants_table("Findings of `entente check`", record.at("items")));
  for (const auto& note : texts_at(record, "notes")) section.notes.push_back(note);
  return section;
}

}  // namespace apps::report
