// apps/sweep/shard.hpp
// Which points of a plan one machine computes.
#pragma once

#include <cstddef>
#include <string>

namespace apps::sweep {

/// The points k of a plan with k = index (mod count); 0 of 1 is the whole plan.
struct Shard {
  std::size_t index = 0, count = 1;

  std::size_t size(std::size_t points) const { return (points + count - 1 - index) / count; }
  std::size_t point(std::size_t place) const { return index + place * count; }
};

/// "I/N" with 0 <= I < N <= 1,000,000; empty is the whole plan. Throws UsageError.
Shard read_shard(const std::string& text);

}  // namespace apps::sweep
