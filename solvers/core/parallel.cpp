#include "solvers/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace solvers {

void in_parallel(long count, int threads, const Stop& stop, const std::function<void(long)>& piece) {
  std::atomic<long> next{0};
  std::mutex guard;
  std::exception_ptr fault;
  long faulty = count;
  const auto work = [&] {
    while (!stop.requested()) {
      const long i = next.fetch_add(1);
      if (i >= count) return;
      try {
        piece(i);
      } catch (...) {
        const std::lock_guard lock(guard);
        if (i < faulty) faulty = i, fault = std::current_exception();
      }
    }
  };
  std::vector<std::thread> workers;
  for (long k = 1; k < std::min<long>(std::max(threads, 1), count); ++k) workers.emplace_back(work);
  work();
  for (auto& worker : workers) worker.join();
  if (fault) std::rethrow_exception(fault);
}

}  // namespace solvers
