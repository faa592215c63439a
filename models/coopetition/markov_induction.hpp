// models/coopetition/markov_induction.hpp
// Backward induction over a grid of states: the values of every period.
#pragma once

#include <functional>
#include <vector>

#include "models/coopetition/markov_game.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::coopetition {

/// Values on a grid with `points` nodes in each of T12, T21, R12, R21 (all in [0, 1]). Entry of a state: x *
/// points^2 + y, x = iT12 * points + iR12, y = iT21 * points + iR21.
struct ValueTable {
  int points = 0;
  std::vector<double> first, second;  ///< of actor 1 and 2
};

struct MarkovSolution {
  solvers::Termination termination = solvers::Termination::not_started;
  std::vector<ValueTable> values;  ///< of periods 0, ..., T; of the last T + 1 - k where it was stopped
  long stages = 0;                 ///< finite games solved
  long without_pure = 0;           ///< of them without a pure equilibrium
  long several_pure = 0;           ///< with more than one
};

/// Bytes of all values on a grid.
double bytes_of_values(const Markov&, int points);

/// V_T = payoff of the stage's equilibrium for ever, u / (1 - discount); V_t = payoff of the equilibrium of
/// the stage game u + discount V_{t+1}(next state), V_{t+1} interpolated linearly in each coordinate. Trust
/// in either direction moves by the other's action alone, so the continuation at all pairs of actions is a
/// product of two interpolations over pairs (T, R), made for many states at once. Threads share the grid; no
/// result depends on how many. `progress` is told how many of the T + 1 periods are done.
MarkovSolution induce(const Parameters&, const MarkovGame&, int points, int threads, const solvers::Stop&,
                      const std::function<void(int)>& progress = {});

/// V at any state, from the 16 nodes around it.
std::array<double, 2> interpolate(const ValueTable&, const MarkovState&);

}  // namespace models::coopetition
