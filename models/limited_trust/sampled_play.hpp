// models/limited_trust/sampled_play.hpp
// Expected payoffs at one pair of trusts by playing drawn games: where the leader's belief is wrong, no
// integral is known.
#pragma once

#include <cstdint>

#include "models/limited_trust/parameters.hpp"
#include "solvers/core/stop.hpp"

namespace models::limited_trust {

struct SampledPlay {
  double leader = 0, follower = 0;              ///< mean payoffs
  double leader_error = 0, follower_error = 0;  ///< standard errors
  long games = 0;                               ///< played: fewer than asked for after a stop
};

/// Draws games from the laws and plays each at the trusts and the belief given. 2 x 2 games of uniform or
/// exponential payoffs with ties of the deterministic rule are played by the vector kernel, 4 to 16 ns a
/// game; others one by one, block k of 4096 games from RandomStream(seed, k). The number of games is rounded
/// up to whole blocks. Throws std::invalid_argument for laws that are missing or without a mean, actions
/// below 1, trust that is negative or NaN, and fewer than one game.
SampledPlay sample_play(const Payoffs&, const TrustLevels&, long games, std::uint64_t seed,
                        const solvers::Stop& stop = {});

}  // namespace models::limited_trust
