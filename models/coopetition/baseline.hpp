// models/coopetition/baseline.hpp
// The action above which an actor cooperates.
#pragma once

#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// b, N: as given, else the Nash equilibrium of private payoffs (no dependence, no reciprocity), the larger
/// one where there are two.
Vector baseline(const Parameters&);

}  // namespace models::coopetition
