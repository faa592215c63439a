// apps/simulate.cpp
// `entente simulate`: trajectories of described models. What varies from run to run goes to NAME.run.json.
#include "apps/common/interrupt.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_trajectory.hpp"
#include "apps/common/run.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/simulate/ensemble.hpp"
#include "apps/simulate/records_ensemble.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

/// Rows and records of one model must not change their shape with the others', so --seeds 1 counts too.
bool has_several_seeds(const Arguments& arguments, const OpenModel& model) {
  return arguments.seeds || seeds_wanted(arguments, model) > 1;
}

ExitCode run_one(TextSink& sink, const Arguments& arguments, const OpenModel& model,
                 const solvers::Stop& stop, bool is_first) {
  const auto trajectory = model.loaded.model->simulate(run_options(arguments, model.loaded, stop));
  write_trajectory(sink, arguments, model, trajectory, is_first);
  return exit_code(trajectory);
}

ExitCode run_ensemble(TextSink& sink, const Arguments& arguments, const OpenModel& model,
                      const solvers::Stop& stop, bool is_first) {
  const auto ensemble = simulate_seeds(arguments, model, seeds_wanted(arguments, model), stop);
  write_ensemble(sink, arguments, model, ensemble, is_first);
  return exit_code(ensemble);
}

}  // namespace

ExitCode run_simulate(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  std::vector<OpenModel> opened;
  for (const auto& name : arguments.operands) {
    opened.push_back(open_model(arguments, name));
    require_table(arguments, opened.back(), has_several_seeds(arguments, opened.back()));
  }
  TextSink sink(arguments.output);
  auto code = ExitCode::done;
  for (const auto& model : opened) {
    const bool is_first = &model == &opened.front();
    const auto run = has_several_seeds(arguments, model) ? run_ensemble : run_one;
    code = worse(code, run(sink, arguments, model, stop, is_first));
  }
  sink.commit();
  write_sidecar(arguments, stopwatch, opened.front());
  return code;
}

}  // namespace apps
