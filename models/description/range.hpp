// models/description/range.hpp
// What a number of a description may be, as an inequality that messages can print.
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace models::description {

/// An interval with open or closed ends; an infinite end is no constraint.
struct Range {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool lower_open = false;
  bool upper_open = false;

  bool contains(double x) const {  // false for NaN
    return (lower_open ? x > lower : x >= lower) && (upper_open ? x < upper : x <= upper);
  }
  /// "R > 0", "0 < eta < 1", "N >= 2"; "" where anything goes.
  std::string text(std::string_view symbol) const;
};

inline constexpr Range positive{.lower = 0, .lower_open = true};
inline constexpr Range nonnegative{.lower = 0};
inline constexpr Range fraction{.lower = 0, .upper = 1};  ///< [0, 1]
inline constexpr Range inner_fraction{
    .lower = 0, .upper = 1, .lower_open = true, .upper_open = true};                   ///< (0, 1)
inline constexpr Range positive_fraction{.lower = 0, .upper = 1, .lower_open = true};  ///< (0, 1]
constexpr Range at_least(double minimum) { return {.lower = minimum}; }
constexpr Range within(double minimum, double maximum) { return {.lower = minimum, .upper = maximum}; }

}  // namespace models::description
