// models/declared/equations.hpp
// Which problem of the solvers a declared game is. U_i, g and F are the user's formulas; a minimised cost
// enters as U_i = -cost.
#pragma once

#include "models/declared/parameters.hpp"
#include "solvers/games/complementarity.hpp"
#include "solvers/games/constrained_game.hpp"

namespace models::declared {

/// Player i: maximise U_i(x) over his bounds, own and shared constraints. With parameters as variables behind
/// the profile where `by_parameter`. Throws std::invalid_argument for a problem given by its map.
solvers::ConstrainedGame constrained_game(const Parameters&, bool by_parameter = false);

/// F(x) (y - x) >= 0 for all feasible y. Throws std::invalid_argument for a game of players.
solvers::VariationalInequality variational_inequality(const Parameters&, bool by_parameter = false);

/// The first-order conditions of either, with equal multipliers of shared constraints.
solvers::KktConditions first_order_conditions(const Parameters&, bool by_parameter = false);

}  // namespace models::declared
