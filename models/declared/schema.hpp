// models/declared/schema.hpp
// The words of declared games: keys, ranges and defaults.
#pragma once

#include "models/declared/keys.hpp"
#include "models/description/schema.hpp"

namespace models::declared {

const description::Schema& schema();

/// What a table says that was resolved against `schema` without a fault.
Keys keys(const description::Table& resolved);

}  // namespace models::declared
