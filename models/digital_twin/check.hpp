// models/digital_twin/check.hpp
// The self-tests of `entente check`: gradients, payoffs, domain; nothing is solved.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

/// Gradients in closed form against dual numbers at seeded random profiles, payoffs against the payoff of a
/// deviation that changes nothing, payoffs finite over all profiles (in balls), and notes on what the
/// parameters imply. Beyond 60 players the first 60 are tested: the equations are the same for all.
CheckReport check_model(const Parameters& parameters);

}  // namespace models::digital_twin
