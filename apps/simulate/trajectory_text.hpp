// apps/simulate/trajectory_text.hpp
// A trajectory as one line of text, and back exactly: for journals, and from one process to another.
#pragma once

#include <string>

#include "models/results.hpp"

namespace apps {

std::string to_line(const models::Trajectory&);

/// What `to_line` wrote. Throws std::exception for any other text.
models::Trajectory trajectory_in(const std::string& line);

}  // namespace apps
