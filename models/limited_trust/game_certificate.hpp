// models/limited_trust/game_certificate.hpp
// Whether a play of one game is a limited-trust Stackelberg play, decided in exact arithmetic by code that
// did not find it.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Judges leader: {action}, follower: {action, replies} in the game of the matrices A and B.
///
/// The definition asks that every reply has the largest net payoff a + b among the replies whose loss of b is
/// at most the follower's trust, and that the row has the largest net payoff among the rows whose loss of a
/// is at most the leader's, where the leader expects the given replies or, if its belief is another than the
/// truth, the replies under that belief. Ties may be broken in any way. A player's regret is the net payoff
/// that its choice leaves on the table or, where it gives up more than its trust allows, the excess;
/// `residual` is the largest. Every comparison is one of balls wide enough to hold sums of doubles without
/// rounding, so the verdict is always decided and `proved`. With a tie tolerance a regret up to the tolerance
/// is none.
///
/// Beside it `nash` says how far the play is from a subgame's equilibrium on its path: what the leader gains
/// in its own payoff by another row against the given replies, and the follower by another reply to the row
/// played. Throws std::invalid_argument for profiles as `play_of` does.
Equilibrium certify_game(const Parameters&, const Profile&);

}  // namespace models::limited_trust
