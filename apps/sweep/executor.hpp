// apps/sweep/executor.hpp
// Runs the points of a plan on threads. What comes back does not depend on how many.
#pragma once

#include <cstddef>
#include <functional>

#include "solvers/core/stop.hpp"

namespace apps::sweep {

/// Calls `task(i)` once for each i in [0, count), on `threads` threads, in no particular order; begins no
/// further one once `stop` asks. `task` stores its result by index; the first thing that it throws is thrown
/// here, when the tasks that were running have ended.
void run_points(std::size_t count, int threads, const solvers::Stop& stop,
                const std::function<void(std::size_t)>& task);

}  // namespace apps::sweep
