// models/coopetition/claims/trust_claims.hpp
// Claims about the two-layer law of trust and damage: bounds, ceiling, what lasts.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::coopetition {

/// One period of one pair: law, state, signal in [-1, 1], dependence.
using PairStep = std::function<PairState<double>(const TrustLaw&, const PairState<double>&, double, double)>;
PairState<double> pair_step(const TrustLaw&, const PairState<double>&, double signal, double dependence);

/// dT after cooperation at rate 1, in balls: building rule, state, s in [0, 1].
using TrustGain =
    std::function<solvers::Ball(Building, const PairState<solvers::Ball>&, const solvers::Ball&)>;
solvers::Ball gain_at_full_rate(Building, const PairState<solvers::Ball>&, const solvers::Ball& s);

/// Whether T and R stay in [0, 1], clip or no clip.
Finding judge_bounds(const TrustGain&, const PairStep&, const VerifyOptions&);

/// Whether the product builds at least what the gap builds.
Finding judge_product_above_gap(const TrustGain&, const VerifyOptions&);

/// Whether building leaves T at most at max(T, Theta).
Finding judge_ceiling(const TrustGain&, Building, const VerifyOptions&);

/// Whether lasting cooperation leads to T = 1, R = 0, at the rate max(1 - lambda+ s, 1 - delta).
Finding judge_lasting_cooperation(const PairStep&, const VerifyOptions&);

/// Whether lasting violation leads to T = 0 and R = 1, or mu |s| / (mu |s| + delta) where damage always
/// heals.
Finding judge_lasting_violation(const PairStep&, const VerifyOptions&);

/// Whether a violation costs more trust where one depends more on the other, by lambda- |s| T xi for each
/// unit.
Finding judge_amplified_erosion(const PairStep&, const VerifyOptions&);

/// Whether after a violation trust of 0.85 is never regained, although damage heals.
Finding judge_permanence(const PairStep&);

/// Whether trust tends to something below 1 under the documentation's rules and parameters.
Finding judge_limit_of_trust(const PairStep&);

/// Whether a signal of 0 takes trust.
Finding judge_zero_signal(const PairStep&);

}  // namespace models::coopetition
