// solvers/games/natural_map.hpp
// x - proj_K(x + F(x)): zero exactly where no player can rise along the own gradient; the residual of an
// equilibrium. Source: Facchinei & Pang (2003), Finite-Dimensional Variational Inequalities, section 1.5 (F
// there is -F here).
#pragma once

#include "solvers/games/game.hpp"

namespace solvers {

/// The natural map at `profile`, stacked by player, in the unit of the strategies.
Vector natural_map(const Game&, const Vector& profile);

/// The same where F(profile) is known already.
Vector natural_map(const Game&, const Vector& profile, const Vector& pseudo_gradient);

/// Largest |entry| of the natural map. NaN where the map has one.
double natural_residual(const Game&, const Vector& profile);

/// An element of the generalised Jacobian of the natural map: I - D (I + dF/dx) with D the Jacobian of the
/// projection at x + F(x). Throws std::invalid_argument for a game without `jacobian`.
Matrix natural_map_jacobian(const Game&, const Vector& profile, const Vector& pseudo_gradient);

/// Dimension of the kernel of that Jacobian, singular values up to relative_tolerance times the largest
/// counted as 0. Above 0 at a solution: it may belong to a continuum, and must not be called isolated.
/// -1 where the Jacobian is not finite.
int null_dimension(const Game&, const Vector& profile, double relative_tolerance = 1e-10);

}  // namespace solvers
