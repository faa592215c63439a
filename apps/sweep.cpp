// apps/sweep.cpp
// `entente sweep`: one solve at every point of a grid, in plan order whatever the threads.
#include <cstdio>

#include <fmt/format.h>

#include "apps/common/interrupt.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
#include "apps/sweep/store.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

// Of a finished point in memory: measured on cases with one to five players, rounded up.
constexpr double bytes_per_row = 4096, bytes_per_record = 16384;

sweep::Plan plan_of(const Arguments& arguments, const OpenModel& base) {
  std::vector<sweep::Axis> axes;
  for (const auto& text : arguments.sweep) axes.push_back(sweep::read_axis(text));
  if (axes.empty())
    for (const auto& axis : base.loaded.axes) axes.push_back(sweep::to_axis(axis));
  return sweep::Plan(std::move(axes), arguments.format == Format::csv ? bytes_per_row : bytes_per_record);
}

}  // namespace

ExitCode run_sweep(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  const auto base = open_model(arguments, arguments.operands.front());
  const auto plan = plan_of(arguments, base);
  const sweep::PointSolver solver(arguments, base.document, plan, stop);
  for (const auto index : plan.probes()) solver.probe(index);
  TextSink sink(arguments.output);
  sweep::Results results(plan.size());
  {
    Progress progress(plan.size(), progress_wanted(arguments));
    sweep::run_points(plan.size(), arguments.threads, stop, [&](std::size_t i) {
      results[i] = solver.solve(i);
      progress.step();
    });
  }
  write_results(sink, arguments, base, plan, results);
  sink.commit();
  write_sidecar(arguments, stopwatch, base);
  const auto counted = count(results);
  const bool said_already = arguments.format == Format::human && arguments.output.empty();
  if (arguments.verbosity >= 0 && !said_already) tell(fmt::format("{}\n", summary(counted)));
  if (counted.done < counted.points) return ExitCode::stopped;
  return counted.not_certified > 0 ? ExitCode::not_certified : ExitCode::done;
}

}  // namespace apps
