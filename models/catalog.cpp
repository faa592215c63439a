#include "models/catalog.hpp"

namespace models {

std::optional<std::string_view> find_catalog_text(std::string_view name) {
  for (const auto& entry : catalog())
    if (entry.name == name) return entry.text;
  return std::nullopt;
}

}  // namespace models
