// apps/simulate.cpp
// `entente simulate`: trajectories of described models. What varies from run to run goes to NAME.run.json.
#include "apps/common/interrupt.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_trajectory.hpp"
#include "apps/common/run.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_simulate(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  std::vector<OpenModel> opened;
  for (const auto& name : arguments.operands) opened.push_back(open_model(arguments, name));
  TextSink sink(arguments.output);
  auto code = ExitCode::done;
  for (const auto& model : opened) {
    const auto trajectory = model.loaded.model->simulate(run_options(arguments, model.loaded, stop));
    write_trajectory(sink, arguments, model, trajectory, &model == &opened.front());
    code = worse(code, exit_code(trajectory));
  }
  sink.commit();
  write_sidecar(arguments, stopwatch, opened.front());
  return code;
}

}  // namespace apps
