// models/declared/check.hpp
// What can be said of a declared game before it is solved: derivatives, domains, concavity.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/results.hpp"

namespace models::declared {

CheckReport check_model(const Parameters&);

/// What a solve must say of the game besides its results: payoffs without a value somewhere within the
/// bounds, derivatives that are not finite at a bound, kinks, own problems that are not concave. For games of
/// up to 50 entries; `check` looks at larger ones.
std::vector<std::string> warnings(const Parameters&);

}  // namespace models::declared
