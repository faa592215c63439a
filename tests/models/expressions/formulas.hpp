// tests/models/expressions/formulas.hpp
// Formulas of one player's variables x, y, z with parameters D, g and lam.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "models/expressions/formula.hpp"
#include "models/expressions/lowering.hpp"
#include "models/expressions/parser.hpp"

namespace tests {

namespace ex = models::expressions;

inline ex::Scope three_variables() {
  ex::Scope scope;
  scope.sets.push_back({.name = "players", .elements = {"me"}, .size = 1});
  int entry = 0;
  for (const char* name : {"x", "y", "z"}) scope.variables.push_back({name, {entry++}, {1}, {-1}, {false}});
  scope.parameters = {{"D", {}, {}, {5000}, 0}, {"g", {}, {}, {1.1}, 1}, {"lam", {}, {}, {2.5}, 2}};
  return scope;
}

/// The formula compiled, or what is wrong with it.
struct Compiled {
  std::shared_ptr<const ex::Formula> formula;
  std::vector<ex::Problem> problems;
};

inline Compiled compile(const std::string& text, const ex::Scope& scope = three_variables()) {
  Compiled result;
  auto parsed = ex::parse(text, 0);
  if (auto* problem = std::get_if<ex::Problem>(&parsed)) {
    result.problems.push_back(*problem);
    return result;
  }
  auto store = std::make_shared<ex::FormulaStore>();
  ex::Lowering lowering(store->graph, scope);
  const auto node =
      lowering.number(std::get<ex::Syntax>(parsed), {0, "the payoff of player 'me'"}, result.problems);
  store->variables = scope.dimension();
  for (const auto& parameter : scope.parameters)
    store->parameters.insert(store->parameters.end(), parameter.values.begin(), parameter.values.end());
  if (node) result.formula = std::make_shared<ex::Formula>(store, *node);
  return result;
}

}  // namespace tests
