// models/limited_trust/exponential_payoffs.hpp
// Expected payoffs of 2 x 2 games whose entries are exponential with one mean, in closed form.
#pragma once

#include "models/limited_trust/expected_payoffs.hpp"

namespace models::limited_trust {

/// u_L and u_F at every pair of the leader's and the follower's trust, each >= 0 and possibly infinite. Sums
/// of the terms of exponential_terms.hpp at trust / mean, times the mean: u(d1, d2; mean) = mean u(d1 / mean,
/// d2 / mean; 1). Powers and exponentials are evaluated once a row and once a column. The errors bound
/// rounding. Throws std::invalid_argument for a mean that is not positive and finite.
PayoffTable exponential_payoffs(double mean, const Vector& leader_trust, const Vector& follower_trust);

}  // namespace models::limited_trust
