// models/coopetition/simulation.hpp
// Trust over time: under a script of actions, or in a closed loop where each period's equilibrium is played.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

/// `rounds` periods. In each, actions are taken (the script's, or the equilibrium that `selection` names
/// while trust is held where it stands: play is myopic), then trust and damage of every ordered pair move by
/// the two-layer law.
///
/// Series, one value a state t = 0, ..., rounds: `trust`, `damage`, `ceiling` of "A->B" (A's trust in B);
/// `action` of each actor in the period that ended at t (at t = 0 the baseline), `signal` likewise; in the
/// closed loop `payoff`. Summary: last values, the period of a cycle of trust and damage and the range of
/// trust on it, the equilibrium at the last state. Invariants: bounds of trust and damage, the ceiling where
/// the law has one, damage that moves one way (regime), actions that are best replies (closed loop). Throws
/// TooLarge for a record that does not fit.
Trajectory simulate(const Parameters&, const RunOptions&);

/// The actions of period t of a script, t from 0; a repeated script begins anew.
const Vector& scripted_actions(const Simulation&, long t);

}  // namespace models::coopetition
