// solvers/games/make_game.hpp
// A game from its payoffs alone: written once as a template, differentiated by dual numbers.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "solvers/games/game.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace solvers {

/// dU_i/dx_i where player i chooses entries first, ..., first + count - 1 of the profile.
/// payoff: (int player, const VectorOf<S>& profile) -> S for S = Dual<T, Width>. T: double, Ball, Dual.
template <int Width = 4, typename Payoff, typename T>
VectorOf<T> own_gradient_of(const Payoff& payoff, int player, int first, int count,
                            const VectorOf<T>& profile) {
  VectorOf<T> gradient(count);
  for (int begin = 0; begin < count; begin += Width) {
    const int width = std::min(Width, count - begin);
    const Dual<T, Width> value = payoff(player, detail::seeded<Width>(profile, first + begin, width));
    for (int k = 0; k < width; ++k) gradient(begin + k) = value.tangent(k);
  }
  return gradient;
}

/// F(x): the own gradients of all players, stacked. counts: the number of entries that each player chooses.
template <int Width = 4, typename Payoff, typename T>
VectorOf<T> pseudo_gradient_of(const Payoff& payoff, const std::vector<int>& counts,
                               const VectorOf<T>& profile) {
  VectorOf<T> field(profile.size());
  int first = 0;
  for (int i = 0; i < static_cast<int>(counts.size()); first += counts[static_cast<std::size_t>(i++)]) {
    const int count = counts[static_cast<std::size_t>(i)];
    field.segment(first, count) = own_gradient_of<Width>(payoff, i, first, count, profile);
  }
  return field;
}

/// The game of these payoffs on these sets; F, dF/dx, own gradients and Hessians are derivatives of `payoff`,
/// exact up to rounding. payoff: a template (int player, const VectorOf<T>& profile) -> T whose literals are
/// written T(0.5); it is copied. One evaluation of dF/dx costs about players x dimension payoffs: for small
/// games.
template <typename Payoff>
Game make_game(std::vector<ConvexSetPtr> strategy_sets, Payoff payoff) {
  struct Shared {  // one copy for all the functions of the game
    Payoff payoff;
    std::vector<int> counts, offsets;
  };
  auto shared = std::make_shared<Shared>(Shared{std::move(payoff), {}, {}});
  int offset = 0;
  for (const auto& set : strategy_sets) {
    shared->counts.push_back(set->dimension());
    shared->offsets.push_back(std::exchange(offset, offset + set->dimension()));
  }
  const auto block = [](const Shared& s, int player) {
    const auto i = static_cast<std::size_t>(player);
    return std::pair(s.offsets[i], s.counts[i]);
  };
  Game game;
  game.strategy_sets = std::move(strategy_sets);
  game.payoff = [shared](int player, const Vector& x) -> double { return shared->payoff(player, x); };
  game.pseudo_gradient = [shared](const Vector& x) -> Vector {
    return pseudo_gradient_of(shared->payoff, shared->counts, x);
  };
  game.jacobian = [shared](const Vector& x) -> Matrix {
    return jacobian_of([&](const auto& y) { return pseudo_gradient_of(shared->payoff, shared->counts, y); },
                       x);
  };
  game.own_gradient = [shared, block](int player, const Vector& x) -> Vector {
    const auto [first, count] = block(*shared, player);
    return own_gradient_of(shared->payoff, player, first, count, x);
  };
  game.own_hessian = [shared, block](int player, const Vector& x) -> Matrix {
    const auto [first, count] = block(*shared, player);
    return jacobian_of([&, f = first, n = count](
                           const auto& y) { return own_gradient_of(shared->payoff, player, f, n, y); },
                       x)
        .middleCols(first, count);
  };
  return game;
}

}  // namespace solvers
