// apps/common/run.hpp
// From exceptions and statuses to exit codes and messages.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "models/results.hpp"

namespace apps {

/// What a program of several processes changes in the words as read, so that all mean the same.
using Adjust = std::function<void(Arguments&)>;

/// Runs the verb; whatever it throws passes through.
ExitCode run(const std::vector<std::string>& words, const Adjust& adjust);

/// Runs the verb; every exception becomes a message on standard error and its exit code.
ExitCode run_guarded(const std::vector<std::string>& words, const Adjust& adjust = {});

/// done only where every listed answer is certified; stopped where the work was cut short.
ExitCode exit_code(const models::Solution&);
ExitCode exit_code(const models::Bounds&);
ExitCode exit_code(const models::Trajectory&);
ExitCode exit_code(const models::CheckReport&);

/// Of several: stopped before not_certified before done.
ExitCode worse(ExitCode, ExitCode);

}  // namespace apps
