// apps/common/narration.hpp
// What is said on standard error beside the data: notes, faults, progress.
#pragma once

#include <string_view>

namespace apps {

/// Writes to standard error. Where that is closed or full nobody listens: the work goes on, and the exit code
/// still says how it went.
void tell(std::string_view text);

/// From now on nothing is said: another process of the same run speaks.
void fall_silent();

}  // namespace apps
