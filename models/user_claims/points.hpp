// models/user_claims/points.hpp
// The points of a box at which a claim is looked at: corners, the centre, and a spread sample.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/user_claims/stated_claim.hpp"

namespace models::user_claims {

struct ClaimPoints {
  std::vector<std::vector<double>> all;  ///< corners first, then the centre, then the sample
  std::size_t corners = 0;               ///< all of them, or the first of them where there are very many
  std::size_t sample = 0;
};

/// `sample` points of the additive recurrence x_k = frac(u + k a), a_j = 1 / phi^j with phi^(d+1) = phi + 1,
/// from a start u that the seed draws: equidistributed, nested in `sample`. Whole parameters are rounded.
/// Points that coincide stand once. A box without width is one point.
/// Source: Roberts (2018), The unreasonable effectiveness of quasirandom sequences, for a; Cranley &
/// Patterson (1976), SIAM J. Numer. Anal. 13(6), 904-914, for u.
ClaimPoints points_of(const std::vector<ParameterRange>&, std::size_t sample, std::uint64_t seed);

/// The point with every coordinate rounded to `decimals` decimals of its interval's size, kept in the box.
std::vector<double> rounded(const std::vector<ParameterRange>&, std::vector<double> point, int decimals);

}  // namespace models::user_claims
