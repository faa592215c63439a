// models/favor/schema.hpp
// The words of favor descriptions: keys, symbols, units, ranges and defaults.
#pragma once

#include "models/description/document.hpp"
#include "models/description/faults.hpp"
#include "models/description/schema.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

const description::Schema& schema();

/// The parameters of a table that was resolved against `schema` without a fault, data files read through the
/// reader. What is wrong with them goes to `faults`, located; nothing is returned then.
std::optional<Parameters> parameters(const description::Table& resolved, const description::TextReader&,
                                     description::Faults& faults);

}  // namespace models::favor
