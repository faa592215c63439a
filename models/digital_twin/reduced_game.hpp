// models/digital_twin/reduced_game.hpp
// The game in (sharing, probing) of each player, 2 N numbers: deception is 0, since it is strictly dominated
// under every gradient. What the solvers see.
#pragma once

#include "models/digital_twin/equations.hpp"
#include "solvers/games/game.hpp"

namespace models::digital_twin {

constexpr int reduced_choices = 2;  ///< sharing, probing

/// (sharing, probing) of each player -> the 3 N numbers of the equations.
template <typename T>
VectorOf<T> with_deception_zero(const VectorOf<T>& reduced) {
  const Eigen::Index n = reduced.size() / reduced_choices;
  VectorOf<T> profile(choices * n);
  for (Eigen::Index i = 0; i < n; ++i) {
    profile(choices * i) = reduced(reduced_choices * i);
    profile(choices * i + 1) = reduced(reduced_choices * i + 1);
    profile(choices * i + 2) = T(0);
  }
  return profile;
}

/// The 3 N numbers without deception.
template <typename T>
VectorOf<T> without_deception(const VectorOf<T>& profile) {
  const Eigen::Index n = profile.size() / choices;
  VectorOf<T> reduced(reduced_choices * n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (int k = 0; k < reduced_choices; ++k) reduced(reduced_choices * i + k) = profile(choices * i + k);
  return reduced;
}

/// Own gradients in (sharing, probing). Under steady-state trust: with trust held at tau_ij = s_j in each own
/// derivative, so that zeros are the equilibria.
template <typename T>
VectorOf<T> reduced_gradients(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust,
                              const VectorOf<T>& reduced) {
  return without_deception(own_gradients(gradient, p, trust, with_deception_zero(reduced)));
}

/// d reduced_gradients / d reduced, 2 N x 2 N: trust moves along with the profile where it is steady-state.
/// In closed form, O(N^2), O(N^3) where trust is a matrix.
Matrix reduced_jacobian(Gradient gradient, const PlayersOf<double>& p, const TrustOf<double>& trust,
                        const Vector& reduced);

/// As solvers take it; the parameters are copied.
solvers::Game reduced_game(const Parameters& parameters);

}  // namespace models::digital_twin
