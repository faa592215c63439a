// models/favor/solve_limits.hpp
// `solve` and `certify` of favor descriptions.
#pragma once

#include "models/family.hpp"
#include "models/favor/limit_proof.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

/// The pair of agents i and j in balls.
EnclosedPair enclosed_pair(const Parameters&, int i, int j);

/// The greatest limits of every pair; every solution of one pair where `all_solutions` is set. Throws
/// std::invalid_argument for an unknown method or several pairs with `all_solutions`, TooLarge.
Candidates solve_pair_limits(const Parameters&, const RunOptions&);
/// Judge limits pair by pair: proved where each lies within the tolerance of a proved enclosure of the
/// greatest ones (of a solution, with `all_solutions`); refuted where one certainly does not.
Equilibrium certify_pair_limits(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::favor
