// models/spacing.hpp
// Values between two ends, one at a time.
#pragma once

#include <cmath>
#include <cstddef>

namespace models {

/// Value i of `points` from `from` to `to`, both met exactly, with equal differences or equal ratios (both
/// ends > 0). Of one point: `from`.
inline double spaced_value(double from, double to, std::size_t points, bool ratios, std::size_t i) {
  if (i == 0) return from;
  if (i + 1 == points) return to;
  const double share = static_cast<double>(i) / static_cast<double>(points - 1);
  return ratios ? std::exp(std::log(from) * (1 - share) + std::log(to) * share)
                : from * (1 - share) + to * share;
}

}  // namespace models
