// models/favor/population.hpp
// Who there is and who meets whom: encounter rates of a topology, discount factors of a distribution.
// Source: Hazard (2008), Simulation Results.
#pragma once

#include "models/favor/keyed_draws.hpp"
#include "models/favor/society_settings.hpp"
#include "solvers/core/vector.hpp"

namespace models::favor {

/// r(i, j) in [0, 1]: the chance a round that i meets j with i offering and j asking; zero diagonal.
/// Topology::scale_free starts with two agents that always meet; each newcomer meets agent a, in each
/// direction, at rate min(1, kappa u s_a / S).
solvers::Matrix encounter_rates(Topology topology, RateFactor factor, int agents, const KeyedDraws& draws);

/// The discount factor of the agent that fills place `i` from `round` on, in [1e-6, 1 - 1e-6].
double draw_discount_factor(DiscountFactors law, double constant, int round, int i, const KeyedDraws& draws);

}  // namespace models::favor
