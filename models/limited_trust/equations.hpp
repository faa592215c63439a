// models/limited_trust/equations.hpp
// What players of limited trust compare: losses of their own against sums for both, on any number type.
// Source: Murray, Garg & Nagi, section II. Which number decides in doubles: exact_comparison.hpp.
#pragma once

namespace models::limited_trust {

/// C = A + B: what both players get together.
template <typename T>
T net_payoff(const T& leader, const T& follower) {
  return leader + follower;
}

/// What a player gives up against its greedy choice: b_max - b of the follower, a_max - a of the leader. The
/// choice is admissible for trust delta where this is at most delta.
template <typename T>
T loss(const T& best, const T& own) {
  return best - own;
}

}  // namespace models::limited_trust
