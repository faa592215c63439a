// apps/sweep.cpp
// `entente sweep`: one solve at every point of a plan, in plan order whatever the threads; and `entente
// merge`.
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/interrupt.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/continuation.hpp"
#include "apps/sweep/executor.hpp"
#include "apps/sweep/fill.hpp"
#include "apps/sweep/forecast.hpp"
#include "apps/sweep/resume.hpp"
#include "apps/sweep/store.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

sweep::Plan plan_of(const Arguments& arguments, const OpenModel& base) {
  std::vector<sweep::Axis> axes;
  for (const auto& text : arguments.sweep) axes.push_back(sweep::read_axis(text));
  if (axes.empty())
    for (const auto& axis : base.loaded.axes) axes.push_back(sweep::to_axis(axis));
  return sweep::Plan::of_kind(sweep::plan_kind_named(arguments.plan), std::move(axes), base.loaded.seed);
}

void require_consistent(const Arguments& arguments) {
  const bool to_file = !arguments.output.empty() && arguments.output != "-";
  sweep::require_resumable(arguments);
  if (arguments.retry_failed && !arguments.resume) throw UsageError("--retry needs --resume");
  if (!arguments.shard.empty() && !to_file)
    throw UsageError("--shard needs -o FILE; `entente merge` joins the files");
  if (!arguments.shard.empty() && (!arguments.netcdf.empty() || arguments.format == Format::netcdf))
    throw UsageError("a shard is no grid: `entente merge` writes NetCDF");
}

void narrate(const Arguments& arguments, const sweep::Journal& journal, const sweep::Count& counted) {
  if (arguments.verbosity < 0) return;
  const bool said_already =
      arguments.format == Format::human && arguments.output.empty() && arguments.shard.empty();
  if (!said_already) tell(fmt::format("{}\n", summary(counted)));
  if (counted.done < counted.points) tell_kept(journal, arguments);
}

/// The description without its axes, which each point would read again.
models::Document without_axes(const models::Document& document) {
  auto result = document;
  std::erase_if(result.root.entries(), [](const auto& entry) { return entry.key == "sweep"; });
  return result;
}

ExitCode print_forecast(const sweep::Identity& identity, const sweep::PointSolver& solver,
                        const Arguments& arguments) {
  TextSink out("");
  out.write(forecast_text(sweep::forecast(identity, solver, arguments)));
  out.commit();
  return ExitCode::done;
}

}  // namespace

ExitCode run_sweep(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  require_consistent(arguments);
  auto shard = sweep::read_shard(arguments.shard);
  const auto base = open_model(arguments, arguments.operands.front());
  const auto plan = plan_of(arguments, base);
  const auto continuation = sweep::read_continuation(arguments, plan);
  if (continuation) shard = sweep::along(shard, plan, continuation->axis);
  const auto document = without_axes(base.document);
  const sweep::PointSolver solver(arguments, document, plan, stop);
  for (const auto index : plan.probes()) solver.probe(index);
  const auto identity =
      sweep::identity_of(arguments, base, plan, shard, holds_rows(arguments.format) ? "rows" : "records");
  const auto work = continuation ? sweep::each_row(identity, plan, solver, *continuation)
                                 : sweep::each_point(identity, plan,
                                                     [&](std::size_t index) { return solver.solve(index); });
  if (!sweep::executor().is_writer())
    return arguments.dry_run ? ExitCode::done : sweep::help(work, arguments, stop);
  if (arguments.dry_run) return print_forecast(identity, solver, arguments);
  if (const auto counted = sweep::finished_before(arguments, identity))
    return sweep::say_finished(arguments, *counted);
  std::optional<TextSink> sink(arguments.output);   // found out now rather than after the work
  if (sweep::has_journal(arguments)) sink.reset();  // and not left behind by a kill
  if (!arguments.netcdf.empty()) TextSink{arguments.netcdf};
  const auto journal = sweep::open_journal(sweep::journal_path(arguments), arguments, identity);
  if (plan.size() >= sweep::worth_a_forecast && !arguments.resume && sweep::has_journal(arguments))
    sweep::require_disk(sweep::forecast(identity, solver, arguments), *journal);
  sweep::fill(*journal, work, arguments, stop);
  const auto counted = sweep::count({journal.get()});
  const auto said = continuation && arguments.verbosity >= 0 ? sweep::summary_of_starts(*journal) : "";
  if (!arguments.shard.empty()) {
    if (counted.done == counted.points) journal->file().rename_to(arguments.output);
  } else {
    write_outputs(sink, arguments, sweep::Results({journal.get()}), counted);
    write_sidecar(arguments, stopwatch, base.sha256, base.loaded.seed,
                  sweep::completed(arguments, identity, counted));
    sweep::close_journal(*journal, arguments, counted);
  }
  narrate(arguments, *journal, counted);
  tell(said);
  return sweep::exit_code(counted);
}

}  // namespace apps
