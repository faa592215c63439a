// models/digital_twin/bounds.hpp
// `bound` for the digital-twin game: kappa of the model beside its thresholds, and borders of the printed
// system.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

/// For identical players: kappa, every threshold of thresholds.hpp, lambda_peak and the borders of (16) in
/// lambda and c3, each with its bracket and conditions. For players that differ: each player's kappa and
/// whether its best response is unique whatever the others do.
Bounds bounds(const Parameters&, const RunOptions&);

}  // namespace models::digital_twin
