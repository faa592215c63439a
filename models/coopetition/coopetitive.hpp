// models/coopetition/coopetitive.hpp
// The coopetitive equilibrium: Nash of integrated utility where trust plays no part, for any number of
// actors.
#pragma once

#include "models/coopetition/equations.hpp"
#include "models/family.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::coopetition {

/// Every equilibrium of a game without reciprocity, least first: one, or, where f'(0) <= 1, nobody acting and
/// perhaps one more.
///
/// Method: by the first-order condition (1 - f'(a_i)) a_i = w_i gamma g / N each action is an increasing
/// function of the synergy g alone (a closed form for the logarithm), with elasticity below 1; so the synergy
/// is the one root of log g(a(g)) - log g. O(N) an evaluation. The root is polished by one Newton step whose
/// slopes are evaluated in balls of 128 bits. Throws std::invalid_argument for a game with reciprocity.
std::vector<Vector> coopetitive_equilibria(const Parameters&, const StageGame<double>&);

/// f'(a0) = 1: what an actor does alone; best replies never fall below it. 0 where f'(0) <= 1.
double autarky_action(const ActionValue&);

/// Upper bound of the Lipschitz constant of the best reply in log actions, in the largest entry, over
/// [a0, e_1] x ... x [a0, e_N]; below 1, so that by Banach's theorem there is exactly one equilibrium with
/// positive actions. Indeterminate where a0 = 0, and the theorem says nothing.
///
/// At a best reply within the box K = w_i gamma g / (N a_i) = 1 - f'(a_i), and
/// sum over j of |d log a_i / d log a_j| = q K / (m + q K), q = (N - 1)/N, m = -a f''(a); at the border it is
/// 0.
solvers::Ball contraction_constant(const Parameters&);

/// One Newton step on the slopes of the actions that are within the box, evaluated in 128 bits: to the last
/// bit or two.
Vector polished(const StageGame<solvers::Ball>& game, const Vector& actions);

Candidates solve_coopetitive(const Parameters&, const RunOptions&);

}  // namespace models::coopetition
