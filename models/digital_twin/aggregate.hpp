// models/digital_twin/aggregate.hpp
// Stationary profiles of very many players: the game is aggregative unless trust is a matrix.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "solvers/core/instruction_set.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::digital_twin {

struct AggregateOptions {
  double tolerance = 1e-10;  ///< of `relative_residual`; > 0
  int max_iterations = 500;  ///< rounds in which every player answers the aggregates; at least 1
  solvers::Stop stop{};
  solvers::InstructionSet instructions = solvers::best_instruction_set();
};

struct AggregateResult {
  solvers::Termination termination = solvers::Termination::not_started;
  Vector profile;       ///< 3 N: sharing, probing, deception (0) of player 1, then of player 2, ...
  double residual = 0;  ///< largest entry of the natural map x - proj(x + gradient) at `profile`, afresh
  double relative_residual = 0;  ///< over the largest strategy
  long iterations = 0;           ///< rounds in which every player answered the aggregates
  int branch_choices = 0;        ///< players for whom one of several stationary answers was chosen to go on
};

/// A profile at which every player is stationary: own gradient `gradient`, deception 0 (it is strictly
/// dominated). Trust: uniform or steady state.
///
/// Method: given L = log sum exp(x_k), A = sum of trust-weighted honesty and M = sum lambda P a, each player
/// solves a scalar equation of its own, 64 at a time. L is the root of a decreasing function (safeguarded
/// Newton): on stable answers d log(sum exp x_k) / dL < 1. A and M follow by Broyden's method; without trust
/// they are not needed. O(N) a round.
///
/// A player may have several answers, and the decreasing function then jumps; where it jumps over 0 the
/// jumping player keeps its upper answer. Other stationary profiles may exist, and this is one of them; Nash
/// or not is for a certificate to say. `stalled`: no consistent answers were found, as happens with few
/// players of large shares: the profile may rest on an answer that is unstable while the sums stand still,
/// which this method never takes. The last iterate is returned.
///
/// Throws std::invalid_argument for parameters out of range, a trust matrix, options out of range.
AggregateResult solve_aggregate(const Players&, const Trust&, Gradient, const AggregateOptions& = {});

}  // namespace models::digital_twin
