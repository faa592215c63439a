// models/limited_trust/game.hpp
// The limited-trust Stackelberg equilibrium (LTSE) of a bimatrix game, in exact arithmetic.
// Source: Murray, Garg & Nagi, section II.
#pragma once

#include <vector>

#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// What is played, and what the leader expected. Actions count from 0.
struct Play {
  int row = 0;                                    ///< the leader's action
  int reply = 0;                                  ///< the follower's real reply to it
  int expected_reply = 0;                         ///< what the leader expected: planned_replies[row]
  std::vector<int> planned_replies;               ///< one a row, under the leader's belief about the follower
  std::vector<int> replies;                       ///< one a row, under the follower's own trust
  double leader_payoff = 0, follower_payoff = 0;  ///< A and B at (row, reply)
};

/// One choice among several: the player's own payoff and the other's, option by option.
struct Options {
  Vector own, other;
};

/// The option that a player of this trust takes: among those whose loss against the best own payoff is at
/// most `trust`, one with the largest own + other. Equal sums (within `tie_tolerance`): by `ties`. Losses and
/// sums are compared exactly where the tolerance is 0. O(number of options).
int choose(const Options&, double trust, ActionTies ties, double tie_tolerance);

/// The follower's reply to each row of the m x n game at the trust given.
std::vector<int> replies(const Matrix& leader, const Matrix& follower, double trust, const TrustLevels& rule);

/// The leader's row when it expects these replies.
int leader_row(const Matrix& leader, const Matrix& follower, const std::vector<int>& planned,
               const TrustLevels&);

/// The LTSE: the follower's plan under the leader's belief, the leader's row, the follower's real reply. O(m
/// n). With the belief equal to the truth this is the equilibrium; at trust 0 it is the Stackelberg outcome
/// that favors the leader. Throws std::invalid_argument for matrices that are empty, differ in shape or are
/// not finite, or of which sums overflow, and for trust that is negative or NaN.
Play play(const Matrix& leader, const Matrix& follower, const TrustLevels&);

}  // namespace models::limited_trust
