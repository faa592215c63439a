// models/description/numbers.hpp
// Reading one number from text: strict, and the same in every locale. Descriptions and command lines use it
// alike.
#pragma once

#include <string>
#include <string_view>

namespace models::description {

enum class NumberFault {
  none,
  no_number,      ///< not a decimal number, or something follows it
  decimal_comma,  ///< "1,5"
  not_finite,     ///< nan, inf
  too_large,      ///< beyond the largest double
  too_small,      ///< not 0, yet nearer to 0 than the smallest normal double
};

struct NumberReading {
  double value = 0;  ///< the nearest double; 0 where there is a fault
  NumberFault fault = NumberFault::none;
};

/// A decimal number such as "0.5", "+3", "-1e-3". Rounds to nearest whatever the thread's rounding direction.
NumberReading read_number(std::string_view text);

/// What is wrong with `text`, and how to mend it: "1e400 is beyond the largest double, 1.8e308".
std::string explain(NumberFault, std::string_view text);

}  // namespace models::description
