// models/limited_trust/game_profile.hpp
// The play of one game in the words of records: leader: action; follower: action, replies. Actions count from
// 1 there.
#pragma once

#include "models/limited_trust/game.hpp"
#include "models/results.hpp"

namespace models::limited_trust {

/// What a profile says: actions count from 0.
struct GivenPlay {
  int row = 0;
  int reply = 0;
  std::vector<int> replies;  ///< one a row; replies[row] == reply
};

Profile named_play(const GivenPlay&);

/// Reads a profile of an m x n game. Where `replies` are left out they are `rule`, with the given action in
/// the row played. Throws std::invalid_argument naming the entry: a player or word that is unknown, missing
/// or given twice, an action that is no whole number from 1 to m or n, replies of another number than m, or a
/// follower's action that is not its reply to the row played.
GivenPlay play_of(const Profile&, int rows, int columns, const std::vector<int>& rule);

}  // namespace models::limited_trust
