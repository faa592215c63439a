// models/digital_twin/representative_player.hpp
// One player of a population of identical ones, on any number type: what the symmetric systems, the
// enumeration and the thresholds are functions of.
#pragma once

#include "models/digital_twin/parameters.hpp"

namespace models::digital_twin {

/// Parameters that all `count` players share. T: double, or Ball for proofs (lifted before any arithmetic).
template <typename T>
struct RepresentativeOf {
  long count = 2;               ///< N >= 2
  T sharing_cost{};             ///< c1
  T probing_cost{};             ///< c2
  T deception_cost{};           ///< c3
  T information_sensitivity{};  ///< lambda
  T reward{};                   ///< R
  T sharing_value{};            ///< a
  T probing_value{};            ///< b

  T rivals() const { return T(count - 1); }  ///< n = N - 1
  /// theta = lambda R (N - 1) / N^2 of (16): marginal reward of own information at equal shares.
  T theta() const { return information_sensitivity * reward * rivals() / (T(count) * T(count)); }
  /// m = theta a
  T sharing_pull() const { return theta() * sharing_value; }
  /// kappa = R lambda^2 (a^2 / (2 c1) + b^2 / (2 c2)): with no trust and a slack budget, the one number on
  /// which the equilibria of identical players depend: x_i = kappa P_i (1 - P_i).
  T contest_intensity() const {
    return reward * information_sensitivity * information_sensitivity *
           (sharing_value * sharing_value / (T(2) * sharing_cost) +
            probing_value * probing_value / (T(2) * probing_cost));
  }
};
using Representative = RepresentativeOf<double>;

template <typename T>
RepresentativeOf<T> lift(const Representative& p) {
  return {
      p.count,     T(p.sharing_cost),  T(p.probing_cost), T(p.deception_cost), T(p.information_sensitivity),
      T(p.reward), T(p.sharing_value), T(p.probing_value)};
}

/// The parameters of player `i`, as if all others had them too.
Representative representative(const Players&, int i = 0);

/// The same for a population of identical players.
/// Throws std::invalid_argument for fewer than two players or players that differ.
Representative identical(const Players&);

/// What every player of a symmetric profile chooses.
struct SymmetricStrategy {
  double sharing = 0;    ///< alpha
  double probing = 0;    ///< beta
  double deception = 0;  ///< delta
};

}  // namespace models::digital_twin
