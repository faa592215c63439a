// models/limited_trust/exponential_terms.hpp
// Exact coefficients of the expected payoffs of 2 x 2 games with exponential payoffs of mean 1.
#pragma once

#include <span>

namespace models::limited_trust {

/// coefficient * s^p * d^q * exp(-r s - u d), s the leader's and d the follower's trust. r may be negative,
/// then u >= -2 r and the term counts only where s <= d.
struct ExponentialTerm {
  double coefficient;  ///< an exact rational, rounded once
  int p, q, r, u;
};

/// The terms whose sum is u_L(s, d) where s <= d, or where s > d (`leader_trusts_more`). At s = d both agree.
std::span<const ExponentialTerm> leader_terms(bool leader_trusts_more);

/// The same for u_F(s, d).
std::span<const ExponentialTerm> follower_terms(bool leader_trusts_more);

}  // namespace models::limited_trust
