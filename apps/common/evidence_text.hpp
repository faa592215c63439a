// apps/common/evidence_text.hpp
// What checks of claims and reproductions found as lines of text, and back: for journals, and from one
// process to another.
#pragma once

#include <optional>
#include <string>

#include "apps/common/failure.hpp"
#include "models/claims.hpp"
#include "models/reproduction.hpp"

namespace apps {

/// A finding and the seconds that it took.
struct TimedFinding {
  models::Finding finding;
  double seconds = 0;
};

/// A reproduction, or why there is none.
struct TimedReproduction {
  models::Reproduction reproduction;
  std::string reason;                ///< where it could not be made
  bool needs_data = false;           ///< that are not there: the reason says where to get them
  std::optional<Failure> failure{};  ///< the same as a run of its own ends
  double seconds = 0;
};

std::string to_line(const TimedFinding&);
std::string to_line(const TimedReproduction&);

// What `to_line` wrote. Each throws std::exception for any other text.

TimedFinding finding_in(const std::string& line);
TimedReproduction reproduction_in(const std::string& line);

}  // namespace apps
