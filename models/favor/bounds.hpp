// models/favor/bounds.hpp
// `bound`: how patient agents must be.
#pragma once

#include "models/family.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

/// For every symmetric pair asked for (rate r, E(W)): the cooperation threshold gamma_coop, the least
/// discount factor of equal retaliation and Figure 1's line; at a given cost (2) and, for each ordered pair
/// of agents, gamma*_offer and its inverse; the length of the history (5). Closed form or search, checked by
/// bisection on the limits, and brackets proved by a sign change in balls where the law is known there.
Bounds bounds(const Parameters&, const RunOptions&);

}  // namespace models::favor
