// solvers/core/stop.hpp
// How long work may be told to stop from outside: a deadline, an interrupt.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>

#include "solvers/core/termination.hpp"

namespace solvers {

/// Handed down in Options; methods ask it once per iteration and return what they have.
struct Stop {
  std::optional<std::chrono::steady_clock::time_point> deadline{};
  const std::atomic<bool>* interrupt = nullptr;  ///< set by a signal handler; outlives the run

  /// `interrupted` or `time_limit` when the work must end now, else nothing.
  std::optional<Termination> requested() const {
    if (interrupt && interrupt->load(std::memory_order_relaxed)) return Termination::interrupted;
    if (deadline && std::chrono::steady_clock::now() >= *deadline) return Termination::time_limit;
    return std::nullopt;
  }
};

}  // namespace solvers
