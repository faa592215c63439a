// solvers/certificates/own_maximum.hpp
// No strategy of one player pays more than this: a rigorous upper bound on his payoff, the others fixed, by
// branch and bound in balls.
#pragma once

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/constrained_game.hpp"

namespace solvers {

struct OwnMaximumOptions {
  double target = 1e-13;     ///< of the gap to the profile's payoff, times max(1, |payoff|): stop there; > 0
  double refuted_at = 1e-9;  ///< stop once a strategy certainly gains more than this; > 0
  long max_boxes = 20'000;   ///< at least 1
  Stop stop{};
};

struct OwnMaximumResult {
  /// converged: the gap is at most the target; evaluation_limit: the budget is spent, the bound holds anyway;
  /// no_solution: a better strategy was found, see `gain`.
  Termination termination = Termination::not_started;
  double payoff = 0;     ///< at the profile, rounded
  double gain = 0;       ///< of `deviation`, certain, rounded down; 0: none found. Equalities are
                         ///< met by it to 1e-14 times its size, everything else exactly
  double bound = 0;      ///< no feasible strategy gains more; >= 0, rounded up; infinity: unknown
  Vector deviation;      ///< empty where gain = 0
  bool concave = false;  ///< the own problem is concave on the whole box, proved
  long boxes = 0;
};

/// Upper bound of U_i over his box and constraints, others as in `x`. multipliers >= 0 of his constraints
/// (own, then shared) relax them: U - sum lambda g over a box bounds U over the feasible part (weak duality),
/// with equality at a KKT point of a concave problem; boxes where a constraint is certainly violated are
/// dropped. Per box: natural and mean-value enclosures, certain slopes (the face), certain concavity (tangent
/// at the profile). Infinite bounds: deviations up to 2^1000, more than doubles need. Source: Neumaier
/// (2004), Acta Numerica 13, 271-369. Throws std::invalid_argument for a wrong game, player, shapes, or an
/// option out of range.
OwnMaximumResult bound_own_maximum(const ConstrainedGame&, int player, const Vector& x,
                                   const Vector& multipliers, const OwnMaximumOptions& = {});

}  // namespace solvers
