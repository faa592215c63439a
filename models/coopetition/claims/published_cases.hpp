// models/coopetition/claims/published_cases.hpp
// Cases of the catalog as the checks of claims use them.
#pragma once

#include <string>

#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// The case `coopetition/<name>` of the catalog.
Parameters published_case(const std::string& name);

}  // namespace models::coopetition
