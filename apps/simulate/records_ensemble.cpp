#include "apps/simulate/records_ensemble.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/human_parts.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/records_trajectory.hpp"
#include "apps/common/run.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

/// What all runs have in common, and what they say together.
Json ensemble_json(const OpenModel& base, const Ensemble& ensemble) {
  return {
      {"schema", "entente-ensemble/1"},
      {"status", name(status(ensemble))},
      {"model", model_json(base)},
      {"seeds", {{"first", base.loaded.seed}, {"asked", ensemble.asked}, {"finished", ensemble.runs.size()}}},
      {"pooled", pooled_json(ensemble.pooled)},
      {"provenance", lasting_provenance()}};
}

void write_json(TextSink& sink, const OpenModel& base, const Ensemble& ensemble) {
  auto text = to_pretty(ensemble_json(base, ensemble));
  text.erase(text.find_last_of('}'));
  while (text.back() == '\n') text.pop_back();
  sink.write(text + ",\n  \"runs\": [");
  for (std::size_t i = 0; i < ensemble.runs.size(); ++i) {
    sink.write(i == 0 ? "\n    " : ",\n    ");
    const auto& run = ensemble.runs[i];
    write_with_series(sink, run_without_series(run.model, run.trajectory), run.trajectory, true);
  }
  sink.write(ensemble.runs.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

void write_lines(TextSink& sink, const OpenModel& base, const Ensemble& ensemble) {
  for (const auto& run : ensemble.runs) {
    auto json = record_without_series(run.model, run.trajectory);
    json["provenance"] = lasting_provenance();
    write_with_series(sink, json, run.trajectory, true);
    sink.write("\n");
  }
  sink.write(to_one_line(ensemble_json(base, ensemble)));
}

/// The table of the command line where it is one of the pooled ones.
const models::DataTable* pooled_table(const std::string& table, const models::Pooled& pooled) {
  for (const auto& own : pooled.tables)
    if (own.name == table) return &own;
  return nullptr;
}

void write_rows(TextSink& sink, const Arguments& arguments, const OpenModel& base, const Ensemble& ensemble,
                bool is_first) {
  TidyRow leading;
  if (arguments.operands.size() > 1) leading.set("model", base.document.name);
  if (arguments.table == "pooled")
    return write_csv(sink, estimates_table(ensemble.pooled), leading, is_first);
  if (const auto* table = pooled_table(arguments.table, ensemble.pooled))
    return write_csv(sink, *table, leading, is_first);
  if (ensemble.runs.empty() && is_first) sink.write("seed\n");
  for (const auto& run : ensemble.runs) {
    auto cells = leading;
    cells.set("seed", std::to_string(run.model.loaded.seed));
    write_table(sink, arguments.table, run.trajectory, cells, is_first && &run == &ensemble.runs.front());
  }
}

/// Invariants that fail, each with the first seed under which it does.
std::string invariants_text(const Ensemble& ensemble) {
  std::size_t held = 0;
  std::string failures;
  for (const auto& run : ensemble.runs)
    for (const auto& invariant : run.trajectory.invariants) {
      held += invariant.holds ? 1 : 0;
      if (!invariant.holds)
        failures += fmt::format("  FAILS under seed {}: {} {}\n", run.model.loaded.seed, invariant.name,
                                invariant.detail);
    }
  return fmt::format("  {} invariants hold\n", held) + failures;
}

std::string to_human(const Arguments& arguments, const OpenModel& base, const Ensemble& ensemble) {
  const HumanOptions options{arguments.digits, style_for(arguments)};
  return heading(base, options.style) + "status: " + badge(status(ensemble), options.style) + "\n" +
         fmt::format("{} of {} seeds from {} on\n", ensemble.runs.size(), ensemble.asked, base.loaded.seed) +
         apps::to_human(ensemble.pooled, options) + invariants_text(ensemble);
}

}  // namespace

void write_ensemble(TextSink& sink, const Arguments& arguments, const OpenModel& base,
                    const Ensemble& ensemble, bool is_first) {
  switch (arguments.format) {
    case Format::human:
      return sink.write(to_human(arguments, base, ensemble));
    case Format::netcdf:  // refused with the words of the command line
    case Format::csv:
      return write_rows(sink, arguments, base, ensemble, is_first);
    case Format::json:
      return write_json(sink, base, ensemble);
    case Format::jsonl:
      return write_lines(sink, base, ensemble);
  }
}

}  // namespace apps
