// apps/report/json_cells.hpp
// Values of records as cells and words.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "apps/report/html.hpp"

namespace apps::report {

/// The number, or NaN where the record has null or nothing.
double number_or_nan(const nlohmann::ordered_json&);
std::vector<double> numbers_of(const nlohmann::ordered_json& array);

/// The text under a key, or empty.
std::string text_at(const nlohmann::ordered_json& object, const char* key);
std::vector<std::string> texts_at(const nlohmann::ordered_json& object, const char* key);

/// Numbers to the right, truths as yes and no, lists with blanks between (at most 24 entries).
Cell cell_of(const nlohmann::ordered_json&);

/// A table of names and values: two columns.
HtmlTable pairs_table(const std::string& caption, const nlohmann::ordered_json& object);

}  // namespace apps::report
