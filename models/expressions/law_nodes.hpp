// models/expressions/law_nodes.hpp
// A law as weighted points, for expectations of formulas.
#pragma once

#include <vector>

#include "solvers/laws/law.hpp"

namespace models::expressions {

struct WeightedPoint {
  double at = 0;
  double weight = 0;  ///< probability; all together 1
};

/// Atoms as they are. A density: Gauss-Legendre points in each piece between its kinks, the pieces of a long
/// tail halving its probability; what is left out weighs less than 1e-16. For formulas that are analytic on
/// the support the sum agrees with the integral to rounding.
std::vector<WeightedPoint> law_nodes(const solvers::Law&);

}  // namespace models::expressions
