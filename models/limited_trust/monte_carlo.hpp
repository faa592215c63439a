// models/limited_trust/monte_carlo.hpp
// Expected payoffs over a whole grid of trusts from one set of drawn games: for laws and sizes without
// anything better.
#pragma once

#include <cstdint>

#include "models/limited_trust/parameters.hpp"
#include "solvers/core/stop.hpp"

namespace models::limited_trust {

/// Means over the games, row: the leader's trust, column: the follower's; and their standard errors. Cells
/// share their games, so that differences between them are far more accurate than the errors say.
struct SampledPayoffs {
  Matrix leader, follower;
  Matrix leader_error, follower_error;  ///< standard errors; infinite for a single game
  long games = 0;                       ///< drawn; fewer than asked for after a stop
};

/// u_L and u_F of LTSE play, the leader knowing the follower's trust, at every pair of the two ascending
/// lists of trusts. Method: common random numbers. One game's outcome is a step function of both trusts,
/// found at its breakpoints, so the cost of a game does not depend on the grid. Block k of 1024 games draws
/// from RandomStream(seed, k), and blocks are summed in order: the result depends on seed and number of games
/// alone. Throws std::invalid_argument for missing laws, laws without a mean, trusts that are negative, NaN
/// or not ascending, and fewer than one game.
SampledPayoffs sample_payoffs(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust,
                              long games, std::uint64_t seed, const solvers::Stop& stop = {});

}  // namespace models::limited_trust
