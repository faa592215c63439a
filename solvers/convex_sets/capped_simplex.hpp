// solvers/convex_sets/capped_simplex.hpp
// {x : x >= 0, sum x <= cap}: shares of a budget that need not be spent. Exact projection; O(1) for 2 and 3
// shares.
#pragma once

#include <algorithm>
#include <array>

#include "solvers/convex_sets/convex_set.hpp"

namespace solvers {

/// The point of {x >= 0, sum x <= cap} nearest to `v`, for 2 or 3 numbers: for hot loops, without allocation.
/// Method: y = max(v, 0) where sum y <= cap. Else max(y - mu, 0) with mu = max_k (w_1 + .. + w_k - cap) / k
/// over the numbers w_1 >= w_2 >= w_3 of y: that is the only mu at which the positive parts of y - mu sum to
/// cap. Differences to w_1 are taken first, so that nothing cancels where |v| >> cap. Accuracy: a few units
/// in the last place of cap.
template <int N>
inline std::array<double, N> project_capped_simplex(const std::array<double, N>& v, double cap = 1) {
  static_assert(N == 2 || N == 3,
                "sorting networks stand here for 2 and 3; CappedSimplex takes any dimension");
  std::array<double, N> y;
  double sum = 0;
  for (int j = 0; j < N; ++j) sum += y[j] = std::max(v[j], 0.0);  // in this order max keeps NaN
  if (sum <= cap) return y;
  double first, mu;  // mu is counted from first - cap
  if constexpr (N == 2) {
    first = std::max(y[0], y[1]);
    mu = std::max(0.0, ((std::min(y[0], y[1]) - first) + cap) / 2);
  } else {
    const double high = std::max(y[0], y[1]), low = std::min(y[0], y[1]);
    first = std::max(high, y[2]);
    const double rest = std::min(high, y[2]);
    const double second = (std::max(rest, low) - first) + cap, third = (std::min(rest, low) - first) + cap;
    mu = std::max(0.0, std::max(second / 2, (second + third) / 3));
  }
  for (int j = 0; j < N; ++j) y[j] = std::max(((y[j] - first) + cap) - mu, 0.0);
  return y;
}

/// Largest <v - x, z - x> over the vertices z = 0, cap e_1, ..., cap e_n. For x of the set it is <= 0 exactly
/// where x is the projection of v (the variational inequality is linear in z, so the vertices suffice).
double vertex_gap(const Vector& v, const Vector& x, double cap = 1);

class CappedSimplex final : public ConvexSet {
 public:
  /// Throws std::invalid_argument unless dimension >= 1 and cap is a positive number.
  explicit CappedSimplex(int dimension, double cap = 1);

  double cap() const { return cap_; }

  int dimension() const override { return dimension_; }
  Vector project(const Vector& x) const override;
  Matrix projection_jacobian(const Vector& x) const override;
  bool contains(const Vector& x, double tolerance) const override;
  double support_gap(const Vector& gradient, const Vector& x) const override;
  Vector sample(const std::function<double()>& uniform01) const override;  ///< uniform on the set

 private:
  int dimension_;
  double cap_;
};

}  // namespace solvers
