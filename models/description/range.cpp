#include "models/description/range.hpp"

#include <cmath>

#include <fmt/format.h>

namespace models::description {

std::string Range::text(std::string_view symbol) const {
  const bool below = std::isfinite(lower), above = std::isfinite(upper);
  if (below && above)
    return fmt::format("{} {} {} {} {}", lower, lower_open ? "<" : "<=", symbol,
                       upper_open ? "<" : "<=", upper);
  if (below) return fmt::format("{} {} {}", symbol, lower_open ? ">" : ">=", lower);
  if (above) return fmt::format("{} {} {}", symbol, upper_open ? "<" : "<=", upper);
  return {};
}

}  // namespace models::description
