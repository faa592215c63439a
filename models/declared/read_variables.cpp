// Players of a description, their variables and the bounds of these.
#include <limits>
#include <unordered_set>

#include <fmt/format.h>

#include "models/declared/game_reader.hpp"
#include "models/description/diagnostic.hpp"
#include "models/description/utf8.hpp"

namespace models::declared {
namespace {

using expressions::Problem;
using expressions::VariableName;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr long most_entries = 1'000'000;

}  // namespace

Roster roster_of(const Keys& keys, Faults& faults) {
  Roster roster;
  std::unordered_set<std::string> known;
  for (std::size_t k = 0; k < keys.players.size(); ++k) {
    const auto& player = keys.players[k];
    const int count = player.count.value_or(1);
    for (int i = 0; i < count; ++i) {
      std::string name = player.name ? *player.name->text() : "player";
      if (player.count || !player.name)
        name +=
            std::to_string(player.count && player.name ? i + 1 : static_cast<int>(roster.names.size()) + 1);
      if (!known.insert(name).second && count == 1) {
        faults.add(fmt::format("players[{}].name", k + 1), location_of(player.name),
                   fmt::format("two players are called '{}'", description::printable(name, 60)));
        continue;
      }
      roster.names.push_back(std::move(name));
      roster.kinds.push_back(k);
    }
  }
  return roster;
}

const PlayerKeys& GameReader::kind_of(std::size_t player) const {
  return keys_.players[roster_.kinds[player]];
}

void GameReader::read_variables() {
  long next = 0;
  for (std::size_t i = 0; i < roster_.names.size(); ++i) {
    const bool by_map = !keys_.unknowns.empty();
    const auto first = next;
    const bool repeated = !by_map && i > 0 && roster_.kinds[i] == roster_.kinds[i - 1];
    if (by_map)
      for (std::size_t k = 0; k < keys_.unknowns.size(); ++k)
        add_variable(keys_.unknowns[k].variable, i, fmt::format("unknowns[{}]", k + 1), next, repeated);
    else
      for (std::size_t k = 0; k < kind_of(i).variables.size(); ++k)
        add_variable(kind_of(i).variables[k], i,
                     fmt::format("players[{}].variables[{}]", roster_.kinds[i] + 1, k + 1), next, repeated);
    game_.players.push_back({.name = roster_.names[i],
                             .first = static_cast<int>(first),
                             .count = static_cast<int>(next - first)});
    if (next > most_entries) {
      doubtful_ = true;
      fail("players", fmt::format("the game has more than {} variables", most_entries));
      return;
    }
  }
}

VariableName& GameReader::variable_named(const std::string& name) {
  auto& variables = game_.scope.variables;
  const int number = expressions::find(variables, name);
  if (number >= 0) return variables[static_cast<std::size_t>(number)];
  const auto n = roster_.names.size();
  return variables.emplace_back(VariableName{name, std::vector<int>(n, -1), std::vector<int>(n, 0),
                                             std::vector<int>(n, -1), std::vector<bool>(n, false)});
}

std::optional<int> GameReader::set_of(const VariableKeys& keys, const std::string& path, bool repeated) {
  const auto& over = *keys.over->text();
  const int set = expressions::find(game_.scope.sets, over);
  doubtful_ = doubtful_ || keys.size || set < 0;
  if (keys.size && !repeated)
    faults_.add(path + ".size", keys.over->location(), path + ": size and over say the same thing; give one");
  if (set >= 0) return set;
  std::vector<std::string_view> known;
  for (const auto& s : game_.scope.sets) known.push_back(s.name);
  if (!repeated)
    faults_.add(path + ".over", keys.over->location(),
                fmt::format("{}.over: '{}' is no set{}", path, description::printable(over, 60),
                            description::suggestion(over, known)));
  return std::nullopt;
}

void GameReader::add_variable(const VariableKeys& keys, std::size_t player, const std::string& path,
                              long& next, bool repeated) {
  auto& variable = variable_named(*keys.name.text());
  if (variable.first[player] >= 0) {
    doubtful_ = true;
    faults_.add(path + ".name", keys.name.location(),
                fmt::format("'{}' stands twice among the variables", variable.name));
    return;
  }
  int size = keys.size.value_or(1);
  if (keys.over) {
    const auto set = set_of(keys, path, repeated);
    if (!set) return;
    variable.set[player] = *set;
    size = game_.scope.sets[static_cast<std::size_t>(*set)].size;
  }
  variable.is_vector[player] = keys.size || keys.over;
  variable.first[player] = static_cast<int>(next);
  variable.size[player] = size;
  for (int k = 0; k < size; ++k) game_.entries.push_back(entry_name(variable, player, k));
  next += size;
}

std::string GameReader::entry_name(const VariableName& variable, std::size_t player, int k) const {
  if (!variable.is_vector[player]) return variable.name;
  const int set = variable.set[player];
  if (set >= 0 && !game_.scope.sets[static_cast<std::size_t>(set)].elements.empty())
    return fmt::format("{}[{}]", variable.name,
                       game_.scope.sets[static_cast<std::size_t>(set)].elements[static_cast<std::size_t>(k)]);
  return fmt::format("{}[{}]", variable.name, k + 1);
}

void GameReader::read_bounds() {
  const auto n = static_cast<Eigen::Index>(game_.entries.size());
  game_.lower = Vector::Constant(n, -infinity);
  game_.upper = Vector::Constant(n, infinity);
  game_.initial = Vector::Constant(n, nothing);
  for (std::size_t i = 0; i < roster_.names.size(); ++i) {
    const bool by_map = !keys_.unknowns.empty();
    const auto count = by_map ? keys_.unknowns.size() : kind_of(i).variables.size();
    for (std::size_t k = 0; k < count; ++k) {
      const auto& keys = by_map ? keys_.unknowns[k].variable : kind_of(i).variables[k];
      const auto path = by_map ? fmt::format("unknowns[{}]", k + 1)
                               : fmt::format("players[{}].variables[{}]", roster_.kinds[i] + 1, k + 1);
      bounds_of(keys, i, path);
    }
  }
}

void GameReader::bounds_of(const VariableKeys& keys, std::size_t player, const std::string& path) {
  const auto& variable =
      game_.scope
          .variables[static_cast<std::size_t>(expressions::find(game_.scope.variables, *keys.name.text()))];
  const int first = variable.first[player], size = variable.size[player];
  const auto own = [&](const std::optional<Value>& value, const char* word, Vector& target) {
    if (value)
      fixed_numbers(*value, fmt::format("{}.{}", path, word), variable, player, target.segment(first, size));
  };
  own(keys.lower, "lower", game_.lower);
  own(keys.upper, "upper", game_.upper);
  own(keys.initial, "initial", game_.initial);
  for (int k = first; k < first + size; ++k) {
    if (!(game_.lower(k) <= game_.upper(k)))
      return faults_.add(
          path + ".upper", location_of(keys.upper ? keys.upper : keys.lower),
          fmt::format("{}: lower = {} is above upper = {}", path, game_.lower(k), game_.upper(k)));
    if (game_.initial(k) < game_.lower(k) || game_.initial(k) > game_.upper(k))
      return faults_.add(path + ".initial", location_of(keys.initial),
                         fmt::format("{}.initial = {} is outside [{}, {}]", path, game_.initial(k),
                                     game_.lower(k), game_.upper(k)));
  }
}

void GameReader::fixed_numbers(const Value& value, const std::string& path, const VariableName& variable,
                               std::size_t player, Eigen::Ref<Vector> target) {
  if (value.is_number()) {
    target.setConstant(value.number());
  } else if (const auto* array = value.array()) {
    if (static_cast<Eigen::Index>(array->size()) != target.size())
      return faults_.add(path, value.location(),
                         fmt::format("{} has {} numbers and '{}' has {} entries", path, array->size(),
                                     variable.name, target.size()));
    for (Eigen::Index k = 0; k < target.size(); ++k)
      target(k) = (*array)[static_cast<std::size_t>(k)].number();
  } else {
    const auto* syntax = texts_.parse(value, path);
    if (!syntax) return;
    std::vector<Problem> problems;
    const auto node = lowering_->number(*syntax, {static_cast<int>(player), path, true}, problems);
    texts_.report(problems);
    if (!node) return;
    target.setConstant(game_.store->graph.at(*node).value);
    if (!target.allFinite()) faults_.add(path, value.location(), fmt::format("{} is not finite", path));
  }
}

}  // namespace models::declared
