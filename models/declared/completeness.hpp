// models/declared/completeness.hpp
// Whether the profiles that a search found are all there are, and which ones it missed.
#pragma once

#include <vector>

#include "models/declared/parameters.hpp"
#include "models/family.hpp"
#include "solvers/games/complementarity.hpp"

namespace models::declared {

/// Sets `candidates.completeness` where it can be shown, by the first of: strict monotonicity (at most one
/// variational equilibrium); a scan over the total where rivals matter through their sum alone; branch and
/// prune in balls. Returns stationary profiles that these met. Where there is provably none the termination
/// becomes no_solution. Nothing is claimed of games with kinks, whose equilibria may satisfy no first-order
/// condition.
std::vector<Vector> claim_completeness(const Parameters&, const solvers::KktConditions&, const RunOptions&,
                                       Candidates& candidates);

/// Each player chooses one number, and its payoff depends on the rivals' through their sum alone: the
/// derivatives by all of them are the same formula.
bool is_aggregative(const Parameters&);

}  // namespace models::declared
