#include "models/expressions/scope.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/description/diagnostic.hpp"

namespace models::expressions {
namespace {

constexpr std::size_t names_shown = 12;

template <typename Things>
std::string listed(const char* what, const Things& things) {
  if (things.empty()) return {};
  std::vector<std::string> names;
  for (const auto& thing : things) names.push_back(thing.name);
  std::sort(names.begin(), names.end());
  const bool cut = names.size() > names_shown;
  if (cut) names.resize(names_shown);
  return fmt::format("{}: {}{}", what, fmt::join(names, ", "), cut ? ", ..." : "");
}

}  // namespace

int Scope::dimension() const {
  int n = 0;
  for (const auto& variable : variables)
    for (std::size_t i = 0; i < variable.first.size(); ++i)
      if (variable.first[i] >= 0) n = std::max(n, variable.first[i] + variable.size[i]);
  return n;
}

int Scope::parameter_count() const {
  int n = 0;
  for (const auto& parameter : parameters) n += static_cast<int>(parameter.values.size());
  return n;
}

bool Scope::is_faulty(std::string_view name) const {
  return std::find(faulty.begin(), faulty.end(), name) != faulty.end();
}

int find_element(const IndexSet& set, std::string_view name) {
  const auto found = std::find(set.elements.begin(), set.elements.end(), name);
  return found == set.elements.end() ? -1 : static_cast<int>(found - set.elements.begin());
}

const std::vector<std::string_view>& reserved_words() {
  static const std::vector<std::string_view> words = {
      "self", "other", "others", "total",       "players", "sum",      "prod",    "max",
      "min",  "if",    "and",    "or",          "not",     "exp",      "log",     "log1p",
      "sqrt", "pow",   "tanh",   "expectation", "abs",     "logistic", "softplus"};
  return words;
}

std::string advice(const Scope& scope, std::string_view unknown, const std::vector<std::string_view>& bound) {
  std::vector<std::string_view> names(bound);
  for (const auto& thing : scope.parameters) names.push_back(thing.name);
  for (const auto& thing : scope.variables) names.push_back(thing.name);
  for (const auto& thing : scope.functions) names.push_back(thing.name);
  for (const auto& thing : scope.laws) names.push_back(thing.name);
  for (const auto& set : scope.sets) {
    names.push_back(set.name);
    if (set.elements.size() <= 1000) names.insert(names.end(), set.elements.begin(), set.elements.end());
  }
  for (const auto word : reserved_words()) names.push_back(word);
  const auto near = description::did_you_mean(unknown, names);
  auto list = listed("parameters", scope.parameters);
  if (near.empty() || list.empty()) {
    const auto variables = listed("variables", scope.variables);
    list += (list.empty() || variables.empty() ? "" : "; ") + variables;
  }
  if (near.empty()) return list;
  return fmt::format("did you mean '{}'?{}{}", near, list.empty() ? "" : " ", list);
}

}  // namespace models::expressions
