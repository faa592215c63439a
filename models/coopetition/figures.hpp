// models/coopetition/figures.hpp
// Pictures of coopetition that no record holds.
#pragma once

#include <vector>

#include "models/coopetition/parameters.hpp"
#include "models/figures.hpp"

namespace models::coopetition {

/// Of two actors: the best reply of each to every action of the other, while trust stands where the game
/// begins; equilibria are where the curves meet. Who depends on whom, by trust. Nothing for other concepts.
std::vector<Figure> figures(const Parameters&);

}  // namespace models::coopetition
