// solvers/games/natural_map_newton.hpp
// Semismooth Newton on x - proj(x + F(x)) = 0: few iterations, quadratic at the end.
#pragma once

#include "solvers/games/equilibrium.hpp"

namespace solvers {

struct NaturalMapNewtonOptions {
  int fallback_steps = 20;  ///< extragradient steps after a Newton step that fails; at least 1
  int max_halvings = 8;     ///< of a Newton step before it counts as failed; at least 0
  IterationLimits limits{.max_iterations = 2000};
};

/// A profile where the natural map vanishes. Newton steps with an element of the map's generalised Jacobian,
/// halved until the residual falls; where the Jacobian is singular or no step helps, extragradient steps take
/// over. Source: Qi & Sun (1993), Math. Programming 58, 353-367; globalised as in Facchinei & Pang (2003),
/// section 8.3. Throws std::invalid_argument for a game without `jacobian`, a start of the wrong size, or an
/// option out of range.
EquilibriumResult natural_map_newton(const Game&, const Vector& start, const NaturalMapNewtonOptions& = {});

}  // namespace solvers
