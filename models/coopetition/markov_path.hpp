// models/coopetition/markov_path.hpp
// Paths of actions over periods: from the policy, from a profile, and what leaving them gains.
#pragma once

#include <vector>

#include "models/coopetition/markov_game.hpp"
#include "models/coopetition/markov_induction.hpp"
#include "models/results.hpp"

namespace models::coopetition {

/// Actions by number, one a period from period 0 on.
struct MarkovPath {
  std::vector<int> k1, k2;
};

/// What the policy plays from the initial state; it ends where a stage has no pure equilibrium.
MarkovPath equilibrium_path(const Parameters&, const MarkovGame&, const MarkovSolution&);

Profile named_path(const Parameters&, const MarkovGame&, const MarkovPath&);

/// Throws std::invalid_argument naming what is wrong: actors, words, lengths, actions off the grid.
MarkovPath path_of(const Parameters&, const MarkovGame&, const Profile&);

/// Largest gain of one deviation in one period of a path, policy afterwards; and what the path earns.
struct PathGains {
  double value[2] = {0, 0};  ///< of the path and then the policy, discounted to period 0
  double gain[2] = {0, 0};
  int period[2] = {0, 0}, action[2] = {0, 0};  ///< of the largest gains
};
PathGains path_gains(const Parameters&, const MarkovGame&, const MarkovSolution&, const MarkovPath&);

/// Series of states, actions and payoffs along a path, with its summary and the bounds of trust.
void record_path(const Parameters&, const MarkovGame&, const MarkovPath&, Trajectory&);

/// Every state of the grid in period 0: what is played there and what it is worth.
DataTable policy_table(const Parameters&, const MarkovGame&, const MarkovSolution&);

}  // namespace models::coopetition
