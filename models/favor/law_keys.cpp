#include "models/favor/law_keys.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/description/law.hpp"

namespace models::favor {

using namespace description;

solvers::LawPtr make_law(const LawKeys& keys, std::string_view section, const TextReader& read_text,
                         Faults& faults) {
  const std::string key(section);
  if (keys.written.empty()) return nullptr;  // a fault of the schema
  const auto& [name, value] = keys.written.front();
  Table table;
  table.set(name, value, value.location());
  const auto law = read_law(Value(std::move(table), value.location()), key, faults);
  auto result = law ? description::make_law(*law, read_text, key, value.location(), faults) : nullptr;
  if (result && result->support().lower < 0) {
    faults.add(key, value.location(),
               fmt::format("{}: {} reaches down to {}; costs and values of favors are 0 or more", key,
                           result->name(), result->support().lower));
    return nullptr;
  }
  if (result && !std::isfinite(result->mean())) {
    faults.add(key, value.location(),
               fmt::format("{}: {} has no mean, which limits need", key, result->name()));
    return nullptr;
  }
  return result;
}

}  // namespace models::favor
