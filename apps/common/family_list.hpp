// apps/common/family_list.hpp
// Families with their published cases, and the keys of one family, in every format.
#pragma once

#include <string>

#include "apps/common/arguments.hpp"
#include "models/family.hpp"

namespace apps {

/// One line a family and a published case.
std::string family_list(const Arguments&);

/// One line a key: meaning, symbol in the source, unit, range, default.
std::string key_list(const Arguments&, const models::Family&);

}  // namespace apps
