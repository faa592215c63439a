// models/limited_trust/claims/dynamics_claims.hpp
// Claims about where trust goes when agents answer one another: equilibria, cycles, leaders, learning. Each
// check takes the functions that it examines, so that a test can feed others and see the verdict turn.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/limited_trust/claims/source_networks.hpp"
#include "models/limited_trust/trust_learning.hpp"

namespace models::limited_trust {

/// Best responses from a profile: `best_response_dynamics`.
using DynamicsRule =
    std::function<DynamicsResult(const TrustGame&, TrustProfile start, const DynamicsOptions&)>;

/// Whether equilibria are found with certificate: karate, Southern women, Figure 1, dyad, stars of five by
/// the dynamics; a star of ten by a mixture of two levels. With provisos: existence in general is not shown.
Finding judge_existence(const DynamicsRule&);

/// Whether a dyad ends without trust from every start.
Finding judge_dyad(const DynamicsRule&);

/// Whether on a star of five leaves, the center ends without trust and leaves at full trust where the center
/// invites fewer than five, and everybody without trust where it invites five or six.
Finding judge_star(const DynamicsRule&, NeighborTies);

/// Whether karate with lexicographic ties comes back to the same profiles.
Finding judge_cycle(const DynamicsRule&);

/// Whether mean trust on karate jumps up and then stays high: with utilities estimated from 1000 games and
/// exactly. With provisos: estimated only.
Finding judge_s_curve(const DynamicsRule&, const VerifyOptions&);

/// Whether agents 30 to 34 at full trust raise the mean utility of 100 rounds: exactly, and with utilities
/// estimated from 1000 games. With provisos: estimated only.
Finding judge_leaders(const DynamicsRule&, const VerifyOptions&);

/// What an agent expects of another's trust: `estimate` of trust_learning.hpp.
using EstimateRule = std::function<double(const TrustInterval&)>;

/// Whether estimates of neighbors differ, so that ties do not matter: karate, everybody at one trust. With
/// provisos: only once something was seen of both.
Finding judge_learned_ties(const EstimateRule&, const VerifyOptions&);

}  // namespace models::limited_trust
