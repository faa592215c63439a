// models/digital_twin/certificate.hpp
// Judging a profile by code that did not find it: residual, rigorous regrets, a box with exactly one
// equilibrium.
#pragma once

#include "models/digital_twin/regrets.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

/// Largest |entry| of x - proj(x + G(x)), G the own gradients in the model's meaning: zero exactly at
/// stationary profiles.
double natural_residual(const Parameters& parameters, const Vector& profile);

/// Verdict, level, claim, epsilon and regrets of a profile with these regrets in the meaning of
/// `parameters.gradient`, written into `certificate`. Players are named by their place in `regrets`.
void judge(const Parameters& parameters, const std::vector<PlayerRegret>& regrets, double tolerance,
           Certificate& certificate);

/// How far from Nash a profile with these regrets (in the meaning of `exact`) is.
NashDistance distance_from_nash(const std::vector<PlayerRegret>& regrets, double tolerance);

/// What is known about the profile as an equilibrium of concept `nash`, from the model and the profile alone.
/// Regrets are those of the model's gradient: rivals' information held for `printed`, inbound trust following
/// own honesty for `stationary`; then `nash` says how far the profile is from Nash of the stated payoffs.
/// Steady-state trust is tau_ij = s_j at the profile, and deviations are judged with it held there. The
/// tolerance is asked of every regret absolutely and over the player's payoff range R + max(c1, c2, c3).
/// Throws std::invalid_argument as `vector_of` does.
Equilibrium certify_nash(const Parameters& parameters, const Profile& profile, const RunOptions& options,
                         const RegretOptions& regret_options = {});

}  // namespace models::digital_twin
