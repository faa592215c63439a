#include "apps/common/interrupt.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>

namespace apps {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

void on_signal(int) { interrupted.store(true, std::memory_order_relaxed); }

}  // namespace

void handle_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second signal has its usual effect
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void interrupt() { interrupted.store(true, std::memory_order_relaxed); }

solvers::Stop stop_after(std::optional<double> seconds) {
  solvers::Stop stop{.interrupt = &interrupted};
  if (seconds) {
    constexpr double longest = 1e8;  // seconds, three years: keeps the clock's count from overflowing
    const std::chrono::duration<double> span(std::min(*seconds, longest));
    stop.deadline = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(span);
  }
  return stop;
}

}  // namespace apps
