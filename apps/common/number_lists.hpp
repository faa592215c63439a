// apps/common/number_lists.hpp
// Many numbers as one text, and back exactly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace apps {

/// Shortest exact texts with blanks between; what is not finite is "nan", "inf" or "-inf".
std::string to_text(const std::vector<double>&);
std::string to_text(const std::vector<long>&);

/// What `to_text` wrote. Throws std::runtime_error for any other text.
std::vector<double> doubles_in(std::string_view);
std::vector<long> longs_in(std::string_view);

}  // namespace apps
