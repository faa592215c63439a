// models/limited_trust/sampled_payoffs.hpp
// Expected payoffs over games that are listed or drawn: one set of games serves every pair of trust levels.
#pragma once

#include "models/limited_trust/expected_payoffs.hpp"

namespace models::limited_trust {

/// How many different games samples can give, or infinity where a law is not a sample; 1 for explicit
/// matrices.
double count_games(const Payoffs&);

/// The mean over all games that the samples can give, with their probabilities; for explicit matrices, that
/// game. Trust levels ascending. Method `exact`: the errors bound rounding.
PayoffTable enumerated_payoffs(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust,
                               const ExpectedPayoffOptions&);

/// The mean over `options.games` games with independent entries, with its standard error. Every pair of
/// levels sees the same games, so differences between levels are far better known than the values. Draws: A
/// before B, column by column; results depend on (seed, games) alone.
PayoffTable sampled_payoffs(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust,
                            const ExpectedPayoffOptions&);

}  // namespace models::limited_trust
