// models/declared/check.hpp
// What can be said of a declared game before it is solved: derivatives, domains, concavity.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/results.hpp"

namespace models::declared {

CheckReport check_model(const Parameters&);

}  // namespace models::declared
