// models/digital_twin/active_set.hpp
// First-order conditions with the constraints that bind held as equations: as many equations as free choices.
#pragma once

#include <optional>
#include <vector>

#include "models/digital_twin/reduced_game.hpp"

namespace models::digital_twin {

/// What binds for a player. Deception is 0 for all.
struct PlayerActivity {
  bool sharing = false;  ///< sharing is free, else 0 (or 1: alone on the budget)
  bool probing = false;
  bool budget = false;  ///< sharing + probing = 1
};

/// The free choices as unknowns z: sharing and probing of a player within the budget where free; on the
/// budget with both free its sharing alone, probing being 1 - sharing; alone on the budget none. Multipliers
/// are eliminated, so a box in z is a box of profiles and nothing else.
class ActiveSet {
 public:
  /// A choice counts as free above `threshold`, a budget as binding within `threshold` of 1.
  explicit ActiveSet(const Vector& profile, double threshold = 1e-9);

  int players() const { return static_cast<int>(activity_.size()); }
  const PlayerActivity& operator[](int player) const { return activity_[static_cast<std::size_t>(player)]; }
  int unknowns() const { return unknowns_; }

  Vector unknowns_of(const Vector& profile) const;

  /// (sharing, probing) of all players at z.
  template <typename T>
  VectorOf<T> reduced(const VectorOf<T>& z) const;

  /// One equation for each unknown: dU/dsharing = 0 or dU/dprobing = 0 within the budget, their difference on
  /// it.
  template <typename T>
  VectorOf<T> equations(const VectorOf<T>& gradients) const;

 private:
  std::vector<PlayerActivity> activity_;
  int unknowns_ = 0;
};

template <typename T>
VectorOf<T> ActiveSet::reduced(const VectorOf<T>& z) const {
  VectorOf<T> all = VectorOf<T>::Constant(reduced_choices * players(), T(0));
  Eigen::Index next = 0;
  for (int i = 0; i < players(); ++i) {
    const auto [sharing, probing, budget] = (*this)[i];
    T& s = all(reduced_choices * i);
    T& b = all(reduced_choices * i + 1);
    if (budget && sharing && probing) {
      s = z(next++);
      b = T(1) - s;
    } else if (budget) {
      (sharing ? s : b) = T(1);
    } else {
      if (sharing) s = z(next++);
      if (probing) b = z(next++);
    }
  }
  return all;
}

template <typename T>
VectorOf<T> ActiveSet::equations(const VectorOf<T>& gradients) const {
  VectorOf<T> f(unknowns_);
  Eigen::Index next = 0;
  for (int i = 0; i < players(); ++i) {
    const auto [sharing, probing, budget] = (*this)[i];
    const T& by_s = gradients(reduced_choices * i);
    const T& by_b = gradients(reduced_choices * i + 1);
    if (budget) {
      if (sharing && probing) f(next++) = by_s - by_b;
      continue;
    }
    if (sharing) f(next++) = by_s;
    if (probing) f(next++) = by_b;
  }
  return f;
}

/// The profile with its free choices moved to a zero of the equations by Newton's method, and the size of the
/// last step.
struct PolishedProfile {
  Vector profile;        ///< 3 N, deception 0, feasible
  double last_step = 0;  ///< largest entry
};

/// Nothing where Newton's method leaves the neighbourhood (1e-3) of the profile, meets a singular Jacobian,
/// or the active set's signs do not hold at the end. Quadratic: from residual 1e-9 to rounding in two steps.
std::optional<PolishedProfile> polish(const Parameters& parameters, const ActiveSet& active,
                                      const Vector& profile);

/// d (free choices) -> d equations, in double.
Matrix active_jacobian(const Parameters& parameters, const ActiveSet& active, const Vector& reduced);

}  // namespace models::digital_twin
