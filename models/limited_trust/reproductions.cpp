#include "models/limited_trust/reproductions.hpp"

namespace models::limited_trust {

const std::vector<Reproducer>& reproductions() {
  static const auto all = [] {
    auto both = reproduced_tables();
    for (const auto& figure : reproduced_figures()) both.push_back(figure);
    return both;
  }();
  return all;
}

}  // namespace models::limited_trust
