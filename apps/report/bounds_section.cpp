// Thresholds and bounds with their brackets, and the law of the learning time where its chances are there.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/learning_time.hpp"
#include "apps/report/section.hpp"

namespace apps::report {
namespace {

using models::Curve;
using models::Figure;
using models::FigureKind;
using models::Stroke;
using models::Symbol;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 200, most_drawn = 40;

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

HtmlTable bounds_table(const Json& bounds) {
  HtmlTable table{
      .caption = "Bounds",
      .columns = {"quantity", "value", "lower", "upper", "unit", "level", "where", "inputs", "method"}};
  for (const auto& bound : bounds) {
    if (table.rows.size() == most_rows) {
      table.left_out = bounds.size() - most_rows;
      break;
    }
    const bool exists = bound.value("exists", true);
    table.rows.push_back({text_cell(text_at(bound, "quantity")),
                          cell_of(bound.value("value", Json())),
                          cell_of(bound.value("lower", Json())),
                          cell_of(bound.value("upper", Json())),
                          text_cell(text_at(bound, "unit")),
                          {exists ? badge_of(text_at(bound, "level")) : badge_of("absent")},
                          text_cell(joined(texts_at(bound, "conditions"))),
                          cell_of(bound.value("inputs", Json::object())),
                          text_cell(text_at(bound, "method"))});
  }
  return table;
}

/// Bounds of one unit on one axis, each with its bracket.
Figure brackets_figure(const std::string& unit, const std::vector<const Json*>& bounds) {
  Figure figure{.kind = FigureKind::dots,
                .id = slug("bounds-" + unit),
                .title = unit.empty() ? "Bounds" : "Bounds, " + unit,
                .caption = "Each bound with its bracket; most brackets are narrower than the mark."};
  figure.y.title = unit.empty() ? "value" : unit;
  Curve curve{.name = "", .stroke = Stroke::none, .symbol = Symbol::dot};
  double least = INFINITY, greatest = 0;
  for (const auto* bound : bounds) {
    const double value = number_or_nan(bound->at("value"));
    curve.x.push_back(static_cast<double>(figure.x.categories.size()));
    curve.y.push_back(value);
    curve.lower.push_back(number_or_nan(bound->at("lower")));
    curve.upper.push_back(number_or_nan(bound->at("upper")));
    figure.x.categories.push_back(text_at(*bound, "quantity"));
    curve.labels.push_back(text_at(*bound, "quantity"));
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  figure.y.logarithmic = least > 0 && greatest > 100 * least;
  figure.curves.push_back(std::move(curve));
  return figure;
}

void add_bracket_figures(Section& section, const Json& bounds) {
  std::vector<std::string> units;
  std::map<std::string, std::vector<const Json*>> by_unit;
  for (const auto& bound : bounds) {
    if (!bound.value("exists", true) || !bound.value("value", Json()).is_number()) continue;
    const auto unit = text_at(bound, "unit");
    if (!by_unit.contains(unit)) units.push_back(unit);
    if (by_unit[unit].size() < most_drawn) by_unit[unit].push_back(&bound);
  }
  for (const auto& unit : units)
    if (by_unit[unit].size() > 1) section.figures.push_back(brackets_figure(unit, by_unit[unit]));
}

}  // namespace

Section bounds_section(const Json& record) {
  Section section{.title = "Bounds and thresholds", .status = text_at(record, "status")};
  const auto& bounds = record.at("bounds");
  if (auto figure = learning_time_figure(bounds)) section.figures.push_back(std::move(*figure));
  add_bracket_figures(section, bounds);
  section.tables.push_back(bounds_table(bounds));
  for (const auto& note : texts_at(record, "notes")) section.notes.push_back(note);
  return section;
}

}  // namespace apps::report
