// apps/report/csv_rows.hpp
// CSV as the program writes it: RFC 4180.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace apps::report {

/// The rows of the text, the header first. Throws InputError "ORIGIN:LINE: ..." for a row of another length
/// than the header, or a quote that does not end.
std::vector<std::vector<std::string>> csv_rows(const std::string& origin, std::string_view text);

}  // namespace apps::report
