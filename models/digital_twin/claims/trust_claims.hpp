// models/digital_twin/claims/trust_claims.hpp
// Claims about trust (7), beliefs (5) and honesty (6).
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/digital_twin/parameters.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// (7) in balls: rate, trust, observed honesty -> next trust.
using TrustStep =
    std::function<solvers::Ball(const solvers::Ball&, const solvers::Ball&, const solvers::Ball&)>;

/// Whether the step keeps trust in [0, 1], for all rates and honesty in [0, 1]: proved by convexity, refuted
/// by a corner.
Finding judge_trust_range(const TrustStep&);

/// Whether trust can become negative by the step.
Finding judge_negative_trust(const TrustStep&);

/// Whether E[alpha (1 - delta)] is E[alpha] (1 - E[delta]) under beliefs over `window` rounds.
Finding judge_product_honesty(int window, const VerifyOptions&);

/// Whether two believers with equal rounds behind them, of different rules, believe the same sharing of a
/// rival.
Finding judge_common_beliefs(const Belief& first, const Belief& second, const VerifyOptions&);

}  // namespace models::digital_twin
