// models/digital_twin/claims/payoff_claims.hpp
// Claims about shares (10), payoffs (11), their gradient and what trust does to them. Each check takes the
// functions that it examines, so that a test can feed others and see the verdict turn.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/digital_twin/claims/random_games.hpp"

namespace models::digital_twin {

/// One number a player, or three, at a profile of a game: payoffs (11), shares (10), own gradients.
using OfProfile =
    std::function<Vector(const PlayersOf<double>&, const TrustOf<double>&, const Vector& profile)>;

/// (11) and (10) as this family computes them.
Vector payoffs_at(const PlayersOf<double>&, const TrustOf<double>&, const Vector& profile);
Vector shares_at(const PlayersOf<double>&, const TrustOf<double>&, const Vector& profile);

/// Whether `gradients` is the own gradient of (11), trust held: largest difference from dual numbers over
/// random games. Without `inbound_trust` nobody trusts anybody.
Finding judge_own_gradients(const OfProfile& gradients, bool inbound_trust, const VerifyOptions&);

/// Whether deceiving can pay: `payoffs` of random profiles against those with (alpha (1 - delta), beta, 0)
/// for one player, which must be larger by c3 delta^2 at least.
Finding judge_deception(const OfProfile& payoffs, const VerifyOptions&);

/// Whether a player's payoff rises with the trust that a rival has in it.
Finding judge_inbound_trust(const OfProfile& payoffs, const VerifyOptions&);

/// Whether, with equal rewards, the total payoff is below the reward at every nonzero profile.
Finding judge_total_payoff(const OfProfile& payoffs, const VerifyOptions&);

/// Whether shares become equal as lambda falls, and the best informed takes all as it grows: the lambda of
/// one player alone, or of all.
Finding judge_sensitivity_limits(const OfProfile& shares, bool common, const VerifyOptions&);

/// Whether equal believed sharing and deception of rivals imply equal shares, whatever the rivals probe.
Finding judge_share_computable(const OfProfile& shares, const VerifyOptions&);

/// Whether the own problem is concave: a second difference of `payoffs` along a segment of one player's
/// strategies that has the wrong sign refutes it.
Finding judge_concavity(const OfProfile& payoffs, const VerifyOptions&);

}  // namespace models::digital_twin
