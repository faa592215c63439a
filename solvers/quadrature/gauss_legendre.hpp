// solvers/quadrature/gauss_legendre.hpp
// Gauss-Legendre rules on panels: exact for polynomials, in doubles or in balls.
#pragma once

#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/scalars/ball.hpp"

namespace solvers {

/// n nodes and weights on [-1, 1], ascending: sum_k weights[k] f(nodes[k]) is the integral of every
/// polynomial f of degree at most 2 n - 1.
template <typename T>
struct QuadratureRule {
  std::vector<T> nodes{}, weights{};
};

/// The rule with n points (1 to 1000), rounded to the nearest doubles; kept after its first use, for any
/// thread. Source: Johansson & Mezzarobba (2018), SIAM J. Sci. Comput. 40(6), C726-C747, by Arb. Throws
/// std::invalid_argument for n out of range.
const QuadratureRule<double>& gauss_legendre(int n);

/// The same in balls that enclose the exact nodes and weights, at the precision of ScopedPrecision.
const QuadratureRule<Ball>& gauss_legendre_balls(int n);

/// The integral of f from `lower` to `upper` by one panel. In balls and for a polynomial of degree at most 2
/// n - 1 the result encloses the integral; for anything else the truncation error is not in it.
template <typename T, typename F>
T integrate_panel(const QuadratureRule<T>& rule, F&& f, const T& lower, const T& upper) {
  const T middle = (lower + upper) / T(2), half = (upper - lower) / T(2);
  T sum(0);
  for (std::size_t k = 0; k < rule.nodes.size(); ++k)
    sum += rule.weights[k] * f(middle + half * rule.nodes[k]);
  return half * sum;
}

/// The sum of integrate_panel over consecutive pairs of `seams`, of which there are at least two.
template <typename T, typename F>
T integrate_panels(const QuadratureRule<T>& rule, F&& f, const std::vector<T>& seams) {
  T sum(0);
  for (std::size_t i = 0; i + 1 < seams.size(); ++i) sum += integrate_panel(rule, f, seams[i], seams[i + 1]);
  return sum;
}

}  // namespace solvers
