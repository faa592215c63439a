// models/coopetition/equilibrium_changes.hpp
// Where along one parameter the number of trust-contingent equilibria changes: folds, and actions that reach
// a corner.
#pragma once

#include <string>
#include <vector>

#include "models/coopetition/equations.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::coopetition {

/// The parameters with one of them changed: rho, the trust of all pairs, or the baseline of all.
Parameters at_point(const Parameters&, Axis, double value);

/// The stage game along the axis, on the number type of `value`: double, Ball, or a dual over them.
template <typename T>
StageGame<T> stage_along(const Parameters& p, const Vector& baseline, Axis axis, const T& value) {
  auto game = lift_game<T>(p);
  game.baseline = lift<T>(baseline);
  if (axis == Axis::baseline) game.baseline.setConstant(value);
  for (int i = 0; i < p.count(); ++i)
    for (int j = 0; j < p.count(); ++j) {
      if (i == j) continue;
      const T rho = axis == Axis::reciprocity ? value : T(p.trust.reciprocity);
      game.pull(i, j) = rho * (axis == Axis::trust ? value : T(p.trust.initial.trust(i, j)));
    }
  return game;
}

struct EquilibriumChange {
  enum class Kind {
    fold,    ///< two equilibria meet and vanish: the Jacobian of the slopes is singular
    corner,  ///< an action reaches its endowment: the slope there is 0
    other,   ///< only the bracket is known
  };
  Kind kind = Kind::other;
  double value = 0;           ///< of the parameter
  solvers::Interval bracket;  ///< holds a change: the numbers of equilibria at its ends are proved
  solvers::Interval
      enclosure;  ///< of the root of the fold or corner condition, proved by Krawczyk; else the bracket
  int below = 0, above = 0;  ///< equilibria at the ends of the bracket
};

struct EquilibriumChanges {
  solvers::Termination termination = solvers::Termination::not_started;
  std::vector<EquilibriumChange> changes;  ///< ascending
  std::vector<int> counts;                 ///< at the points of the scan; -1: not decided
  int undecided = 0;                       ///< points of the scan whose number was not proved
};

/// Method: all equilibria, with proof, at `points` equally spaced values; bisection between two that differ;
/// then the root of the fold condition F = 0, det dF/da = 0 (two actors), or of F = 0 with an action at its
/// endowment, near what bisection left, proved by Krawczyk's test in (a, x). Changes that come in pairs
/// between two points are not seen.
EquilibriumChanges find_equilibrium_changes(const Parameters&, const FoldSearch&, const solvers::Stop& = {});

}  // namespace models::coopetition
