// models/limited_trust/trust_learning.hpp
// What an agent knows of another's trust: an interval that shrinks with each game, and starts anew when trust
// changes. Source: Murray, Garg & Nagi, Algorithm 1 and section III-B.
#pragma once

#include "models/limited_trust/observation.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// [lower, upper): at least `lower` was given up, `upper` was not. Unit of payoff.
struct TrustInterval {
  double lower = 0;
  double upper = 0;
};

/// Algorithm 1. An observation that meets the interval narrows it; one that contradicts it (l' >= upper or
/// u' <= lower) shows that trust has changed: `restart` takes the observation alone, as printed; `legacy`
/// keeps the bound that was crossed and opens the other to 0 or to max_trust, as the authors' program does.
/// Upper bounds beyond max_trust become max_trust. A choice off the frontier changes nothing. Returns whether
/// a change was detected.
bool learn(TrustInterval& known, const Observation& seen, Learning::Contradiction contradiction,
           double max_trust);

/// The trust that an agent expects: the midpoint, or the mean of `prior` truncated to the interval. Where the
/// prior gives the interval no probability, the midpoint.
double estimate(const TrustInterval& known, const solvers::Law* prior = nullptr);

}  // namespace models::limited_trust
