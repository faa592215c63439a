#include "apps/common/records_trajectory.hpp"

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

/// One record: the fixed part, then "series" one after another.
void write_json(TextSink& sink, const OpenModel& model, const models::Trajectory& trajectory, bool one_line) {
  auto json = record_without_series(model, trajectory);
  json["provenance"] = lasting_provenance();
  auto text = one_line ? to_one_line(json) : to_pretty(json);
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
  sink.write(one_line ? "]}\n" : "\n  ]\n}\n");
}

}  // namespace

void write_trajectory(TextSink& sink, const Arguments& arguments, const OpenModel& model,
                      const models::Trajectory& trajectory, bool is_first) {
  const auto name = arguments.operands.size() > 1 ? model.document.name : std::string();
  switch (arguments.format) {
    case Format::human:
      return sink.write(to_human(model, trajectory, {arguments.digits, style_for(arguments)}));
    case Format::csv:
      return write_csv(sink, trajectory, name, is_first);
    case Format::json:
      return write_json(sink, model, trajectory, false);
    case Format::jsonl:
      return write_json(sink, model, trajectory, true);
  }
}

}  // namespace apps
