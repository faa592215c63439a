#include "models/reproduction.hpp"

#include <cmath>
#include <stdexcept>

#include "models/catalog.hpp"

namespace models {

std::string_view ReproducedNumber::verdict() const {
  if (!published) return "not-printed";
  return std::abs(computed - *published) <= tolerance ? "agrees" : "differs";
}

bool ReproducedNumber::drifted() const {
  if (!std::isfinite(computed)) return true;
  return published && (verdict() == "differs") != known_to_differ;
}

LoadedModel catalog_model(const std::string& name, const ReproduceOptions& options,
                          std::vector<Override> overrides) {
  const auto text = find_catalog_text(name);
  if (!text) throw std::logic_error("no published case is named " + name);
  const auto document = parse_document(name, *text, options.read_text);
  return read_model(document, {.overrides = std::move(overrides), .read_text = options.read_text});
}

}  // namespace models
