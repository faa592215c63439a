// apps/simulate.cpp
// `entente simulate`: trajectories of described models. What varies from run to run goes to NAME.run.json.
#include <deque>
#include <memory>

#include <nlohmann/json.hpp>

#include "apps/common/interrupt.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_trajectory.hpp"
#include "apps/common/run.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/simulate/ensemble.hpp"
#include "apps/simulate/records_ensemble.hpp"
#include "apps/sweep/executor.hpp"
#include "apps/sweep/resume.hpp"
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

/// The seeds of one model, in a journal beside the output where there is no other model.
class EnsembleRun {
 public:
  EnsembleRun(const Arguments& arguments, const OpenModel& model, const solvers::Stop& stop)
      : arguments_(arguments),
        model_(model),
        seeds_(arguments, model, static_cast<std::size_t>(seeds_wanted(arguments, model)), stop),
        stop_(stop) {}

  void help() const { sweep::help(seeds_.work(), arguments_, stop_); }
  const sweep::Identity& identity() const { return seeds_.identity(); }

  void run() {
    const bool is_only = arguments_.operands.size() == 1;
    journal_ =
        sweep::open_journal(is_only ? sweep::journal_path(arguments_) : "", arguments_, seeds_.identity());
    sweep::fill(*journal_, seeds_.work(), arguments_, stop_);
    counted_ = sweep::count({journal_.get()});
    const auto failed = counted_.by_status.find("failed");
    if (failed != counted_.by_status.end() && failed->second == counted_.done)
      journal_->file().remove();  // nothing to resume
  }

  ExitCode write(TextSink& sink, bool is_first) const {
    const auto ensemble = seeds_.gather(*journal_);
    write_ensemble(sink, arguments_, model_, ensemble, is_first);
    return exit_code(ensemble);
  }

  /// When the output is written.
  void finish(const Stopwatch& stopwatch) {
    write_sidecar(arguments_, stopwatch, model_.sha256, model_.loaded.seed,
                  sweep::completed(arguments_, seeds_.identity(), counted_));
    sweep::remove_or_keep(*journal_, arguments_);
  }

 private:
  const Arguments& arguments_;
  const OpenModel& model_;
  SeedSweep seeds_;
  solvers::Stop stop_;
  std::unique_ptr<sweep::Journal> journal_;
  sweep::Count counted_;
};

void require_consistent(const Arguments& arguments, const std::vector<OpenModel>& opened) {
  sweep::require_resumable(arguments);
  if (arguments.resume && (opened.size() > 1 || !has_several_seeds(arguments, opened.front())))
    throw UsageError("--resume is for several seeds (--seeds N) of one MODEL");
}

/// Found out now rather than after the work; nothing is left behind by a kill.
void require_writable(const std::string& output) { TextSink{output}; }

}  // namespace

ExitCode run_simulate(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  std::vector<OpenModel> opened;
  for (const auto& name : arguments.operands) {
    opened.push_back(open_model(arguments, name));
    require_table(arguments, opened.back(), has_several_seeds(arguments, opened.back()));
  }
  require_consistent(arguments, opened);
  std::deque<EnsembleRun> ensembles;
  for (const auto& model : opened)
    if (has_several_seeds(arguments, model)) ensembles.emplace_back(arguments, model, stop);
  if (!sweep::executor().is_writer()) {
    for (const auto& ensemble : ensembles) ensemble.help();
    return ExitCode::done;
  }
  if (arguments.resume)
    if (const auto counted = sweep::finished_before(arguments, ensembles.front().identity()))
      return sweep::say_finished(arguments, *counted);
  require_writable(arguments.output);
  for (auto& ensemble : ensembles) ensemble.run();
  TextSink sink(arguments.output);
  auto code = ExitCode::done;
  auto ensemble = ensembles.begin();
  for (const auto& model : opened) {
    const bool is_first = &model == &opened.front();
    const auto own = has_several_seeds(arguments, model) ? (ensemble++)->write(sink, is_first)
                                                         : run_one(sink, arguments, model, stop, is_first);
    code = worse(code, own);
  }
  sink.commit();
  if (opened.size() == 1 && !ensembles.empty())
    ensembles.front().finish(stopwatch);
  else
    write_sidecar(arguments, stopwatch, opened.front());
  return code;
}

}  // namespace apps
