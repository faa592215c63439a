// solvers/scalars/double_interval.hpp
// An interval with ends in double, rounded outward: five times as fast as a ball, for signs at many points.
#pragma once

#include <cmath>
#include <limits>

#include <double_interval.h>

#include "solvers/core/interval.hpp"

namespace solvers {

/// An enclosure of one real number by + - * / alone. Every operation returns an interval that holds the exact
/// result for all members of its arguments; what has no bounded result is the whole line. A double is taken
/// exactly, NaN as the whole line. Source: Johansson's Arb, module double_interval.
class DoubleInterval {
 public:
  DoubleInterval(double x = 0) : ends_(std::isnan(x) ? whole_line() : di_t{x, x}) {}

  double lower() const { return ends_.a; }
  double upper() const { return ends_.b; }
  Interval interval() const { return {ends_.a, ends_.b}; }

  friend DoubleInterval operator+(const DoubleInterval& x, const DoubleInterval& y) {
    return di_fast_add(x.ends_, y.ends_);
  }
  friend DoubleInterval operator-(const DoubleInterval& x, const DoubleInterval& y) {
    return di_fast_sub(x.ends_, y.ends_);
  }
  friend DoubleInterval operator*(const DoubleInterval& x, const DoubleInterval& y) {
    return di_fast_mul(x.ends_, y.ends_);
  }
  friend DoubleInterval operator/(const DoubleInterval& x, const DoubleInterval& y) {
    return di_fast_div(x.ends_, y.ends_);
  }
  friend DoubleInterval operator-(const DoubleInterval& x) { return di_neg(x.ends_); }

  friend bool certainly_positive(const DoubleInterval& x) { return x.ends_.a > 0; }
  friend bool certainly_negative(const DoubleInterval& x) { return x.ends_.b < 0; }

 private:
  DoubleInterval(di_t ends) : ends_(ends) {}
  static di_t whole_line() {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }

  di_t ends_;
};

}  // namespace solvers
