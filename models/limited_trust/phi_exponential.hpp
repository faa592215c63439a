// models/limited_trust/phi_exponential.hpp
// Phi(x, y) for exponential payoffs: one integral.
#pragma once

#include <cmath>

#include "models/limited_trust/phi_pair.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {

/// Exponential laws and a range of trust in the unit of the follower's mean.
template <typename T>
struct ExponentialRange {
  T rate;   ///< kappa: the follower's mean over the leader's
  T lower;  ///< x >= 0
  T gap;    ///< y - x > 0
};

// With E(q) = int_0^q e^((1-kappa) s) ds, q = min(b, y), p = 1 - e^-b and r = e^-b E(q) / p, section 4.2
// becomes
//   Phi = int_x^inf e^-2b (E(q) - E(x)) p^(n-2) g(r) db,   g(r) = (n r - 1 + (1 - r)^n) / r^2,
// and for kappa = 1, where E(q) = q, the form of the source's I(b).

/// In doubles for n >= 2 replies, by Gauss-Legendre panels: relative accuracy is kept down to where doubles
/// end. `error` receives the difference of two rules, without rounding.
PhiPair<double> exponential_phi(const ExponentialRange<double>&, int replies, PhiPair<double>& error);

/// Encloses Phi: rigorous quadrature and a bounded tail; indeterminate where the quadrature gives up.
solvers::Ball exponential_phi(const ExponentialRange<solvers::Ball>&, int replies);

/// lim Phi(x, x + gap) as n -> infinity for equal means: (y - x) (y - log(1 + y)) / y^2 (4.6).
template <typename T>
T exponential_phi_limit(const T& lower, const T& gap) {
  using std::log1p;
  const T upper = lower + gap;
  return gap * (upper - log1p(upper)) / (upper * upper);
}

}  // namespace models::limited_trust
