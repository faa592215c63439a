// apps/sweep/axis.hpp
// One key of a description and the values that it takes, in memory only where they are listed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/sweep_axes.hpp"

namespace apps::sweep {

/// Values between two ends, which are met exactly.
struct Spacing {
  double from = 0, to = 0;
  std::size_t points = 1;
  bool logarithmic = false;  ///< by equal ratios instead of equal differences
};

struct Axis {
  std::string key;
  std::vector<std::string> listed;   ///< as a description writes them
  std::optional<Spacing> spacing{};  ///< instead of a list

  std::size_t size() const { return spacing ? spacing->points : listed.size(); }
  std::string value(std::size_t i) const;  ///< as a description writes it
  bool is_logarithmic() const { return spacing && spacing->logarithmic; }
};

/// "KEY=LO:HI:N", "KEY=LO:HI:N:log" or "KEY=V1,V2,...". The ends are met exactly. Throws UsageError.
Axis read_axis(const std::string& text);

/// The axis of a description's [[sweep]].
Axis to_axis(const models::SweepAxis&);

}  // namespace apps::sweep
