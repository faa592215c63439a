// models/coopetition/own_problem.hpp
// One actor's problem while the others' actions stand: its utility is concave in the own action, so the slope
// decides.
#pragma once

#include <cmath>

#include "models/coopetition/equations.hpp"

namespace models::coopetition {

/// dU_i/da = f'(a) + linear + pull a^(1/N - 1), falling strictly from `slope_at_zero` to `slope(e)`.
template <typename T>
struct OwnProblem {
  ValueForm form = ValueForm::logarithmic;
  T scale = T(0);       ///< theta
  double exponent = 0;  ///< beta
  int actors = 2;       ///< N
  T linear = T(0);      ///< reciprocity - 1
  T pull = T(0);        ///< w_i gamma / N times the product of the others' a_j^(1/N), >= 0

  T value_slope(const T& a) const {
    using std::pow;
    if (form == ValueForm::logarithmic) return scale / (T(1) + a);
    return T(exponent) * T(pow(a, exponent)) / a;
  }
  /// a > 0.
  T slope(const T& a) const { return value_slope(a) + linear + synergy_pull(a); }
  T synergy_pull(const T& a) const {
    using std::exp, std::log;
    return pull * T(exp(T(T(log(a)) / T(actors)))) / a;
  }
  /// a > 0; < 0.
  T curvature(const T& a) const {
    const T of_synergy = T(actors - 1) / T(actors) * synergy_pull(a) / a;
    const T s = value_slope(a);
    if (form == ValueForm::logarithmic) return -(s / (T(1) + a)) - of_synergy;
    return (T(exponent) - T(1)) * s / a - of_synergy;
  }
};

/// The problem of actor i; entry i of `actions` is not looked at. An action that is exactly 0 stops the
/// synergy.
template <typename T>
OwnProblem<T> own_problem(const StageGame<T>& game, int i, const VectorOf<T>& actions) {
  using std::exp, std::log;
  OwnProblem<T> own{
      game.form, game.scale, game.exponent, game.count(), reciprocity_slope(game, i, actions) - T(1), T(0)};
  T logs(0);
  for (int j = 0; j < game.count(); ++j) {
    if (j == i) continue;
    if (actions(j) == T(0)) return own;
    logs = logs + T(log(actions(j)));
  }
  const T n(game.count());
  own.pull = synergy_weight(game, i) * game.complementarity / n * T(exp(T(logs / n)));
  return own;
}

}  // namespace models::coopetition
