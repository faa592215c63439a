// models/limited_trust/claims/game_claims.hpp
// Claims about one game: Lemma 1 and its corollaries, the conditions that they need, what a choice reveals.
// Each check takes the functions that it examines, so that a test can feed others and see the verdict turn.
#pragma once

#include <functional>
#include <span>

#include "models/claims.hpp"
#include "models/limited_trust/game.hpp"
#include "models/limited_trust/observation.hpp"
#include "models/limited_trust/sampled_play.hpp"

namespace models::limited_trust {

/// How a game is played at these trusts: `play` of game.hpp.
using PlayRule = std::function<Play(const Matrix& leader, const Matrix& follower, const TrustLevels&)>;

/// What the leader's trust is said to move.
enum class MovedPayoff {
  follower,  ///< Lemma 1: does not fall
  leader,    ///< Corollary 1: does not rise
  net        ///< Corollary 2: does not fall
};

/// Whether the payoff moves one way, game by game, over rising trust of the leader; beliefs are right. The
/// games: exponential 2 x 2 and small whole numbers 3 x 3, where sums tie.
Finding judge_monotone(const PlayRule&, MovedPayoff, const VerifyOptions&);

/// Whether every rise of the leader's trust raises the follower's payoff: refuted by steps that change
/// nothing.
Finding judge_strict_rise(const PlayRule&, const VerifyOptions&);

/// Lemma 1 on rows (1, 2) and (2, 1), of equal sum, where ties are broken by a rule of the leader's trust.
Finding judge_tie_rule(const std::function<ActionTies(double trust)>&);

/// Lemma 1 and Corollary 1 game by game where the leader believes 3.75 and the truth is 0.
Finding judge_wrong_belief(const PlayRule&, const VerifyOptions&);

/// Mean payoffs at trusts under a belief: `sample_play` of sampled_play.hpp.
using MeanPlay =
    std::function<SampledPlay(const Payoffs&, const TrustLevels&, long games, std::uint64_t seed)>;

/// Corollary 1 in expectation: the leader's mean payoff at trust 0 and 0.25, belief 3.75, truth 0.
Finding judge_expected_wrong_belief(const MeanPlay&, const VerifyOptions&);

/// What a choice shows of the chooser's trust: `observe` of observation.hpp.
using ObserveRule = std::function<Observation(std::span<const double> own, std::span<const double> net, int)>;

/// Whether both bounds of one observation are the same number, as the text before Lemma 3 has it.
Finding judge_equal_bounds(const ObserveRule&);

/// What the follower learns of the leader from the planned replies' payoffs (a, b) and the row taken.
using LeaderBounds = std::function<Observation(std::span<const double> a, std::span<const double> b, int)>;
/// a_1 - a_i and a_1 - a_(i+1): the observed player's own payoffs.
Observation own_payoff_bounds(std::span<const double> a, std::span<const double> b, int row);
/// b_1 - b_i and b_1 - b_(i+1), as section III-B prints, in the order of the leader's frontier.
Observation printed_leader_bounds(std::span<const double> a, std::span<const double> b, int row);

/// Whether the bounds hold the leader's true trust, on seeded games of four rows.
Finding judge_leader_bounds(const LeaderBounds&, const VerifyOptions&);

/// Whether a figure that shows the net and own payoffs of so many replies on a frontier can give an example
/// of a reply whose loss lies strictly between the bounds known.
Finding judge_cited_figure(const ObserveRule&, int replies_shown);

}  // namespace models::limited_trust
