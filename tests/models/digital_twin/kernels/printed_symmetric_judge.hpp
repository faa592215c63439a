// tests/models/digital_twin/kernels/printed_symmetric_judge.hpp
// The root of the printed system (16) in long double, from the source's own parameters: the judge of the
// kernel.
#pragma once

#include <cmath>

namespace tests {

/// One point of the system with a player count and the parameters that matter for alpha and delta.
struct PrintedSymmetricPoint {
  int players;
  double reward, sensitivity, sharing_value, sharing_cost, deception_cost;
};

/// m c3 (2 c3 - m x)(1 + 2 n x) - 4 c1 x (c3 + m n x^2)^2 with n = N - 1, m = lambda R n a / N^2: (16)
/// without delta; positive below its one positive root, negative above.
inline long double eliminated(const PrintedSymmetricPoint& p, long double x) {
  const long double n = p.players - 1, c3 = p.deception_cost;
  const long double m = static_cast<long double>(p.sensitivity) * p.reward * n * p.sharing_value /
                        (static_cast<long double>(p.players) * p.players);
  const long double q = c3 + m * n * x * x;
  return m * c3 * (2 * c3 - m * x) * (1 + 2 * n * x) - 4 * p.sharing_cost * x * q * q;
}

/// Whether the root lies within `relative` of `sharing`.
inline bool encloses(const PrintedSymmetricPoint& p, double sharing, long double relative) {
  const long double x = sharing;
  return x > 0 && eliminated(p, x * (1 - relative)) > 0 && eliminated(p, x * (1 + relative)) < 0;
}

/// The root by bisection of [0, 2 c3 / m] on its logarithm's scale.
inline long double root(const PrintedSymmetricPoint& p) {
  long double lower = 1e-300L, upper = 1e300L;
  while (upper / lower > 1 + 4e-19L) {
    const long double middle = std::sqrt(lower) * std::sqrt(upper);
    if (middle <= lower || middle >= upper) break;
    (eliminated(p, middle) > 0 ? lower : upper) = middle;
  }
  return lower;
}

/// delta from alpha: m alpha (1 + 2 n alpha) / (2 (c3 + m n alpha^2)).
inline long double deception(const PrintedSymmetricPoint& p, long double x) {
  const long double n = p.players - 1;
  const long double m = static_cast<long double>(p.sensitivity) * p.reward * n * p.sharing_value /
                        (static_cast<long double>(p.players) * p.players);
  return m * x * (1 + 2 * n * x) / (2 * (p.deception_cost + m * n * x * x));
}

}  // namespace tests
