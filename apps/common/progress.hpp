// apps/common/progress.hpp
// How far work is, on standard error: at most ten lines a second, each over the last.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>

namespace apps {

/// Safe to call from any thread.
class Progress {
 public:
  Progress(std::size_t total, bool wanted);
  ~Progress();  ///< clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step();

 private:
  void show(std::size_t done);

  const std::size_t total_;
  const bool wanted_;
  std::atomic<std::size_t> done_{0};
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_;
  bool shown_ = false;
};

}  // namespace apps
