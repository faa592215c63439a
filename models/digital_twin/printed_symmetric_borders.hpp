// models/digital_twin/printed_symmetric_borders.hpp
// Where the root of the printed symmetric system (16) enters and leaves the strategy set, in lambda and in
// c3.
#pragma once

#include <optional>

#include "models/digital_twin/representative_player.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// A border that surely lies in `at`, one that surely does not exist, or neither was shown.
struct Border {
  enum class Kind { enclosed, none, undecided };
  Kind kind = Kind::undecided;
  solvers::Ball at{};
  const char* why = "";  ///< where there is none
};

/// The lambda up to which alpha + beta + delta <= 1 at the root of (16), other parameters as given. The sum
/// rises with delta while alpha + delta <= 1 (which is delta <= c1 / (c1 + c3)), delta rises with lambda, and
/// alpha = sqrt(c3 delta (1 - delta) / c1), m = 2 c1 alpha / (w + 2 n alpha w^2) give lambda from delta: one
/// border, enclosed by a sign change along logit(delta). There is none where a = b = 0.
Border feasible_sensitivity(const Representative&);

/// The deception costs c3 between which the root of (16) is feasible. As a function of w = 1 - delta, which
/// rises with c3, the excess alpha + beta - w with alpha = m w / (2 (c1 - m n w^2)) is convex, so the
/// feasible costs are one range: empty, or with a lower border unless feasible for every small cost, and an
/// upper one unless for every large cost.
struct FeasibleDeceptionCosts {
  Border lower, upper;
};
FeasibleDeceptionCosts feasible_deception_costs(const Representative&);

/// The range of lambda in which alpha of (16) exceeds 1: between delta = (1 -+ sqrt(1 - 4 c1 / c3)) / 2; none
/// where c3 <= 4 c1, since alpha <= sqrt(c3 / c1) / 2. a > 0.
struct ExcessiveSharing {
  Border from, to;
};
ExcessiveSharing excessive_sharing(const Representative&);

}  // namespace models::digital_twin
