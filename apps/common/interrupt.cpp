#include "apps/common/interrupt.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>

#include <sys/time.h>
#include <unistd.h>

#include "apps/common/exit_code.hpp"

namespace apps {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

std::atomic<const std::string*> reading{nullptr};  // what to say where reading is stopped
static_assert(std::atomic<const std::string*>::is_always_lock_free);

/// While a description is read there is nothing to keep, and no method that could be asked to stop.
void on_signal(int) {
  if (const auto* message = reading.load(std::memory_order_relaxed)) {
    static_cast<void>(!::write(STDERR_FILENO, message->data(), message->size()));
    ::_exit(static_cast<int>(ExitCode::stopped));
  }
  interrupted.store(true, std::memory_order_relaxed);
}

void set_alarm(double seconds) {
  constexpr double longest = 1e8;
  const double span = std::min(seconds, longest);
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(span);
  timer.it_value.tv_usec =
      static_cast<suseconds_t>((span - static_cast<double>(timer.it_value.tv_sec)) * 1e6);
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

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

StoppableReading::StoppableReading(const std::string& what, std::optional<double> seconds)
    : message_("entente: stopped while reading " + what + "; nothing was done\n") {
  reading.store(&message_);
  if (!seconds) return;
  struct sigaction action {};
  action.sa_handler = on_signal;
  ::sigaction(SIGALRM, &action, nullptr);
  constexpr double least = 1;  // seconds: a description of the usual size is read, and a record written
  set_alarm(std::max(*seconds, least));
  timed_ = true;
}

StoppableReading::~StoppableReading() {
  if (timed_) set_alarm(0);
  reading.store(nullptr);
}

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
