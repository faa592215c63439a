// models/coopetition/equations.hpp
// Payoffs of coopetition on any number type T: value of actions, synergy, private and integrated utility,
// reciprocity. Sources: TR-1 (foundations) and TR-2, Def. 3.4.
#pragma once

#include <cmath>

#include "models/coopetition/parameters.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/lift.hpp"

namespace models::coopetition {

using solvers::lift;
using solvers::MatrixOf;
using solvers::VectorOf;

/// One period's game in the number type of the equations, trust entering as constants. Parameters are lifted
/// before any arithmetic: a product of doubles that is lifted afterwards has been rounded.
template <typename T>
struct StageGame {
  VectorOf<T> endowment;   ///< e
  VectorOf<T> share;       ///< alpha
  MatrixOf<T> dependence;  ///< D, with trust already in it where trust gates dependence
  ValueForm form = ValueForm::logarithmic;
  T scale = T(0);            ///< theta
  double exponent = 0;       ///< beta, exactly this double
  T complementarity = T(0);  ///< gamma
  MatrixOf<T> pull;          ///< rho T_ij, zero where trust plays no part
  VectorOf<T> baseline;      ///< b
  int count() const { return static_cast<int>(share.size()); }
};

/// The game in which trust plays no part: its Nash equilibrium is the coopetitive equilibrium of TR-1.
template <typename T>
StageGame<T> lift_game(const Parameters& p) {
  const int n = p.count();
  StageGame<T> game;
  game.endowment.resize(n);
  game.share.resize(n);
  for (int i = 0; i < n; ++i) {
    game.endowment(i) = T(p.actors[static_cast<std::size_t>(i)].endowment);
    game.share(i) = T(p.actors[static_cast<std::size_t>(i)].share);
  }
  game.dependence = lift<T>(p.dependence);
  game.form = p.value.form;
  game.scale = T(p.value.scale);
  game.exponent = p.value.exponent;
  game.complementarity = T(p.value.complementarity);
  game.pull = MatrixOf<T>::Constant(n, n, T(0));
  game.baseline = VectorOf<T>::Constant(n, T(0));
  return game;
}

/// The game played while trust stands at `state`: Def. 3.4, or with dependence gated by trust. `baseline`: N
/// numbers.
template <typename T>
StageGame<T> lift_stage(const Parameters& p, const TrustState& state, const Vector& baseline) {
  using std::min;
  auto game = lift_game<T>(p);
  game.baseline = lift<T>(baseline);
  for (int i = 0; i < p.count(); ++i)
    for (int j = 0; j < p.count(); ++j) {
      if (i == j) continue;
      const T trust(state.trust(i, j));
      if (p.trust.gating == Gating::dependence)  // T^eff = min(T, Theta)
        game.dependence(i, j) = T(min(trust, T(T(1) - T(state.damage(i, j))))) * game.dependence(i, j);
      else
        game.pull(i, j) = T(p.trust.reciprocity) * trust;
    }
  return game;
}

/// f(a): theta log(1 + a), or a^beta.
template <typename T>
T value(const StageGame<T>& game, const T& action) {
  using std::log1p, std::pow;
  if (game.form == ValueForm::logarithmic) return game.scale * log1p(action);
  return T(pow(action, game.exponent));
}

/// f'(a): theta / (1 + a), or beta a^(beta - 1); infinite at a = 0 for the power form.
template <typename T>
T value_slope(const StageGame<T>& game, const T& action) {
  using std::pow;
  if (game.form == ValueForm::logarithmic) return game.scale / (T(1) + action);
  return T(game.exponent) * T(pow(action, game.exponent)) / action;
}

/// f''(a) < 0.
template <typename T>
T value_curvature(const StageGame<T>& game, const T& action) {
  using std::pow;
  if (game.form == ValueForm::logarithmic) {
    const T level = T(1) + action;
    return -(game.scale / (level * level));
  }
  return T(game.exponent) * (T(game.exponent) - T(1)) * T(pow(action, game.exponent)) / (action * action);
}

/// g(a) = (prod a_i)^(1/N), 0 where an action is exactly 0.
template <typename T>
T synergy(const VectorOf<T>& actions) {
  using std::exp, std::log;
  T sum(0);
  for (Eigen::Index i = 0; i < actions.size(); ++i) {
    if (actions(i) == T(0)) return T(0);
    sum = sum + log(actions(i));
  }
  return T(exp(T(sum / T(static_cast<int>(actions.size())))));
}

/// pi_i = e_i - a_i + f(a_i) + alpha_i gamma g(a).
template <typename T>
T private_payoff(const StageGame<T>& game, int i, const VectorOf<T>& actions) {
  return game.endowment(i) - actions(i) + value(game, T(actions(i))) +
         game.share(i) * game.complementarity * synergy(actions);
}

/// U_i = pi_i + sum over j of D_ij pi_j + a_i sum over j of rho T_ij (a_j - b_j): integrated utility of TR-1
/// with the reciprocity of Def. 3.4.
template <typename T>
T utility(const StageGame<T>& game, int i, const VectorOf<T>& actions) {
  T total = private_payoff(game, i, actions), reciprocity(0);
  for (int j = 0; j < game.count(); ++j) {
    if (j == i) continue;
    total = total + game.dependence(i, j) * private_payoff(game, j, actions);
    reciprocity = reciprocity + game.pull(i, j) * (actions(j) - game.baseline(j));
  }
  return total + reciprocity * actions(i);
}

/// w_i = alpha_i + sum over j of D_ij alpha_j: the share of the synergy that actor i cares for.
template <typename T>
T synergy_weight(const StageGame<T>& game, int i) {
  T weight = game.share(i);
  for (int j = 0; j < game.count(); ++j)
    if (j != i) weight = weight + game.dependence(i, j) * game.share(j);
  return weight;
}

/// sum over j of rho T_ij (a_j - b_j): the slope that reciprocity gives.
template <typename T>
T reciprocity_slope(const StageGame<T>& game, int i, const VectorOf<T>& actions) {
  T slope(0);
  for (int j = 0; j < game.count(); ++j)
    if (j != i) slope = slope + game.pull(i, j) * (actions(j) - game.baseline(j));
  return slope;
}

/// dU_i/da_i = -1 + f'(a_i) + w_i gamma g / (N a_i) + reciprocity. Falls strictly as a_i grows: U_i is
/// concave in the own action. All actions > 0.
template <typename T>
T own_slope(const StageGame<T>& game, int i, const VectorOf<T>& actions) {
  const T pull =
      synergy_weight(game, i) * game.complementarity * synergy(actions) / (T(game.count()) * actions(i));
  return value_slope(game, T(actions(i))) - T(1) + pull + reciprocity_slope(game, i, actions);
}

/// d/da_j of actor i's own slope: w_i gamma g / (N^2 a_i a_j) + rho T_ij >= 0, so actions are strategic
/// complements; for j = i, f''(a_i) - w_i gamma g (N - 1) / (N^2 a_i^2) < 0. All actions > 0.
template <typename T>
T own_slope_derivative(const StageGame<T>& game, int i, int j, const VectorOf<T>& actions) {
  const T n(game.count());
  const T pull =
      synergy_weight(game, i) * game.complementarity * synergy(actions) / (n * n * actions(i) * actions(j));
  if (i != j) return pull + game.pull(i, j);
  return value_curvature(game, T(actions(i))) - (n - T(1)) * pull;
}

/// Every actor's own slope.
template <typename T>
VectorOf<T> own_slopes(const StageGame<T>& game, const VectorOf<T>& actions) {
  VectorOf<T> slopes(actions.size());
  for (int i = 0; i < game.count(); ++i) slopes(i) = own_slope(game, i, actions);
  return slopes;
}

}  // namespace models::coopetition
