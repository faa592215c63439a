#include "apps/sweep/store.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/human_parts.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/table.hpp"
#include "apps/common/text_sink.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

Json axes_json(const Plan& plan) {
  Json axes = Json::array();
  for (const auto& axis : plan.axes()) axes.push_back({{"key", axis.key}, {"values", axis.values}});
  return axes;
}

void write_csv(TextSink& sink, const Plan& plan, const Results& results) {
  TidyTable header{{"point"}, {}};  // also where no point was reached
  for (const auto& axis : plan.axes()) header.columns.push_back(axis.key);
  header.columns.push_back("status");
  std::vector<const TidyTable*> tables{&header};
  for (const auto& result : results)
    if (result) tables.push_back(&result->rows);
  apps::write_csv(sink, tables);
}

/// A frame with the base model and the axes, and a record a point.
void write_json(TextSink& sink, const OpenModel& base, const Plan& plan, const Results& results) {
  const auto counted = count(results);
  Json frame{{"schema", "entente-sweep/1"},
             {"status", counted.done < counted.points ? "stopped"
                        : counted.not_certified > 0   ? "candidate"
                                                      : "certified"},
             {"model", model_json(base)},
             {"axes", axes_json(plan)},
             {"points", counted.points},
             {"done", counted.done},
             {"not_certified", counted.not_certified},
             {"provenance", lasting_provenance()}};
  auto text = to_pretty(frame);
  text.erase(text.find_last_of('}') - 1);
  sink.write(text + ",\n  \"results\": [");
  const char* gap = "\n    ";
  for (const auto& result : results) {
    if (!result) continue;
    sink.write(gap);
    sink.write(std::string_view(result->line).substr(0, result->line.size() - 1));
    gap = ",\n    ";
  }
  sink.write("\n  ]\n}\n");
}

/// What a reader of the table can do without; the machine formats have it.
bool is_evidence(const std::string& column) {
  for (const auto* name : {"termination", "equilibrium", "verdict", "epsilon", "residual", "regret"})
    if (column == name) return true;
  return false;
}

std::string shortened(const std::string& cell, int digits) {
  char* end = nullptr;
  const double number = std::strtod(cell.c_str(), &end);
  return !cell.empty() && *end == '\0' ? number_text(number, digits) : cell;
}

std::vector<std::string> human_row(const TidyTable& table, const std::vector<std::string>& row, int digits) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!is_evidence(table.columns[i])) cells.push_back(shortened(row[i], digits));
  return cells;
}

void write_human(TextSink& sink, const Arguments& arguments, const OpenModel& base, const Results& results) {
  std::vector<std::vector<std::string>> rows;
  std::size_t all = 0;
  for (const auto& result : results) {
    if (!result) continue;
    const auto& table = result->rows;
    if (rows.empty()) rows.push_back(human_row(table, table.columns, arguments.digits));
    for (const auto& row : table.rows)
      if (++all <= most_rows) rows.push_back(human_row(table, row, arguments.digits));
  }
  sink.write(heading(base, style_for(arguments)) + aligned(rows, 2) + more_text(all, "rows", 2) +
             summary(count(results)) + "\n");
}

}  // namespace

Count count(const Results& results) {
  Count counted{.points = results.size()};
  for (const auto& result : results) {
    if (!result) continue;
    ++counted.done;
    ++counted.by_status[std::string(name(result->status))];
    if (!result->certified) ++counted.not_certified;
  }
  return counted;
}

std::string summary(const Count& counted) {
  std::string text = fmt::format("{} points:", counted.points);
  for (const auto& [status, number] : counted.by_status) text += fmt::format(" {} {},", number, status);
  if (counted.done < counted.points) text += fmt::format(" {} not reached,", counted.points - counted.done);
  return text + fmt::format(" {} not certified", counted.not_certified);
}

void write_results(TextSink& sink, const Arguments& arguments, const OpenModel& base, const Plan& plan,
                   const Results& results) {
  switch (arguments.format) {
    case Format::csv:
      return write_csv(sink, plan, results);
    case Format::json:
      return write_json(sink, base, plan, results);
    case Format::human:
      return write_human(sink, arguments, base, results);
    case Format::jsonl:
      for (const auto& result : results)
        if (result) sink.write(result->line);
  }
}

}  // namespace apps::sweep
