// models/coopetition/all_equilibria.hpp
// Every Nash equilibrium of a stage game on the box of actions, with proof that none is missed.
#pragma once

#include <vector>

#include "models/coopetition/equations.hpp"
#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::coopetition {

struct AllEquilibriaOptions {
  int max_boxes = 4'000;       ///< examined; at least 1
  double smallest_box = 1e-6;  ///< of the actions: narrower boxes are left undecided; in (0, 1)
  solvers::Stop stop{};
};

struct AllEquilibriaResult {
  /// converged: every box was decided. stalled: some are left undecided, as at a fold. Else what ended the
  /// search.
  solvers::Termination termination = solvers::Termination::not_started;
  std::vector<Vector> equilibria;  ///< proved to exist near these actions, in the order of actor 1's
  std::vector<solvers::IntervalBox> undecided;  ///< may hold any number, none of those above
  bool complete = false;                        ///< proved: there are no others
  int boxes = 0;                                ///< examined
};

/// Method: branch and prune in balls. Actions are strategic complements, so every equilibrium within [l, u]
/// lies within [BR(l), BR(u)]: boxes shrink by enclosed best replies, from [0, e] to the extremal equilibria
/// (Topkis), and vanish where they leave themselves. A small box is decided by Krawczyk's test on the slopes
/// of the actors that are free on it; else the widest side is cut. At the corner where nobody acts,
/// equilibria with all active are excluded by the product of their first-order conditions: prod of w_i gamma
/// / (N m_i) = 1 for some m_i between bounds of -dU_i/da_i without synergy. Throws std::invalid_argument for
/// options out of range.
AllEquilibriaResult all_equilibria(const StageGame<double>&, const StageGame<solvers::Ball>&,
                                   const AllEquilibriaOptions& = {});

}  // namespace models::coopetition
