// models/limited_trust/claims/payoff_claims.hpp
// Claims about expected payoffs u_L and u_F: how they move with trust, and whether they jump. Each check
// takes the functions that it examines, so that a test can feed others and see the verdict turn.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/limited_trust/expected_payoffs.hpp"

namespace models::limited_trust {

/// u_L and u_F at pairs of trusts: `expected_payoffs`.
using PayoffRule =
    std::function<PayoffTable(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust)>;

/// Payoffs of one law for every entry, m rows and n columns.
Payoffs payoffs_of(solvers::LawPtr, int rows, int columns);

/// Whether u_L rises at every step of the follower's trust, beyond its error: 2 x 2 games, exponential
/// payoffs of mean 4, the grid of the source's experiments.
Finding judge_leader_gain(const PayoffRule&, const VerifyOptions&);
/// Whether u_F falls at every step of the follower's trust; the same games.
Finding judge_follower_cost(const PayoffRule&, const VerifyOptions&);

/// Whether the net payoff rises with the follower's trust where the leader is selfish: uniform payoffs, 6 x
/// 2.
Finding judge_net_gain(const PayoffRule&, const VerifyOptions&);

/// Whether u_L and u_F change less and less over shorter and shorter ranges of trust, with payoffs of this
/// law: 2 x 2 games about three levels of trust.
Finding judge_continuity(const PayoffRule&, const std::vector<solvers::LawPtr>&, const VerifyOptions&);

/// Whether any trust gains as much as `printed`, in percent: the largest net payoff per game, at infinite
/// trust of both, against the selfish one.
Finding judge_gains(const PayoffRule&, const std::vector<double>& printed);

}  // namespace models::limited_trust
