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

/// Whether `build` of the family copes with a table that lacks its faulty keys: it is then called for the
/// faults of meaning that are left (in formulas), which users want to see together with the others.
bool finds_further_faults(const Family&);

}  // namespace models
