// models/declared/completeness.hpp
// Whether the profiles that a search found are all there are, and which ones it missed.
#pragma once

#include <optional>
#include <vector>

#include "models/declared/parameters.hpp"
#include "models/family.hpp"
#include "solvers/games/complementarity.hpp"

namespace models::declared {

/// Sets `candidates.completeness` where it can be shown, by the first of: strict monotonicity (at most one
/// variational equilibrium); a scan over the total where rivals matter through their sum alone; branch and
/// prune in balls. `found` are the stationary profiles of a search; afterwards also those that these met, and
/// where boxes hold all of them none that lies in no box. Where there is provably none `found` is empty and
/// the termination no_solution. `all` is claimed where each box has its profile, and multipliers are known to
/// exist: not where a constraint is curved. Nothing is claimed of games with kinks, whose equilibria may
/// satisfy no first-order condition.
void claim_completeness(const Parameters&, const solvers::KktConditions&, const RunOptions&,
                        std::vector<Vector>& found, Candidates& candidates);

/// Branch and prune alone, whatever the number of unknowns, until it is done, stopped or has looked at a
/// million boxes: fills `found` and the claim as above.
void search_all(const Parameters&, const solvers::KktConditions&, const RunOptions&,
                std::vector<Vector>& found, Candidates& candidates);

/// Within 1e-6 of max(1, |x|) of one of those known.
bool is_known(const Vector& x, const std::vector<Vector>& known);

/// The solution that Newton's method reaches from x; none where it reaches none.
std::optional<Vector> polished(const solvers::KktConditions&, const Vector& x, const RunOptions&);

/// Each player chooses one number, and its payoff depends on the rivals' through their sum alone: the
/// derivatives by all of them are the same formula.
bool is_aggregative(const Parameters&);

}  // namespace models::declared
