#include "models/limited_trust/trust_learning.hpp"

#include <algorithm>

namespace models::limited_trust {
namespace {

/// At the end of the range one number is left: trust max_trust is seen as [max_trust, max_trust].
double capped(double upper, double lower, double max_trust) {
  return std::max(lower, std::min(upper, max_trust));
}

}  // namespace

bool learn(TrustInterval& known, const Observation& seen, Learning::Contradiction contradiction,
           double max_trust) {
  if (!seen.on_frontier) return false;
  const bool rose = seen.lower >= known.upper, fell = seen.upper <= known.lower;
  const bool at_the_end = rose && known.upper == max_trust && seen.lower == max_trust;
  if (rose || fell) {
    if (contradiction == Learning::Contradiction::restart)
      known = {seen.lower, seen.upper};
    else
      known = rose ? TrustInterval{seen.lower, max_trust} : TrustInterval{0, seen.upper};
  } else {
    known = {std::max(seen.lower, known.lower), std::min(seen.upper, known.upper)};
  }
  known.upper = capped(known.upper, known.lower, max_trust);
  return (rose || fell) && !at_the_end;
}

double estimate(const TrustInterval& known, const solvers::Law* prior) {
  const double midpoint = 0.5 * (known.lower + known.upper);
  if (!prior) return midpoint;
  const double mass = prior->cumulative_below(known.upper) - prior->cumulative_below(known.lower);
  if (!(mass > 0)) return midpoint;
  const double mean =
      (prior->partial_mean_below(known.upper) - prior->partial_mean_below(known.lower)) / mass;
  return std::clamp(mean, known.lower, known.upper);  // rounding of a narrow difference
}

}  // namespace models::limited_trust
