#include "models/favor/observation.hpp"

#include <algorithm>
#include <limits>

namespace models::favor {

int accommodate(std::vector<Observation>& history, const Observation& added, Accommodation rule) {
  double latest = -std::numeric_limits<double>::infinity();  // tau = max t_j over X(I, i')
  for (const auto& seen : history)
    if (conflict(seen, added)) latest = std::max(latest, seen.time);
  const auto dropped = std::erase_if(history, [&](const Observation& seen) {
    return rule == Accommodation::strict ? seen.time <= latest : seen.time < latest;
  });
  history.push_back(added);
  return static_cast<int>(dropped);
}

}  // namespace models::favor
