// apps/sweep/forecast.hpp
// What a sweep will take, from three of its points.
#pragma once

#include <string>

#include "apps/common/arguments.hpp"
#include "apps/sweep/journal.hpp"
#include "apps/sweep/points.hpp"

namespace apps::sweep {

struct Forecast {
  std::size_t points = 0, samples = 0;
  double seconds = 0;     ///< on the threads and ranks asked for
  double disk_bytes = 0;  ///< of the journal and the data file beside it
  double free_bytes = 0;  ///< of the disk where they go
};

constexpr std::size_t worth_a_forecast = 10'000;  ///< points; fewer fit on any disk

/// Solves the first, the middle and the last point of the shard, by a clock, and looks at the disk.
Forecast forecast(const Identity&, const PointSolver&, const Arguments&);

std::string forecast_text(const Forecast&);

/// Throws models::TooLarge where the disk has not room enough; the journal, just begun, is removed then.
void require_disk(const Forecast&, Journal&);

}  // namespace apps::sweep
