#include "apps/sweep/executor.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace apps::sweep {
namespace {

class OwnThreads : public Executor {
 public:
  bool is_writer() const override { return true; }
  int processes() const override { return 1; }

  void run(const Tasks& tasks, const Keeper& keeper, int threads, const solvers::Stop& stop) override {
    run_points(tasks.count, threads, stop, [&](std::size_t i) {
      if (keeper.wanted(i)) tasks.run(i, keeper.keep);
    });
  }

  void serve(const Tasks&, int, const solvers::Stop&) override {}
};

Executor*& chosen() {
  static OwnThreads own;
  static Executor* executor = &own;
  return executor;
}

}  // namespace

void run_points(std::size_t count, int threads, const solvers::Stop& stop,
                const std::function<void(std::size_t)>& task) {
  const auto run_range = [&](const tbb::blocked_range<std::size_t>& range) {
    for (auto i = range.begin(); i != range.end() && !stop.requested(); ++i) task(i);
  };
  tbb::task_arena arena(threads);
  arena.execute([&] { tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count), run_range); });
}

Executor& executor() { return *chosen(); }

void use_executor(Executor& executor) { chosen() = &executor; }

}  // namespace apps::sweep
