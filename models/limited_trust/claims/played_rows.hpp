// models/limited_trust/claims/played_rows.hpp
// One row of a game at a time, drawn and played by the definition of the follower's choice: what checks of
// learning are held against.
#pragma once

#include <cstdint>
#include <vector>

#include "models/limited_trust/learning_time.hpp"

namespace models::limited_trust {

struct Reply {
  double leader = 0, follower = 0;  ///< a and b
};

/// What one game shows of the follower's trust.
struct Shows {
  double lower = 0;  ///< b_1 - b_i: what is given up
  double upper = 0;  ///< b_1 - b_(i+1): what is not; infinite at the frontier's end
};

std::vector<Reply> draw_row(const ReplyLaws&, solvers::RandomStream&);
int greedy_reply(const std::vector<Reply>&);
/// Of the replies that give up at most the trust, the one that nets most.
int taken_reply(const std::vector<Reply>&, double trust);
Shows play_row(const std::vector<Reply>&, double trust);

/// In how many of so many games each bound comes within the error of the trust.
struct BoundCounts {
  long games = 0, lower = 0, upper = 0, both = 0;
};
BoundCounts count_bounds(const LearningQuestion&, long games, std::uint64_t seed);

/// Mean number of games until both bounds are within the error, with its standard error.
struct PlayedTime {
  double mean = 0, standard_error = 0;
};
PlayedTime time_to_both_bounds(const LearningQuestion&, int runs, std::uint64_t seed);

}  // namespace models::limited_trust
