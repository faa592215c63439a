// models/digital_twin/claims/learning_claims.hpp
// Claims about learning (13), (14) and the experiment of Section IV.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/digital_twin/parameters.hpp"

namespace models::digital_twin {

/// The experiment of one seed.
using Experiment = std::function<Parameters(std::uint64_t seed)>;

/// Whether deceptions rise under learning: the share of a player's rounds in which delta grows.
Finding judge_adaptive_deception(const Experiment&, const VerifyOptions&);

/// Whether trust differs between those who trust one player by more than between those trusted, late in a
/// run.
Finding judge_personal_trust(const Experiment&, const VerifyOptions&);

/// Whether every player's utility rises over the run, and the total ends above doing nothing.
Finding judge_rising_utilities(const Experiment&, const VerifyOptions&);

/// Whether some players end with alpha > 1/2 and others with beta > alpha.
Finding judge_heterogeneity(const Experiment&, const VerifyOptions&);

/// Whether strategies move by less than 0.01 in the last round.
Finding judge_stability(const Experiment&, const VerifyOptions&);

/// Whether (13) with `rounds` looked ahead differs from (14), under the gradient that the source states or
/// another.
Finding judge_horizon(Gradient, const VerifyOptions&);

/// Whether deceiving without sharing never pays, under beliefs over two rounds of the given honesty.
Finding judge_silent_deception(Honesty, const VerifyOptions&);

/// Whether the limit of projected gradient play on two identical players is a Nash equilibrium, at this
/// kappa.
Finding judge_convergence(double kappa, const VerifyOptions&);

/// Whether changing one of the two rates of (7) and (14) is changing the other.
Finding judge_two_rates(const Experiment&, const VerifyOptions&);

/// Whether the projection of a feasible point with a sum below one has a sum of one.
Finding judge_unit_simplex(const std::function<Vector(const Vector&)>& projection);

/// Whether (12), summing from that round on, leaves out none of the rounds that are played.
Finding judge_first_round(const Experiment&, int first_summed, const VerifyOptions&);

}  // namespace models::digital_twin
