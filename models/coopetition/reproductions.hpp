// models/coopetition/reproductions.hpp
// Printed numbers of Pant & Yu beside computed ones: S-LCD, the factorial experiment, Renault and Nissan.
#pragma once

#include <vector>

#include "models/reproduction.hpp"

namespace models::coopetition {

const std::vector<Reproducer>& reproductions();

}  // namespace models::coopetition
