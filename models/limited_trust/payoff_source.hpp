// models/limited_trust/payoff_source.hpp
// Expected payoffs of a description's laws, for its network.
#pragma once

#include <stdexcept>
#include <string>

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"
#include "models/limited_trust/ranked_payoffs.hpp"

namespace models::limited_trust {

/// Expected payoffs that are not known: their quadrature was stopped, or misses its tolerance.
struct PayoffsUnknown : std::invalid_argument {
  PayoffsUnknown(const std::string& what, solvers::Termination why)
      : std::invalid_argument(what), termination(why) {}
  solvers::Termination termination;
};

/// u_L and u_F from expected_payoffs, with their error: a bound where exact, four standard errors of
/// Monte-Carlo. Leaders prefer trust in 2 x 2 games with exponential payoffs of one mean (specification,
/// section 5.2). The table throws PayoffsUnknown.
PayoffSource payoff_source(const Payoffs&, const RunOptions&);

/// Variance of what one game pays one of its players, both at `trust`: over 10,000 games from stream (seed,
/// 0).
double game_variance(const Payoffs&, double trust, std::uint64_t seed);

/// What agents know of their utilities with metagame.noise_samples > 0, for people.
std::string estimate_note(int samples);

}  // namespace models::limited_trust
