#include "apps/sweep/executor.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace apps::sweep {

void run_points(std::size_t count, int threads, const solvers::Stop& stop,
                const std::function<void(std::size_t)>& task) {
  const auto run_range = [&](const tbb::blocked_range<std::size_t>& range) {
    for (auto i = range.begin(); i != range.end() && !stop.requested(); ++i) task(i);
  };
  tbb::task_arena arena(threads);
  arena.execute([&] { tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count), run_range); });
}

}  // namespace apps::sweep
