// models/digital_twin/kernels/respond_to_aggregates.hpp
// Vector kernel: what every player does when it takes the aggregates of the game as given.
#pragma once

#include "solvers/core/instruction_set.hpp"

namespace models::digital_twin::kernels {

/// Parameters of `count` players, one array each.
struct PlayerArrays {
  const double* sensitivity;    ///< lambda
  const double* reward;         ///< R
  const double* sharing_cost;   ///< c1
  const double* probing_cost;   ///< c2
  const double* sharing_value;  ///< a
  const double* probing_value;  ///< b
  long count;
};

/// All that a player must know of the others, itself included.
struct Aggregates {
  double log_total = 0;  ///< L = log sum_k exp(x_k), x_k = lambda_k I_k
  double received = 0;   ///< A = sum_k t_k s_k, where t_k is everybody's trust in k
  double leak = 0;       ///< M = sum_k lambda_k P_k a_k
};

/// Trust in player k is held + own s_k; the leak of its sharing has weight leak_held + leak_own s_k.
struct TrustRule {
  double held = 0, own = 0;
  double leak_held = 0, leak_own = 0;
};

/// What the players' answers add up to. Consistent aggregates make total 1, received A and leak M.
struct Response {
  double total = 0;        ///< sum of exp(x_i - L)
  double received = 0;     ///< sum of t_i s_i
  double leak = 0;         ///< sum of lambda_i P_i a_i
  double total_slope = 0;  ///< sum of exp(x_i - L) dx_i/dL, where own answers move with L
  long unsettled = 0;      ///< players whose scalar equation was not solved within the steps allowed
};

/// Solve each player's own scalar equation x = T(x), with P = exp(x - L):
///   alpha, beta from R P (lambda (1 - P) a - w (M - lambda P a)) = 2 c1 alpha + mu,
///   R P lambda (1 - P) b = 2 c2 beta + mu, mu the multiplier of alpha + beta <= 1 (all clipped at 0),
///   T = lambda (a alpha + a (A - t alpha) + b beta), delta = 0.
/// Several roots may exist. Where from_above[i] is 0 the search goes up from 0, else down from the largest
/// score; either way T - x falls through 0 at the root found. score, sharing, probing: `count` entries,
/// written. Method: safeguarded Newton, 64 players at a time. A few units in the last place differ between
/// instruction sets.
Response respond_to_aggregates(const PlayerArrays& players, const Aggregates& aggregates,
                               const TrustRule& trust, const double* from_above, double* score,
                               double* sharing, double* probing,
                               solvers::InstructionSet instructions = solvers::best_instruction_set());

}  // namespace models::digital_twin::kernels
