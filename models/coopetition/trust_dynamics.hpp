// models/coopetition/trust_dynamics.hpp
// The two-layer law of trust: immediate trust below a ceiling, reputation damage that lowers the ceiling.
// Source: TR-2, Def. 3.1 to 3.3, 3.5 and 5.1, 5.2; every right-hand side is at time t.
#pragma once

#include <algorithm>
#include <cmath>

#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// `TrustLaw` in the number type of the equations.
template <typename T>
struct TrustRates {
  T building, erosion, damage, decay, amplification;  ///< lambda+, lambda-, mu_R, delta_R, xi
};

template <typename T>
TrustRates<T> lift_rates(const TrustLaw& law) {
  return {T(law.building_rate), T(law.erosion_rate), T(law.damage_rate), T(law.decay_rate),
          T(law.amplification)};
}

/// Trust and damage of one ordered pair.
template <typename T>
struct PairState {
  T trust;   ///< T_ij
  T damage;  ///< R_ij
};

/// s_ij = tanh(kappa (a_j - b_j)).
template <typename T>
T signal(const T& sensitivity, const T& deviation) {
  using std::tanh;
  return tanh(T(sensitivity * deviation));
}

/// dT after s > 0: PROD lambda+ s (1 - T) Theta, or GAP lambda+ s max(0, Theta - T).
template <typename T>
T trust_gain(const TrustRates<T>& rates, Building building, const PairState<T>& at, const T& s) {
  using std::max;
  const T ceiling = T(1) - at.damage;
  if (building == Building::product) return rates.building * s * (T(1) - at.trust) * ceiling;
  return rates.building * s * T(max(T(0), T(ceiling - at.trust)));
}

/// -dT after s <= 0: lambda- |s| T (1 + xi D_ij), D_ij the dependence of the one who trusts (Def. 3.5).
template <typename T>
T trust_loss(const TrustRates<T>& rates, const PairState<T>& at, const T& size_of_signal,
             const T& dependence) {
  return rates.erosion * size_of_signal * at.trust * (T(1) + rates.amplification * dependence);
}

/// One period of one pair after a signal s > 0, s = 0 or s < 0; `sign` says which, so that no branch is taken
/// on T. Damage: mu |s| (1 - R) after a violation; delta R heals every period (always) or only without one
/// (regime).
template <typename T>
PairState<T> next_pair(const TrustLaw& law, const TrustRates<T>& rates, const PairState<T>& at, const T& s,
                       int sign, const T& dependence) {
  using std::max, std::min;
  T trust = sign > 0 ? T(at.trust + trust_gain(rates, law.building, at, s))
                     : T(at.trust - trust_loss(rates, at, T(-s), dependence));
  T damage = at.damage;
  if (sign < 0) damage = damage - rates.damage * s * (T(1) - at.damage);
  if (sign >= 0 || law.decay == Decay::always) damage = damage - rates.decay * at.damage;
  const T most = law.clip == Clip::ceiling ? T(T(1) - at.damage) : T(1);
  trust = T(max(T(0), T(min(trust, most))));
  return {trust, T(max(T(0), T(min(damage, T(1)))))};
}

/// The same in double.
inline PairState<double> next_pair(const TrustLaw& law, const PairState<double>& at, double s,
                                   double dependence) {
  return next_pair(law, lift_rates<double>(law), at, s, s > 0 ? 1 : s < 0 ? -1 : 0, dependence);
}

/// One period of every ordered pair: actor i watches what j does. `deviations`: a_j - b_j, one an actor.
TrustState next_state(const TrustLaw& law, const Matrix& dependence, const TrustState& state,
                      const Vector& deviations);

}  // namespace models::coopetition
