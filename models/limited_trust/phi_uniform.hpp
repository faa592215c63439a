// models/limited_trust/phi_uniform.hpp
// Phi(x, y) for uniform payoffs: three integrals of polynomials in one variable.
#pragma once

#include "models/limited_trust/phi_pair.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {

/// Uniform laws and a range of trust in the unit in which b ~ U[0, 1] and a ~ U[0, ratio]; gaps are given
/// apart from their ends so that they keep their digits. 0 <= x < y <= min(1, ratio).
template <typename T>
struct UniformRange {
  T ratio;     ///< A: width of the leader's law over that of the follower's
  T lower;     ///< x
  T gap;       ///< y - x
  T to_one;    ///< 1 - x
  T to_ratio;  ///< A - x
  T beyond;    ///< 1 - y
  T rest;      ///< A - y
};

// With the greedy reply at b, its net payoff exceeded by u, and v = A - u, section 4.2 becomes
//   Phi = n (n-1) / A^2 int_x^1 db int_x^A dv (A - v) (min(y, b, v) - x) (b - D)^(n-2),
//   D = v^2 / 2A for v <= m, m (2 v - m) / 2A beyond, m = min(y, b),
// and one of the two integrals is elementary in each of the three regions v <= m; v >= m = y; v >= m = b.

/// In doubles, for n >= 2 replies. Gauss-Legendre panels, exact to rounding up to n = 150 and graded beyond;
/// `error` receives the difference of two rules, without rounding.
PhiPair<double> uniform_phi(const UniformRange<double>&, int replies, PhiPair<double>& error);

/// In balls: encloses Phi without a truncation term; n from 2 to 998, else indeterminate.
PhiPair<solvers::Ball> uniform_phi(const UniformRange<solvers::Ball>&, int replies);

}  // namespace models::limited_trust
