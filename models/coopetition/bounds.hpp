// models/coopetition/bounds.hpp
// `bound` for coopetition: the contraction, fixed points of the trust law with their eigenvalues, changes of
// the set of equilibria along one parameter.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

/// Always: `contraction_constant`. For lasting cooperation and violation by `bound.deviation` of the
/// baseline: the fixed point of trust and damage and the eigenvalues there, in balls; those of trust under
/// violation for each ordered pair. For concept trust-contingent with reciprocity: each change of the number
/// of equilibria along `bound.parameter`.
Bounds bounds(const Parameters&, const RunOptions&);

}  // namespace models::coopetition
