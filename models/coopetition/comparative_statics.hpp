// models/coopetition/comparative_statics.hpp
// How an equilibrium answers to small changes: stability of best replies, derivatives by every parameter.
#pragma once

#include "models/coopetition/equations.hpp"
#include "models/results.hpp"

namespace models::coopetition {

/// d best reply of i / d a_j at the actions, N x N with zero diagonal; rows of actors at a corner are 0.
/// Entries >= 0. All actions > 0.
Matrix reply_jacobian(const StageGame<double>&, const Vector& actions);

/// d a / d x where the slopes move by `push` (N) as x grows, by implicit differentiation of the first-order
/// conditions: J d a = -push for the actors within (0, e), 0 at corners. Nothing where J is singular, as at a
/// fold.
std::optional<Vector> implicit_derivative(const StageGame<double>&, const Vector& actions,
                                          const Vector& push);

/// Adds stability (spectral radius of the replies' Jacobian; for two actors also the slope of the loop of
/// replies) and sensitivities to an equilibrium with positive actions.
void describe_response(const Parameters&, const StageGame<double>&, const Vector& actions, Equilibrium&);

}  // namespace models::coopetition
