// models/digital_twin/reproductions.hpp
// Figures 1 to 4 of Li & Li. The source prints no number for any of them: what is computed stands alone.
#pragma once

#include <vector>

#include "models/reproduction.hpp"

namespace models::digital_twin {

const std::vector<Reproducer>& reproductions();

}  // namespace models::digital_twin
