// apps/common/table.hpp
// Aligned columns for the human format.
#pragma once

#include <string>
#include <vector>

namespace apps {

/// Columns of numbers to the right, the others to the left. Each line
/// begins with `margin` blanks.
std::string aligned(const std::vector<std::vector<std::string>>& rows, int margin);

/// Columns an eye sees: code points of UTF-8.
std::size_t display_width(const std::string&);

}  // namespace apps
