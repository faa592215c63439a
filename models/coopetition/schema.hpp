// models/coopetition/schema.hpp
// The words of coopetition descriptions: keys, symbols, units, ranges and defaults.
#pragma once

#include <optional>

#include "models/coopetition/parameters.hpp"
#include "models/description/document.hpp"
#include "models/description/faults.hpp"
#include "models/description/schema.hpp"

namespace models::coopetition {

const description::Schema& schema();

/// The parameters of a table that was resolved against `schema` without a fault, data files read through the
/// reader. What is wrong beyond single keys goes to `faults`, located; nothing is returned then.
std::optional<Parameters> parameters(const description::Table& resolved, const description::TextReader&,
                                     description::Faults& faults);

}  // namespace models::coopetition
