// models/limited_trust/kernels/two_by_two.hpp
// Vector kernel: 2 x 2 games with uniform or exponential payoffs, drawn and played in blocks.
#pragma once

#include <cstdint>

#include "solvers/core/instruction_set.hpp"

namespace models::limited_trust::kernels {

/// One player's payoffs: offset + scale * X, X uniform on [0, 1) or exponential of mean 1.
struct EntryLaw {
  enum class Kind { uniform, exponential };
  Kind kind = Kind::uniform;
  double offset = 0;
  double scale = 1;   ///< > 0
  double center = 0;  ///< is taken off before sums are made, so that squares stay small
};

struct TwoByTwoGames {
  EntryLaw leader, follower;
  double leader_trust = 0, follower_trust = 0;
  double believed_follower = 0;  ///< the leader's belief about follower_trust
};

inline constexpr int games_per_block = 4096;

/// Over the games of one block: of payoffs less their centers, and of the squares of that.
struct PayoffSums {
  double leader = 0, follower = 0;
  double leader_squares = 0, follower_squares = 0;
};

/// Plays blocks first, ..., first + count - 1 into sums[0], ..., sums[count - 1]. The games of a block depend
/// on seed and number of the block alone, and are added in a fixed order: no result depends on how blocks are
/// spread over calls. Draws: 32 lanes of xoshiro256+ (Blackman & Vigna, 2021, who recommend it for the upper
/// 53 bits), their states filled by splitmix64 from (seed, block), 52 bits a number. Play: as `play` in
/// game.hpp with ties as ActionTies::deterministic, losses and sums in doubles. Uniform games give the same
/// bits on every instruction set; the logarithm of exponential ones does not.
void play_blocks(const TwoByTwoGames&, std::uint64_t seed, long first, long count, PayoffSums* sums,
                 solvers::InstructionSet instructions = solvers::best_instruction_set());

/// The payoffs of a block's games one by one, for tests: entry 4 i + 2 r + c is of game i, row r, column c.
void draw_block(const TwoByTwoGames&, std::uint64_t seed, long block, double* leader, double* follower,
                solvers::InstructionSet instructions = solvers::best_instruction_set());

}  // namespace models::limited_trust::kernels
