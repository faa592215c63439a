// models/declared/figures.hpp
// Pictures of declared games that no record holds.
#pragma once

#include <vector>

#include "models/declared/parameters.hpp"
#include "models/figures.hpp"

namespace models::declared {

/// Of two players with one variable each and no constraints but bounds: what each does best against every
/// choice of the other, found by a scan of the payoff (a picture, no certificate). Jumps show as gaps.
/// Variables without an end are drawn up to where the replies have room.
std::vector<Figure> figures(const Parameters&);

}  // namespace models::declared
