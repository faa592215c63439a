#include "models/registry.hpp"

#include "models/coopetition/coopetition.hpp"
#include "models/declared/declared.hpp"
#include "models/digital_twin/digital_twin.hpp"
#include "models/favor/favor.hpp"
#include "models/limited_trust/limited_trust.hpp"

namespace models {

const std::vector<const Family*>& families() {
  static const std::vector<const Family*> all = {&digital_twin::family(), &limited_trust::family(),
                                                 &coopetition::family(), &favor::family(),
                                                 &declared::family()};
  return all;
}

const Family* find_family(std::string_view name) {
  for (const auto* family : families())
    if (family->name == name) return family;
  return nullptr;
}

bool finds_further_faults(const Family& family) { return &family == &declared::family(); }

}  // namespace models
