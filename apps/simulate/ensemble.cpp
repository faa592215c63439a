#include "apps/simulate/ensemble.hpp"

#include <exception>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "apps/common/progress.hpp"
#include "apps/common/run.hpp"
#include "apps/common/terminal.hpp"
#include "apps/sweep/executor.hpp"

namespace apps {
namespace {

/// Where a task leaves its answer.
struct Slot {
  std::optional<SeededRun> run;
  std::exception_ptr fault;
};

OpenModel open_with_seed(const Arguments& arguments, const OpenModel& base, std::uint64_t seed) {
  auto options = read_options(arguments);
  options.seed = seed;
  OpenModel model;
  model.document.name = base.document.name;
  model.loaded = models::read_model(base.document, options);
  model.sha256 = fingerprint(model.loaded);
  return model;
}

Slot run_seed(const Arguments& arguments, const OpenModel& base, std::uint64_t seed,
              const solvers::Stop& stop) {
  Slot slot;
  try {
    auto model = open_with_seed(arguments, base, seed);
    auto options = run_options(arguments, model.loaded, stop);
    options.threads = 1;  // the seeds are what threads share
    auto trajectory = model.loaded.model->simulate(options);
    if (exit_code(trajectory) == ExitCode::stopped) return slot;
    slot.run = SeededRun{std::move(model), std::move(trajectory)};
  } catch (...) {
    slot.fault = std::current_exception();
  }
  return slot;
}

std::vector<const models::Trajectory*> trajectories_of(const Ensemble& ensemble) {
  std::vector<const models::Trajectory*> list;
  for (const auto& run : ensemble.runs) list.push_back(&run.trajectory);
  return list;
}

}  // namespace

int seeds_wanted(const Arguments& arguments, const OpenModel& model) {
  return arguments.seeds.value_or(model.loaded.model->seeds());
}

Ensemble simulate_seeds(const Arguments& arguments, const OpenModel& base, std::size_t count,
                        const solvers::Stop& stop) {
  const auto first = base.loaded.seed;
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (count - 1 > largest - first)
    throw std::invalid_argument(fmt::format("{} seeds from {} pass the largest, {}", count, first, largest));
  std::vector<Slot> slots(count);
  {
    Progress progress(count, progress_wanted(arguments));
    sweep::run_points(count, arguments.threads, stop, [&](std::size_t i) {
      slots[i] = run_seed(arguments, base, first + i, stop);
      progress.step();
    });
  }
  Ensemble ensemble{.asked = count};
  for (std::size_t i = 0; i < count; ++i) {
    if (slots[i].fault) std::rethrow_exception(slots[i].fault);
    if (slots[i].run) ensemble.runs.push_back(*std::move(slots[i].run));
  }
  ensemble.pooled = base.loaded.model->pool(trajectories_of(ensemble));
  return ensemble;
}

models::Status status(const Ensemble& ensemble) {
  if (ensemble.runs.size() < ensemble.asked) return models::Status::stopped;
  for (const auto& run : ensemble.runs)
    if (run.trajectory.status != models::Status::certified) return run.trajectory.status;
  return models::Status::certified;
}

ExitCode exit_code(const Ensemble& ensemble) {
  auto code = ensemble.runs.size() < ensemble.asked ? ExitCode::stopped : ExitCode::done;
  for (const auto& run : ensemble.runs) code = worse(code, exit_code(run.trajectory));
  return code;
}

}  // namespace apps
