// models/expressions/smoothing.hpp
// A formula with its kinks rounded off.
#pragma once

#include <utility>
#include <vector>

#include "models/expressions/graph.hpp"

namespace models::expressions {

/// The node with max, min and abs of variables replaced by smooth functions that differ by at most `width` /
/// 2 from them, as (a + b + sqrt((a - b)^2 + width^2)) / 2, and conditions a < b by logistic((b - a) /
/// width). What stands inside of expectations over what is drawn stays, as it is smooth already. Source: Chen
/// & Mangasarian (1996), Comput. Optim. Appl. 5, 97-138.
int smoothed(Graph&, int node, double width);

/// Pairs a, b of nodes outside of expectations at whose equality a kink or jump of the node lies; b = -1: 0.
std::vector<std::pair<int, int>> kinks_of(const Graph&, int node);

}  // namespace models::expressions
