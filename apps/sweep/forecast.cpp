#include "apps/sweep/forecast.hpp"

#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "apps/common/provenance.hpp"
#include "apps/sweep/executor.hpp"
#include "models/family.hpp"

namespace apps::sweep {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

double free_bytes_beside(const std::string& output) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto folder = output.empty() ? fs::temp_directory_path(error) : fs::absolute(output).parent_path();
  const auto space = fs::space(folder, error);
  return error ? 0 : static_cast<double>(space.available);
}

}  // namespace

Forecast forecast(const Identity& identity, const PointSolver& solver, const Arguments& arguments) {
  const auto plan = plan_in(identity);
  const auto samples = JournalFile::temporary();
  Forecast result{.points = identity.shard.size(identity.points),
                  .free_bytes = free_bytes_beside(arguments.output)};
  if (result.points == 0) return result;
  const Stopwatch stopwatch;
  for (const auto place : std::set<std::size_t>{0, result.points / 2, result.points - 1})
    if (const auto point = solver.solve(identity.shard.point(place))) {
      samples->append(record_of(identity, plan, place, *point).payload);
      ++result.samples;
    }
  if (result.samples == 0) return result;
  const auto scale = static_cast<double>(result.points) / static_cast<double>(result.samples);
  result.seconds = stopwatch.seconds() * scale / arguments.threads / executor().processes();
  result.disk_bytes = 2 * static_cast<double>(samples->size()) * scale;
  return result;
}

std::string forecast_text(const Forecast& forecast) {
  return fmt::format("{} points; from {} of them: about {:.3g} s, {:.3g} GiB of disk ({:.3g} GiB are free)\n",
                     forecast.points, forecast.samples, forecast.seconds, forecast.disk_bytes / gibibyte,
                     forecast.free_bytes / gibibyte);
}

void require_disk(const Forecast& forecast, Journal& journal) {
  if (forecast.disk_bytes <= forecast.free_bytes) return;
  journal.file().remove();
  throw models::TooLarge(fmt::format(
      "sweep: {} points take about {:.3g} GiB of disk and {:.3g} GiB are free; use fewer points, another "
      "disk, or shards on several",
      forecast.points, forecast.disk_bytes / gibibyte, forecast.free_bytes / gibibyte));
}

}  // namespace apps::sweep
