// apps/sweep/store.hpp
// The rows of a sweep in plan order, written in the format asked for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/open_model.hpp"
#include "apps/sweep/plan.hpp"
#include "apps/sweep/points.hpp"

namespace apps {
class TextSink;
}

namespace apps::sweep {

using Results =
    std::vector<std::optional<PointResult>>;  ///< by index of the plan; absent where stopped before

struct Count {
  std::size_t points = 0, done = 0, not_certified = 0;
  std::map<std::string, std::size_t> by_status;
};
Count count(const Results&);

/// "4096 points: 4000 certified, 96 not-nash; 96 not certified"
std::string summary(const Count&);

void write_results(TextSink&, const Arguments&, const OpenModel& base, const Plan&, const Results&);

}  // namespace apps::sweep
