#include "apps/simulate/ensemble.hpp"

#include <exception>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/failure.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/run.hpp"
#include "apps/simulate/trajectory_text.hpp"

namespace apps {
namespace {

OpenModel open_with_seed(const Arguments& arguments, const OpenModel& base, std::uint64_t seed) {
  auto options = read_options(arguments);
  options.seed = seed;
  OpenModel model;
  model.document.name = base.document.name;
  model.loaded = models::read_model(base.document, options);
  model.sha256 = fingerprint(model.loaded);
  return model;
}

std::vector<const models::Trajectory*> trajectories_of(const Ensemble& ensemble) {
  std::vector<const models::Trajectory*> list;
  for (const auto& run : ensemble.runs) list.push_back(&run.trajectory);
  return list;
}

sweep::Plan plan_of(std::uint64_t first, std::size_t count) {
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  constexpr auto exact = std::uint64_t{1} << 53;  // whole numbers that a double holds
  if (count - 1 > largest - first)
    throw std::invalid_argument(fmt::format("{} seeds from {} pass the largest, {}", count, first, largest));
  const auto last = first + (count - 1);
  sweep::Axis axis{"seed", {}};
  if (last < exact)
    axis.spacing = sweep::Spacing{static_cast<double>(first), static_cast<double>(last), count, false};
  else
    for (auto seed = first; seed < first + count; ++seed) axis.listed.push_back(std::to_string(seed));
  return sweep::Plan({axis});
}

/// What a run threw, as the line of its record.
std::string failure_line(const Failure& failure) {
  return to_one_line({{"failure", failure.what()}, {"code", static_cast<int>(failure.code)}});
}

/// Nothing where the line holds a trajectory.
std::optional<Failure> failure_in(const sweep::PointResult& result) {
  if (result.status != models::Status::failed) return std::nullopt;
  const auto json = nlohmann::ordered_json::parse(result.line);
  if (!json.contains("failure")) return std::nullopt;
  return Failure(static_cast<ExitCode>(json.at("code").get<int>()), json["failure"]);
}

}  // namespace

int seeds_wanted(const Arguments& arguments, const OpenModel& model) {
  return arguments.seeds.value_or(model.loaded.model->seeds());
}

SeedSweep::SeedSweep(const Arguments& arguments, const OpenModel& base, std::size_t count,
                     const solvers::Stop& stop)
    : arguments_(arguments),
      base_(base),
      stop_(stop),
      plan_(plan_of(base.loaded.seed, count)),
      identity_(sweep::identity_of(arguments, base, plan_, {}, "trajectories")),
      work_(
          sweep::each_point(identity_, plan_, [this](std::size_t index) -> std::optional<sweep::PointResult> {
            auto result = simulate(index);
            if (result.status == models::Status::stopped) return std::nullopt;
            return result;
          })) {}

sweep::PointResult SeedSweep::simulate(std::size_t index) const {
  try {
    const auto model = open_with_seed(arguments_, base_, seed(index));
    const auto trajectory = model.loaded.model->simulate(run_options(arguments_, model.loaded, stop_));
    const auto code = exit_code(trajectory);
    if (code == ExitCode::stopped) return {.status = models::Status::stopped};
    return {.status = trajectory.status, .certified = code == ExitCode::done, .line = to_line(trajectory)};
  } catch (...) {
    return {.status = models::Status::failed, .line = failure_line(failure_of(std::current_exception()))};
  }
}

Ensemble SeedSweep::gather(const sweep::Journal& journal) const {
  Ensemble ensemble{.asked = journal.places()};
  for (std::size_t i = 0; i < journal.places(); ++i) {
    if (!journal.has(i)) continue;
    const auto result = journal.read(i);
    if (const auto failure = failure_in(result)) throw *failure;
    ensemble.runs.push_back({open_with_seed(arguments_, base_, seed(i)), trajectory_in(result.line)});
  }
  ensemble.pooled = base_.loaded.model->pool(trajectories_of(ensemble));
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
