#include "models/coopetition/claims/published_cases.hpp"

#include "models/coopetition/coopetition.hpp"
#include "models/reproduction.hpp"

namespace models::coopetition {

Parameters published_case(const std::string& name) {
  const auto loaded = catalog_model("coopetition/" + name, {});
  return dynamic_cast<const Coopetition&>(*loaded.model).parameters();
}

}  // namespace models::coopetition
