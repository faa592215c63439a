// apps/common/json_text.hpp
// JSON as records print it: objects indented, lists of plain values on one line, what is not finite as null.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "models/description/value.hpp"
#include "models/results.hpp"

namespace apps {

std::string to_pretty(const nlohmann::ordered_json&);    ///< ends with a line break
std::string to_one_line(const nlohmann::ordered_json&);  ///< ends with a line break

nlohmann::ordered_json to_json(const models::description::Table&);
nlohmann::ordered_json to_json(const models::Quantities&);  ///< an object by name
nlohmann::ordered_json to_json(const models::Profile&);     ///< player -> choices

}  // namespace apps
