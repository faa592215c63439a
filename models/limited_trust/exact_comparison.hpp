// models/limited_trust/exact_comparison.hpp
// Sums and differences of two doubles compared exactly: the choices of a game hang on them.
#pragma once

#include <cmath>

namespace models::limited_trust {

/// a + b without rounding: the nearest double and what it leaves out.
/// Source: Knuth, The Art of Computer Programming 2, 4.2.2, theorem B; exact unless the sum overflows.
struct ExactSum {
  double high = 0, low = 0;

  ExactSum() = default;
  ExactSum(double a, double b) : high(a + b) {
    const double b_part = high - a;
    low = (a - (high - b_part)) + (b - b_part);
  }

  /// Rounding is monotone, so equal doubles are told apart by what they leave out.
  friend bool operator<(const ExactSum& x, const ExactSum& y) {
    return x.high < y.high || (x.high == y.high && x.low < y.low);
  }
  friend bool operator==(const ExactSum& x, const ExactSum& y) = default;
};

/// Whether best - own <= trust, for the exact difference. Infinite trust allows everything.
inline bool within_trust(double best, double own, double trust) {
  const ExactSum loss(best, -own);
  return loss.high < trust || (loss.high == trust && (loss.low <= 0 || std::isinf(trust)));
}

/// A double that is at least the exact difference a - b.
inline double difference_above(double a, double b) {
  const ExactSum difference(a, -b);
  return difference.low > 0 ? std::nextafter(difference.high, INFINITY) : difference.high;
}

}  // namespace models::limited_trust
