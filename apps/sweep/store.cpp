#include "apps/sweep/store.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/human_parts.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/table.hpp"
#include "apps/sweep/netcdf_file.hpp"
#include "apps/sweep/table_file.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

/// Axis by axis and value by value, since they can be as many as the points.
void write_axes(TextSink& sink, const Plan& plan) {
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    sink.write(fmt::format("{}\n    {{\n      \"key\": {},\n      \"values\": [", i == 0 ? "" : ",",
                           Json(plan.axes()[i].key).dump()));
    for (std::size_t k = 0; k < plan.length(i); ++k)
      sink.write((k == 0 ? "" : ", ") + Json(plan.value(i, k)).dump());
    sink.write("]\n    }");
  }
  sink.write("\n  ");
}

/// A frame with the base model and the axes, and a record a point.
void write_json(TextSink& sink, const Results& results, const Count& counted, const Json& identity) {
  Json frame{{"schema", "entente-sweep/1"},
             {"status", counted.done < counted.points ? "stopped"
                        : counted.not_certified > 0   ? "candidate"
                                                      : "certified"},
             {"model", identity.at("model")},
             {"axes", Json::array()},
             {"points", counted.points},
             {"done", counted.done},
             {"not_certified", counted.not_certified},
             {"provenance", lasting_provenance()}};
  auto text = to_pretty(frame);
  text.erase(text.find_last_of('}') - 1);
  const std::string_view before_axes = "\n  \"axes\": [";  // at the top
  const auto axes = text.find(before_axes) + before_axes.size();
  sink.write(std::string_view(text).substr(0, axes));
  write_axes(sink, results.plan());
  sink.write(text.substr(axes) + ",\n  \"results\": [");
  const char* gap = "\n    ";
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.has(i)) continue;
    sink.write(gap);
    sink.write(results.view(i).record);
    gap = ",\n    ";
  }
  sink.write("\n  ]\n}\n");
}

void write_lines(TextSink& sink, const Results& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.has(i)) continue;
    sink.write(results.view(i).record);
    sink.write("\n");
  }
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

void write_human(TextSink& sink, const Arguments& arguments, const Results& results, const Count& counted,
                 const Json& identity) {
  std::vector<std::vector<std::string>> rows;
  std::size_t all = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.has(i)) continue;
    const auto table = results.read(i).rows;
    if (rows.empty()) rows.push_back(human_row(table, table.columns, arguments.digits));
    for (const auto& row : table.rows)
      if (++all <= most_rows) rows.push_back(human_row(table, row, arguments.digits));
  }
  const auto& model = identity.at("model");
  sink.write(heading(model.at("name"), model.at("title"), style_for(arguments)) + aligned(rows, 2) +
             more_text(all, "rows", 2) + summary(counted) + "\n");
}

}  // namespace

RecordView Results::view(std::size_t point) const {
  const auto& shard = identity().shard;
  const auto payload = journal(point).payload(shard.place(point), windows_[shard.owner(point)]);
  return view_of(payload).value();
}

Count count(const std::vector<const Journal*>& journals) {
  Count counted;
  for (const auto* journal : journals)
    for (std::size_t place = 0; place < journal->places(); ++place) {
      ++counted.points;
      if (!journal->has(place)) continue;
      ++counted.done;
      ++counted.by_status[std::string(name(journal->status(place)))];
      if (!journal->certified(place)) ++counted.not_certified;
    }
  return counted;
}

std::string summary(const Count& counted) {
  std::string text = fmt::format("{} points:", counted.points);
  for (const auto& [status, number] : counted.by_status) text += fmt::format(" {} {},", number, status);
  if (counted.done < counted.points) text += fmt::format(" {} not reached,", counted.points - counted.done);
  return text + fmt::format(" {} not certified", counted.not_certified);
}

void write_results(TextSink& sink, const Arguments& arguments, const Results& results, const Count& counted) {
  const auto identity = Json::parse(results.identity().text);
  switch (arguments.format) {
    case Format::csv:
      return write_table(sink, results);
    case Format::json:
      return write_json(sink, results, counted, identity);
    case Format::human:
      return write_human(sink, arguments, results, counted, identity);
    case Format::jsonl:
      return write_lines(sink, results);
    case Format::netcdf:
      throw std::logic_error("a NetCDF file is no text");
  }
}

void write_outputs(std::optional<TextSink>& sink, const Arguments& arguments, const Results& results,
                   const Count& counted) {
  if (arguments.format == Format::netcdf) {
    write_netcdf(arguments.output, results);
  } else {
    if (!sink) sink.emplace(arguments.output);
    write_results(*sink, arguments, results, counted);
    sink->commit();
  }
  if (!arguments.netcdf.empty()) write_netcdf(arguments.netcdf, results);
}

}  // namespace apps::sweep
