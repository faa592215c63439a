// Payoffs, constraints and maps of a description.
#include <algorithm>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/game_reader.hpp"

namespace models::declared {
namespace {

using expressions::Problem;

constexpr long most_operations = 5'000'000;  // of all formulas, each by itself

}  // namespace

std::optional<int> GameReader::number(const Value& value, const std::string& key, const Place& place) {
  const auto* syntax = texts_.parse(value, key);
  if (!syntax) return std::nullopt;
  std::vector<Problem> problems;
  const auto node = lowering_->number(*syntax, place, problems);
  texts_.report(problems);
  return node;
}

FormulaPtr GameReader::formula(int node) {
  const auto& graph = game_.store->graph;
  const auto nodes = graph.needed({node});
  const long own = std::count_if(nodes.begin(), nodes.end(),
                                 [&](int k) { return expressions::operands(graph.at(k).op) > 0; });
  operations_ += own;
  const bool hopeless =
      own * static_cast<long>(roster_.names.size()) > 10 * most_operations;  // were the others like it
  if (operations_ > most_operations || hopeless)
    throw expressions::GraphTooLarge(
        fmt::format("the formulas of all players together need more than {} operations", most_operations));
  return std::make_shared<const Formula>(game_.store, node);
}

void GameReader::refuse_hopeless(const std::optional<int>& first) const {
  constexpr long most_steps = 50'000'000;
  const long players = static_cast<long>(roster_.names.size());
  if (lowering_->steps() * players > most_steps)
    throw expressions::GraphTooLarge(fmt::format(
        "the sums of all players' payoffs together have more than {} terms; where rivals matter by "
        "their sum alone write `total`",
        most_steps));
  if (!first) return;
  const auto& graph = game_.store->graph;
  const auto own = static_cast<long>(graph.needed({*first}).size());
  if (own * players > 10 * most_operations && !is_of_total(graph, *first, 0, static_cast<int>(players)))
    throw expressions::GraphTooLarge(
        fmt::format("the formulas of all players together need more than {} operations", most_operations));
}

void GameReader::form_payoffs(const std::vector<std::optional<int>>& nodes) {
  std::vector<int> all;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto& player = game_.players[i];
    if (nodes[i] && player.count == 1 && kind_of(i).constraints.empty()) all.push_back(*nodes[i]);
  }
  if (all.size() == nodes.size())
    game_.aggregate = aggregate_form(game_.store->graph, all, parameter_values());
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i])
      game_.players[i].payoff =
          game_.aggregate ? std::make_shared<const Formula>(game_.store, *nodes[i]) : formula(*nodes[i]);
}

void GameReader::read_payoffs() {
  std::vector<bool> faulty(keys_.players.size(), false);
  std::vector<std::optional<int>> nodes(roster_.names.size());
  for (std::size_t i = 0; i < roster_.names.size(); ++i) {
    const auto kind = roster_.kinds[i];
    if (faulty[kind]) continue;  // what is wrong is said once
    const auto& keys = kind_of(i);
    auto& player = game_.players[i];
    const auto path = fmt::format("players[{}]", kind + 1);
    const Place place{static_cast<int>(i), fmt::format("the payoff of player '{}'", player.name)};
    if (keys.maximize && keys.minimize) {
      faults_.add(path + ".minimize", keys.minimize->location(),
                  fmt::format("{}: maximize and minimize are both given", path));
      faulty[kind] = true;
      continue;
    }
    if (!keys.maximize && !keys.minimize) {
      if (!faulty_before_)
        faults_.add(path, location_of(keys.name),
                    fmt::format("{}: player '{}' has neither maximize nor minimize", path, player.name));
      faulty[kind] = true;
      continue;
    }
    player.minimises = keys.minimize.has_value();
    const auto node = number(keys.maximize ? *keys.maximize : *keys.minimize,
                             path + (keys.maximize ? ".maximize" : ".minimize"), place);
    if (node) nodes[i] = player.minimises ? game_.store->graph.negate(*node) : *node;
    if (i == 0) refuse_hopeless(nodes[0]);
    faulty[kind] = !node;
    for (std::size_t k = 0; k < keys.constraints.size(); ++k)
      add_constraint(keys.constraints[k], fmt::format("{}.constraints[{}]", path, k + 1),
                     {static_cast<int>(i), fmt::format("a constraint of player '{}'", player.name)},
                     player.constraints);
  }
  form_payoffs(nodes);
}

void GameReader::add_constraint(const ConstraintKeys& keys, const std::string& path, const Place& place,
                                std::vector<Constraint>& list) {
  if (!keys.expression.text()) return;  // the schema said so
  const auto* syntax = texts_.parse(keys.expression, path + ".expression");
  if (!syntax) return;
  std::vector<Problem> problems;
  const auto relation = lowering_->relation(*syntax, place, problems);
  texts_.report(problems);
  if (!relation) return;
  if (game_.store->graph.at(relation->function).constant)
    return faults_.add(path, keys.expression.location(),
                       fmt::format("{} depends on no variable", place.subject));
  list.push_back({keys.name.empty() ? fmt::format("constraint {}", list.size() + 1) : keys.name,
                  formula(relation->function), relation->equality});
}

void GameReader::read_shared() {
  const Place place{keys_.unknowns.empty() ? -1 : 0, "a shared constraint"};
  for (std::size_t k = 0; k < keys_.shared_constraints.size(); ++k)
    add_constraint(keys_.shared_constraints[k], fmt::format("shared_constraints[{}]", k + 1), place,
                   game_.shared);
}

void GameReader::read_map() {
  for (std::size_t u = 0; u < keys_.unknowns.size(); ++u) {
    const auto& keys = keys_.unknowns[u];
    if (!keys.map) continue;  // the schema said so
    const auto path = fmt::format("unknowns[{}].map", u + 1);
    const auto& variable = game_.scope.variables[static_cast<std::size_t>(
        expressions::find(game_.scope.variables, *keys.variable.name.text()))];
    const int size = variable.size[0];
    const auto* each = keys.map->array();
    if (each && static_cast<int>(each->size()) != size) {
      faults_.add(
          path, keys.map->location(),
          fmt::format("{} has {} formulas and '{}' has {} entries", path, each->size(), variable.name, size));
      continue;
    }
    for (int k = 0; k < size; ++k) {
      Place place{0, fmt::format("the map of '{}'", variable.name)};
      if (variable.is_vector[0]) {
        place.index = keys.index;
        place.index_set = variable.set[0];
        place.index_position = k;
      }
      const auto node = number(each ? (*each)[static_cast<std::size_t>(k)] : *keys.map, path, place);
      if (!node) break;
      game_.map.push_back(formula(*node));
    }
  }
}

}  // namespace models::declared
