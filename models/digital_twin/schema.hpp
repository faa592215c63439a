// models/digital_twin/schema.hpp
// The words of digital-twin descriptions, bound to the parameters.
#pragma once

#include "models/description/value.hpp"
#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

const description::Schema& schema();

/// The parameters of a resolved description.
Parameters parameters(const description::Table& resolved);

}  // namespace models::digital_twin
