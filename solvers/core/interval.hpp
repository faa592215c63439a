// solvers/core/interval.hpp
// A closed interval of doubles: what a bracket, an enclosure or one side of a box is made of.
#pragma once

namespace solvers {

struct Interval {
  double lower = 0;
  double upper = 0;

  bool contains(double x) const { return lower <= x && x <= upper; }
  double width() const { return upper - lower; }
};

}  // namespace solvers
