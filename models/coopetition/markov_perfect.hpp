// models/coopetition/markov_perfect.hpp
// Play that looks ahead: the Markov perfect equilibrium of two actors whose trust moves with what they do.
// Source: TR-2, Def. 7.1 and 7.2. There are no types and no private information, so the source's "perfect
// Bayesian equilibrium with trust" is a Markov perfect equilibrium of a deterministic stochastic game.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

/// The equilibrium path from the initial trust, `action`: one number a period. Method: backward induction
/// over a grid of states, see markov_induction.hpp. The path ends early, and a note says so, where a stage
/// has no pure equilibrium. Throws TooLarge, std::invalid_argument unless there are two actors or for an
/// unknown method.
Candidates solve_markov_perfect(const Parameters&, const RunOptions&);

/// Judges a path: in every period, against every action of the grid, when play goes on by the policy of the
/// induction, followed state by state without interpolation; the same at drawn states off the grid, and how
/// far values move on a finer grid. `epsilon` is the largest gain of one deviation seen. `action` may be one
/// number, the first period's. Throws std::invalid_argument for paths of unequal length or with actions that
/// are not on the grid.
Equilibrium certify_markov_perfect(const Parameters&, const Profile&, const RunOptions&);

/// The path period by period, and the table `policy`: what is played at every state of the grid in the first
/// period.
Trajectory simulate_markov_perfect(const Parameters&, const RunOptions&);

}  // namespace models::coopetition
