// models/expressions/derivative.hpp
// Derivatives of formulas as formulas: exact, and sharing what they have in common with their values.
#pragma once

#include <vector>

#include "models/expressions/graph.hpp"

namespace models::expressions {

/// d output / d leaf for each leaf (an input or a parameter), as nodes of the same graph; the literal 0 where
/// the output does not depend on the leaf. At a kink (max, min, abs, if) the derivative is that of the side
/// which the value takes, and has no value in balls that do not know the side.
/// Method: reverse accumulation on nodes; Griewank & Walther (2008), Evaluating Derivatives, section 3.2.
std::vector<int> gradient(Graph& graph, int output, const std::vector<int>& leaves);

}  // namespace models::expressions
