// apps/common/interrupt.hpp
// Ctrl-C and termination: the work stops at its next step and keeps what is done; a second signal ends the
// program.
#pragma once

#include <optional>

#include "solvers/core/stop.hpp"

namespace apps {

/// From now on SIGINT and SIGTERM only ask, and writing to a closed pipe is an error code instead of a
/// signal.
void handle_signals();

/// As if the signal had come.
void interrupt();

/// The stop that every solver is handed: signals, and a deadline of `seconds` from now.
solvers::Stop stop_after(std::optional<double> seconds);

}  // namespace apps
