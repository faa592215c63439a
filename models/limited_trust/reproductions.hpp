// models/limited_trust/reproductions.hpp
// Tables I to III and Figures 5 to 14 and 23 to 42 of Murray, Garg & Nagi, computed again.
#pragma once

#include <vector>

#include "models/reproduction.hpp"

namespace models::limited_trust {

const std::vector<Reproducer>& reproductions();

// Its parts.
std::vector<Reproducer> reproduced_tables();
std::vector<Reproducer> reproduced_figures();

}  // namespace models::limited_trust
