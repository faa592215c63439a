// models/favor/reproductions.hpp
// The figures of Hazard (2008), computed again. The source prints no numbers.
#pragma once

#include <vector>

#include "models/reproduction.hpp"

namespace models::favor {

const std::vector<Reproducer>& reproductions();

}  // namespace models::favor
