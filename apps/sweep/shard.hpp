// apps/sweep/shard.hpp
// Which points of a plan one machine computes.
#pragma once

#include <cstddef>
#include <string>

namespace apps::sweep {

/// The rows r of a plan with r = index (mod count); 0 of 1 is the whole plan. A row is a point, or the points
/// along one axis of a grid. Places count the points of a shard, row after row.
struct Shard {
  std::size_t index = 0, count = 1;
  std::size_t row = 1;     ///< points of a row
  std::size_t stride = 1;  ///< from one point of a row to the next

  std::size_t size(std::size_t points) const { return (points / row + count - 1 - index) / count * row; }
  std::size_t point(std::size_t place) const {
    const auto number = index + place / row * count;
    return number / stride * (stride * row) + place % row * stride + number % stride;
  }
  std::size_t place(std::size_t point) const { return row_of(point) / count * row + point / stride % row; }
  std::size_t owner(std::size_t point) const { return row_of(point) % count; }  ///< index of its shard

 private:
  std::size_t row_of(std::size_t point) const { return point / (stride * row) * stride + point % stride; }
};

/// "I/N" with 0 <= I < N <= 1,000,000; empty is the whole plan. Throws UsageError.
Shard read_shard(const std::string& text);

}  // namespace apps::sweep
