// models/digital_twin/stability.hpp
// Whether learning returns to a stationary profile after a small push.
#pragma once

#include <optional>

#include "models/digital_twin/parameters.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

/// The Jacobian at a stationary profile of the learning map (pi, tau) -> (proj(pi + step G(pi, tau)), (1 -
/// eta) tau + eta s), with the players' own steps and rates. Unknowns: sharing and probing of each player,
/// then, where trust is steady-state, tau_ij for i != j, row by row; fixed trust stays. Deception never rises
/// from 0 and is left out.
Matrix learning_jacobian(const Parameters& parameters, const Vector& profile);

/// Its spectral radius: below 1, learning returns. Where a constraint binds without multiplier the projection
/// has a kink and one of its one-sided derivatives is used. Nothing for games of more than 120 such unknowns.
std::optional<Stability> learning_stability(const Parameters& parameters, const Vector& profile);

}  // namespace models::digital_twin
