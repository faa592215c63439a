// apps/common/interrupt.hpp
// Ctrl-C and termination: the work stops at its next step and keeps what is done; a second signal ends the
// program.
#pragma once

#include <optional>
#include <string>

#include "solvers/core/stop.hpp"

namespace apps {

/// From now on SIGINT and SIGTERM only ask, and writing to a closed pipe is an error code instead of a
/// signal.
void handle_signals();

/// As if the signal had come.
void interrupt();

/// The stop that every solver is handed: signals, and a deadline of `seconds` from now.
solvers::Stop stop_after(std::optional<double> seconds);

/// While it lives a signal, or `seconds` (at least one) gone by, end the program at once with exit code 6:
/// there is nothing to keep yet. One at a time, before any output is open.
class StoppableReading {
 public:
  StoppableReading(const std::string& what, std::optional<double> seconds);
  ~StoppableReading();
  StoppableReading(const StoppableReading&) = delete;
  StoppableReading& operator=(const StoppableReading&) = delete;

 private:
  std::string message_;
  bool timed_ = false;
};

}  // namespace apps
