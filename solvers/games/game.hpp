// solvers/games/game.hpp
// An N-player game on convex sets: who chooses what, what each is paid, and own-payoff gradients.
#pragma once

#include <functional>
#include <vector>

#include "solvers/convex_sets/convex_set.hpp"
#include "solvers/core/vector.hpp"

namespace solvers {

/// Player i chooses x_i in strategy_sets[i]; a profile stacks x_0, ..., x_{N-1}.
/// `pseudo_gradient` may differ from the derivative of `payoff` where a source prints another field: the
/// solvers find zeros of the natural map of `pseudo_gradient`, the regrets are those of `payoff`.
struct Game {
  std::vector<ConvexSetPtr> strategy_sets;
  std::function<double(int player, const Vector& profile)> payoff;  ///< U_i(x)
  std::function<Vector(const Vector& profile)> pseudo_gradient;     ///< F(x), stacked dU_i/dx_i
  std::function<Matrix(const Vector& profile)> jacobian{};          ///< dF/dx; empty where nobody wrote it
  /// dU_i/dx_i and d^2U_i/dx_i^2 of `payoff` itself, for best responses; empty: differences of `payoff` stand
  /// in.
  std::function<Vector(int player, const Vector& profile)> own_gradient{};
  std::function<Matrix(int player, const Vector& profile)> own_hessian{};

  int players() const { return static_cast<int>(strategy_sets.size()); }
  int dimension() const;                                     ///< of a profile
  int offset(int player) const;                              ///< where x_i begins in a profile
  Vector strategy(int player, const Vector& profile) const;  ///< x_i
  /// The profile in which `player` alone changes to `strategy`.
  Vector with_strategy(int player, const Vector& strategy, Vector profile) const;
  Vector project(const Vector& profile) const;  ///< player by player
};

}  // namespace solvers
