// models/limited_trust/expected_payoffs.hpp
// What leader and follower of a limited-trust game may expect, u_L and u_F, at many levels of trust at once.
// Source: Murray, Garg & Nagi, section II; by integration over the laws of payoffs, not by simulation, where
// that is possible.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/limited_trust/parameters.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::limited_trust {

enum class PayoffMethod {
  exact,        ///< closed form, or every game that can be drawn; the error is rounding
  quadrature,   ///< integrals; the error is estimated by refinement, on the safe side
  monte_carlo,  ///< one sample of games for all levels of trust; the error is one standard error
};

std::string_view name(PayoffMethod);  ///< "exact", "quadrature", "monte-carlo", as records print it

struct ExpectedPayoffOptions {
  double tolerance = 1e-5;  ///< of quadrature: of the error over the mean size of a payoff; in (0, 1)
  long games = 1'000'000;   ///< of monte-carlo; at least 2
  long enumerated_games = 1'000'000;  ///< samples with at most this many different games are enumerated
  std::uint64_t seed = 1;  ///< of monte-carlo; games are drawn in blocks, block k from stream (seed, k)
  solvers::Stop stop{};
};

/// Entry (r, c) of each matrix: leader's trust leader_trust(r), follower's trust follower_trust(c). The
/// leader knows the follower's trust. u_L and u_F are continuous from the right in each trust, and continuous
/// where the laws have densities: the value just above a level is the value at that level.
struct PayoffTable {
  Vector leader_trust, follower_trust;
  Matrix leader, follower;              ///< u_L and u_F
  Matrix leader_error, follower_error;  ///< what `method` says
  PayoffMethod method = PayoffMethod::exact;
  solvers::Termination termination = solvers::Termination::not_started;
  long games = 0;  ///< drawn or enumerated; 0 for closed forms and quadrature
};

/// The method that expected_payoffs takes. exact: explicit matrices; 2 x 2 games with exponential payoffs of
/// one mean; samples, if few games are possible. quadrature: laws with densities that are finite and not too
/// heavy in the tails, up to 6 x 6. monte_carlo: the rest, which must have a variance (second moment), as
/// there is no standard error otherwise. Throws std::invalid_argument as expected_payoffs does.
PayoffMethod method_of(const Payoffs&, const ExpectedPayoffOptions& = {});

/// Expected payoffs at every pair of trust levels, each >= 0, in any order, possibly infinite. Ties of
/// samples are broken as ActionTies::deterministic says. Quadrature that misses its tolerance is
/// `evaluation_limit`, with the error that was reached; work that was stopped says so and
/// leaves what it has, NaN where that is nothing. Throws
/// std::invalid_argument for trust that is negative or NaN, laws without a mean or, where games are drawn,
/// without a variance, actions below 1, missing laws, or options out of range.
PayoffTable expected_payoffs(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust,
                             const ExpectedPayoffOptions& = {});

/// Both players' trust on the same grid.
PayoffTable payoff_table(const Payoffs&, const Vector& trust_grid, const ExpectedPayoffOptions& = {});

}  // namespace models::limited_trust
