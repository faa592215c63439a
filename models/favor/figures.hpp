// models/favor/figures.hpp
// Pictures of favor reciprocation that no record holds.
#pragma once

#include <vector>

#include "models/favor/parameters.hpp"
#include "models/figures.hpp"

namespace models::favor {

/// Of one pair: the limit that each keeps against every limit of the other, T1 and T2; and the limits against
/// the discount factor, of both agents where they are alike, else of agent 1, with the folds at which
/// branches end.
std::vector<Figure> figures(const Parameters&);

}  // namespace models::favor
