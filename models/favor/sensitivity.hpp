// models/favor/sensitivity.hpp
// How limits move with parameters, by implicit differentiation.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/favor/parameters.hpp"
#include "models/results.hpp"

namespace models::favor {

/// d limits / d parameter at a solution with positive limits: (I - J)^-1 dT / d parameter, J = [[0, R1], [R2,
/// 0]], for each agent's annuity factor (discount factor where exponential), the rates of each pair and E(W).
/// Empty for more than `most_agents`, costs without a density, and pairs at a fold.
std::vector<std::pair<std::string, Quantities>> limit_sensitivities(const Parameters&, const Matrix& limits,
                                                                    int most_agents = 6);

}  // namespace models::favor
