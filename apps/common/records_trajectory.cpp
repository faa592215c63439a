#include "apps/common/records_trajectory.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "models/description/diagnostic.hpp"

namespace apps {
namespace {

using Strings = std::vector<std::string>;

[[noreturn]] void refuse_table(const std::string& table, const Strings& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  throw InputError(fmt::format("--table {}: there are {}{}", table, fmt::join(known, ", "),
                               models::description::suggestion(table, names)));
}

}  // namespace

void write_with_series(TextSink& sink, const nlohmann::ordered_json& fixed,
                       const models::Trajectory& trajectory, bool one_line) {
  auto text = one_line ? to_one_line(fixed) : to_pretty(fixed);
  text.erase(text.find_last_of('}'));
  while (text.back() == '\n') text.pop_back();
  const char* gap = one_line ? "" : "\n    ";
  sink.write(text + (one_line ? ",\"series\":[" : ",\n  \"series\": ["));
  bool first = true;
  for (const auto& series : trajectory.series) {
    auto line = to_one_line(series_json(series));
    line.pop_back();
    sink.write((first ? "" : ",") + std::string(gap) + line);
    first = false;
  }
  sink.write(one_line ? "]}" : "\n  ]\n}");
}

void require_table(const Arguments& arguments, const OpenModel& model, bool several_seeds) {
  if (arguments.table.empty()) return;
  Strings known{"series", "summary"};
  if (several_seeds) known.push_back("pooled");
  for (auto& name : model.loaded.model->tables()) known.push_back(std::move(name));
  if (std::find(known.begin(), known.end(), arguments.table) == known.end())
    refuse_table(arguments.table, known);
}

void write_table(TextSink& sink, const std::string& table, const models::Trajectory& trajectory,
                 const TidyRow& leading, bool with_header) {
  if (table.empty() || table == "series") return write_csv(sink, trajectory, leading, with_header);
  if (table == "summary") return write_csv(sink, summary_table(trajectory), leading, with_header);
  Strings known{"series", "summary"};
  for (const auto& own : trajectory.tables) {
    if (own.name == table) return write_csv(sink, own, leading, with_header);
    known.push_back(own.name);
  }
  refuse_table(table, known);
}

void write_trajectory(TextSink& sink, const Arguments& arguments, const OpenModel& model,
                      const models::Trajectory& trajectory, bool is_first) {
  const bool one_line = arguments.format == Format::jsonl;
  if (arguments.format == Format::human)
    return sink.write(to_human(model, trajectory, {arguments.digits, style_for(arguments)}));
  if (arguments.format == Format::csv) {
    TidyRow leading;
    if (arguments.operands.size() > 1) leading.set("model", model.document.name);
    return write_table(sink, arguments.table, trajectory, leading, is_first);
  }
  auto json = record_without_series(model, trajectory);
  json["provenance"] = lasting_provenance();
  write_with_series(sink, json, trajectory, one_line);
  sink.write("\n");
}

}  // namespace apps
