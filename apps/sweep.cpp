// apps/sweep.cpp
// `entente sweep`: one solve at every point of a plan, in plan order whatever the threads; and `entente
// merge`.
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "apps/common/interrupt.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
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
  const auto kind = arguments.plan == "zip"               ? sweep::PlanKind::zip
                    : arguments.plan == "latin-hypercube" ? sweep::PlanKind::latin_hypercube
                    : arguments.plan == "sobol"           ? sweep::PlanKind::sobol
                                                          : sweep::PlanKind::grid;
  return sweep::Plan::of_kind(kind, std::move(axes), base.loaded.seed);
}

void require_consistent(const Arguments& arguments) {
  const bool to_file = !arguments.output.empty() && arguments.output != "-";
  if (arguments.resume && !to_file)
    throw UsageError("--resume needs the -o FILE of the run that it continues");
  if (arguments.retry_failed && !arguments.resume) throw UsageError("--retry needs --resume");
  if (!arguments.shard.empty() && !to_file)
    throw UsageError("--shard needs -o FILE; `entente merge` joins the files");
}

/// Points that the journal does not have yet, each into it as soon as it is known.
void compute(sweep::Journal& journal, const sweep::PointSolver& solver, const Arguments& arguments,
             const solvers::Stop& stop) {
  std::size_t missing = 0;
  for (std::size_t place = 0; place < journal.places(); ++place) missing += journal.has(place) ? 0 : 1;
  Progress progress(missing, progress_wanted(arguments));
  sweep::run_points(journal.places(), arguments.threads, stop, [&](std::size_t place) {
    if (journal.has(place)) return;
    if (const auto result = solver.solve(journal.identity().shard.point(place))) journal.add(place, *result);
    progress.step();
  });
  journal.sync();
}

void narrate(const Arguments& arguments, const sweep::Journal& journal, const sweep::Count& counted) {
  if (arguments.verbosity < 0) return;
  const bool said_already =
      arguments.format == Format::human && arguments.output.empty() && arguments.shard.empty();
  if (!said_already) tell(fmt::format("{}\n", summary(counted)));
  if (counted.done < counted.points && !journal.path().empty())
    tell(fmt::format("stopped; '{}' keeps what is done, and the same command with --resume continues\n",
                     journal.path()));
}

void write_whole(std::optional<TextSink>& sink, const Arguments& arguments, sweep::Journal& journal,
                 const sweep::Count& counted) {
  if (!sink) sink.emplace(arguments.output);
  write_results(*sink, arguments, sweep::Results({&journal}), counted);
  sink->commit();
}

ExitCode exit_code(const sweep::Count& counted) {
  if (counted.done < counted.points) return ExitCode::stopped;
  return counted.not_certified > 0 ? ExitCode::not_certified : ExitCode::done;
}

}  // namespace

ExitCode run_sweep(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  require_consistent(arguments);
  const auto shard = sweep::read_shard(arguments.shard);
  const auto base = open_model(arguments, arguments.operands.front());
  const auto plan = plan_of(arguments, base);
  const sweep::PointSolver solver(arguments, base.document, plan, stop);
  for (const auto index : plan.probes()) solver.probe(index);
  const auto identity = sweep::identity_of(arguments, base, plan, shard);
  if (arguments.dry_run) {
    TextSink out("");
    out.write(forecast_text(sweep::forecast(identity, solver, arguments)));
    out.commit();
    return ExitCode::done;
  }
  std::optional<TextSink> sink(arguments.output);   // found out now rather than after the work
  if (sweep::has_journal(arguments)) sink.reset();  // and not left behind by a kill
  const auto journal = sweep::open_journal(arguments, identity);
  if (plan.size() >= sweep::worth_a_forecast && !arguments.resume && sweep::has_journal(arguments))
    sweep::require_disk(sweep::forecast(identity, solver, arguments), *journal);
  compute(*journal, solver, arguments, stop);
  const auto counted = sweep::count({journal.get()});
  const bool is_complete = counted.done == counted.points;
  if (!arguments.shard.empty()) {
    if (is_complete) journal->file().rename_to(arguments.output);
  } else {
    write_whole(sink, arguments, *journal, counted);
    write_sidecar(arguments, stopwatch, base);
    if (is_complete) journal->file().remove();
  }
  narrate(arguments, *journal, counted);
  return exit_code(counted);
}

}  // namespace apps
