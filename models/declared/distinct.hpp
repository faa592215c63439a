// models/declared/distinct.hpp
// What a list of candidates may say: answers that nothing tells apart are one, answers that run off to
// infinity are named, and constraints that nobody can meet are proved so.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"
#include "solvers/games/complementarity.hpp"

namespace models::declared {

/// Profiles closer than 1e-3 of their size between which the first-order conditions hold as well as at them
/// (a multiple root, a fold, a degenerate constraint) become one, polished as far as rounding lets. A note
/// says how many were.
void merge_indistinct(const Parameters&, const solvers::KktConditions&, const RunOptions&,
                      std::vector<Vector>& profiles, std::vector<std::string>& notes);

/// Profiles with a choice that has no bound and beyond which its player's payoff never falls: their supremum
/// is not attained, and they are equilibria up to epsilon only. Those of one player's choice become one, with
/// a note.
void merge_unattained(const Parameters&, std::vector<Vector>& profiles, std::vector<std::string>& notes);

/// Whether x meets all constraints to 1e-8 of its size.
bool is_feasible(const Parameters&, const Vector& x);

/// Whether no profile within the bounds (infinite ones taken as 2^1000) meets all constraints: shown in balls
/// by bisection; false says nothing.
bool is_surely_infeasible(const Parameters&, const solvers::Stop&);

}  // namespace models::declared
