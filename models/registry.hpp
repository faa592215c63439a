// models/registry.hpp
// The list of families, one line each.
#pragma once

#include <string_view>
#include <vector>

#include "models/family.hpp"

namespace models {

/// Every family, in the order in which `entente models` prints them.
const std::vector<const Family*>& families();

/// The family of that name, or nullptr.
const Family* find_family(std::string_view name);

}  // namespace models
