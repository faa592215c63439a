// models/coopetition/check.hpp
// The self-tests of `entente check`: slopes, domain, hypotheses of theorems; nothing is solved.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/results.hpp"

namespace models::coopetition {

/// Own slopes and their derivatives in closed form against dual numbers at seeded random actions, payoffs
/// finite over all actions (in balls), and notes on what the parameters imply: contraction, corners, where
/// clipping acts.
CheckReport check_model(const Parameters&);

}  // namespace models::coopetition
