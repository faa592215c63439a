// models/digital_twin/symmetric_nash.hpp
// The symmetric equilibrium candidate of identical players in closed form: S2 (gradient printed), S3 (exact),
// S4 (stationary) and S-kappa (open loop, discounted), with the budget alpha + beta + delta <= 1.
// Deception is strictly dominated, so delta = 0 in all of them.
#pragma once

#include <algorithm>
#include <optional>

#include "models/digital_twin/representative_player.hpp"

namespace models::digital_twin {

/// Which symmetric first-order system. With n = N - 1 and m = theta a, a player's own derivative at the
/// symmetric profile (alpha, beta, 0) is m (1 - drag alpha - held) - 2 c1 alpha in alpha and theta b - 2 c2
/// beta in beta.
struct SymmetricSystem {
  Gradient gradient = Gradient::exact;
  std::optional<double> held_trust;       ///< a fixed trust of every pair; nothing: steady state, tau = alpha
  std::optional<double> discount_factor;  ///< gamma in (0, 1) of S-kappa, gradient exact, steady-state trust
  double trust_rate = 0.5;                ///< eta in (0, 1), of S-kappa
};

/// The symmetric system that a description asks for.
/// Throws std::invalid_argument where it has none: players that differ, a trust matrix, a discount factor
/// beside another gradient than exact, beside fixed trust, or outside (0, 1).
SymmetricSystem symmetric_system(const Parameters&);

/// A point of the symmetric first-order conditions, on any number type.
template <typename T>
struct SymmetricPoint {
  T sharing{}, probing{};
  T multiplier{};  ///< mu >= 0 of the budget
};

/// k = gamma eta / (1 - gamma (1 - eta)): how much of the later leak today's sharing carries, discounted.
template <typename T>
T foresight(const T& discount_factor, const T& trust_rate) {
  return discount_factor * trust_rate / (T(1) - discount_factor * (T(1) - trust_rate));
}

/// The denominator A of alpha: 2 c1 (S2), 2 c1 + (1 + k) m (S3: k = 0, S4: k = 1, S-kappa).
template <typename T>
T sharing_resistance(const RepresentativeOf<T>& p, const SymmetricSystem& system) {
  const T own = T(2) * p.sharing_cost;
  if (system.gradient == Gradient::printed) return own;
  if (system.gradient == Gradient::stationary) return own + T(2) * p.sharing_pull();
  if (system.held_trust) return own;
  if (!system.discount_factor) return own + p.sharing_pull();
  return own + (T(1) + foresight(T(*system.discount_factor), T(system.trust_rate))) * p.sharing_pull();
}

/// The one maximiser of pull s - A s^2 / 2 + probing_pull b - B b^2 / 2 over s, b >= 0, s + b <= 1:
///   s = (pull - mu)+ / A, b = (probing_pull - mu)+ / B, mu >= 0, mu (1 - s - b) = 0.
/// s + b is the largest of the sums over {}, {s}, {b}, {s, b} of the terms without ( )+, each falling in mu,
/// so mu is the largest of 0 and the levels at which those sums are 1: no case distinction, and the same
/// lines enclose the maximiser in balls. A, B > 0.
template <typename T>
SymmetricPoint<T> within_budget(const T& pull, const T& probing_pull, const T& a, const T& b) {
  using std::max;
  const T both = (pull * b + probing_pull * a - a * b) / (a + b);
  const T mu = max(T(0), max(both, max(T(pull - a), T(probing_pull - b))));
  return {max(T(0), T(pull - mu)) / a, max(T(0), T(probing_pull - mu)) / b, mu};
}

/// The one symmetric point that meets the first-order conditions: alpha = (m - mu)+ / A and
/// beta = (theta b - mu)+ / B with B = 2 c2.
template <typename T>
SymmetricPoint<T> symmetric_point(const RepresentativeOf<T>& p, const SymmetricSystem& system) {
  T pull = p.sharing_pull();
  if (system.gradient == Gradient::exact && system.held_trust) pull = pull * (T(1) - T(*system.held_trust));
  return within_budget(pull, T(p.theta() * p.probing_value), sharing_resistance(p, system),
                       T(T(2) * p.probing_cost));
}

}  // namespace models::digital_twin
