// Players, variables, payoffs, constraints and maps of a description.
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/reading.hpp"
#include "models/description/diagnostic.hpp"
#include "models/description/utf8.hpp"

namespace models::declared {
namespace {

using expressions::Lowering;
using expressions::Place;
using expressions::Problem;
using expressions::VariableName;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr long most_entries = 1'000'000;
constexpr long most_operations = 5'000'000;  // of all formulas, each by itself

/// Players as they come out of `count`: which entry of [[players]] each is of.
struct Roster {
  std::vector<std::string> names;
  std::vector<std::size_t> kinds;
};

Location location_of(const std::optional<Value>& value) { return value ? value->location() : Location{}; }

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

class GameReader {
 public:
  GameReader(const Keys& keys, Location start, const description::TextReader& read_text, Faults& faults)
      : keys_(keys),
        start_(std::move(start)),
        read_text_(read_text),
        faults_(faults),
        texts_(faults),
        faulty_before_(!faults.empty()) {}

  std::optional<Parameters> read() {
    const bool by_map = !keys_.unknowns.empty();
    if (faulty_before_ && (!names_are_sure() || (!by_map && keys_.players.empty()))) return std::nullopt;
    if (by_map && !keys_.players.empty())
      return fail("unknowns", "a description has players or unknowns, not both");
    if (!by_map && keys_.players.empty())
      return fail(
          "players",
          "there are no players: write [[players]] with variables and maximize or minimize, or [[unknowns]]");
    roster_ = by_map ? Roster{{"solution"}, {0}} : roster_of(keys_, faults_);
    auto& players = game_.scope.sets.emplace_back();
    players = {.name = "players", .elements = roster_.names, .size = static_cast<int>(roster_.names.size())};
    read_names(keys_, read_text_, texts_, game_.scope);
    note_faulty_names();
    read_variables();
    if (doubtful_) return std::nullopt;
    game_.store = std::make_shared<expressions::FormulaStore>();
    Lowering lowering(game_.store->graph, game_.scope);
    lowering_ = &lowering;
    try {
      read_bounds();
      by_map ? read_map() : read_payoffs();
      read_shared();
    } catch (const expressions::GraphTooLarge& error) {
      faults_.add("players", start_, error.what());
    }
    read_leader();
    if (!faults_.empty()) return std::nullopt;
    finish(lowering);
    return std::move(game_);
  }

 private:
  std::nullopt_t fail(std::string_view key, std::string message) {
    faults_.add(key, start_, std::move(message));
    return std::nullopt;
  }

  /// Whether all names stand as written, so that an unknown one is no consequence of a fault of the schema.
  bool names_are_sure() const {
    for (const char* section : {"parameters", "sets", "functions"})
      if (faults_.concerns(section)) return false;
    const auto sure = [&](const VariableKeys& variable, const std::string& path) {
      for (const char* key : {"name", "size", "over"})
        if (faults_.concerns(path + "." + key)) return false;
      return variable.name.text() != nullptr;
    };
    for (std::size_t k = 0; k < keys_.players.size(); ++k) {
      const auto path = fmt::format("players[{}]", k + 1);
      const auto& variables = keys_.players[k].variables;
      if (faults_.concerns(path + ".name") || faults_.concerns(path + ".count") || variables.empty())
        return false;
      for (std::size_t v = 0; v < variables.size(); ++v)
        if (!sure(variables[v], fmt::format("{}.variables[{}]", path, v + 1))) return false;
    }
    for (std::size_t k = 0; k < keys_.unknowns.size(); ++k)
      if (!sure(keys_.unknowns[k].variable, fmt::format("unknowns[{}]", k + 1))) return false;
    return true;
  }

  /// Names whose meaning is at fault: formulas with them are not blamed. A set has elements besides.
  void note_faulty_names() {
    const auto& scope = game_.scope;
    for (const auto& entry : keys_.sets.entries())
      doubtful_ = doubtful_ || expressions::find(scope.sets, entry.key) < 0;
    for (const auto& entry : keys_.parameters.entries())
      if (expressions::find(scope.parameters, entry.key) < 0 && expressions::find(scope.laws, entry.key) < 0)
        game_.scope.faulty.push_back(entry.key);
    for (const auto& entry : keys_.functions.entries())
      if (expressions::find(scope.functions, entry.key) < 0) game_.scope.faulty.push_back(entry.key);
  }

  const PlayerKeys& kind_of(std::size_t player) const { return keys_.players[roster_.kinds[player]]; }

  // Variables.
  void read_variables() {
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

  void add_variable(const VariableKeys& keys, std::size_t player, const std::string& path, long& next,
                    bool repeated) {
    const auto& name = *keys.name.text();
    auto& variables = game_.scope.variables;
    int number = expressions::find(variables, name);
    if (number < 0) {
      number = static_cast<int>(variables.size());
      const auto n = roster_.names.size();
      variables.push_back({name, std::vector<int>(n, -1), std::vector<int>(n, 0), std::vector<int>(n, -1),
                           std::vector<bool>(n, false)});
    }
    auto& variable = variables[static_cast<std::size_t>(number)];
    if (variable.first[player] >= 0) {
      doubtful_ = true;
      faults_.add(path + ".name", keys.name.location(),
                  fmt::format("'{}' stands twice among the variables", name));
      return;
    }
    int size = keys.size.value_or(1);
    if (keys.over) {
      const auto& over = *keys.over->text();
      const int set = expressions::find(game_.scope.sets, over);
      doubtful_ = doubtful_ || keys.size || set < 0;
      if (keys.size && !repeated)
        faults_.add(path + ".size", keys.over->location(),
                    path + ": size and over say the same thing; give one");
      if (set < 0) {
        std::vector<std::string_view> known;
        for (const auto& s : game_.scope.sets) known.push_back(s.name);
        if (!repeated)
          faults_.add(path + ".over", keys.over->location(),
                      fmt::format("{}.over: '{}' is no set{}", path, description::printable(over, 60),
                                  description::suggestion(over, known)));
        return;
      }
      variable.set[player] = set;
      size = game_.scope.sets[static_cast<std::size_t>(set)].size;
    }
    variable.is_vector[player] = keys.size || keys.over;
    variable.first[player] = static_cast<int>(next);
    variable.size[player] = size;
    for (int k = 0; k < size; ++k) game_.entries.push_back(entry_name(variable, player, k));
    next += size;
  }

  std::string entry_name(const VariableName& variable, std::size_t player, int k) const {
    if (!variable.is_vector[player]) return variable.name;
    const int set = variable.set[player];
    if (set >= 0 && !game_.scope.sets[static_cast<std::size_t>(set)].elements.empty())
      return fmt::format(
          "{}[{}]", variable.name,
          game_.scope.sets[static_cast<std::size_t>(set)].elements[static_cast<std::size_t>(k)]);
    return fmt::format("{}[{}]", variable.name, k + 1);
  }

  // Bounds.
  void read_bounds() {
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

  void bounds_of(const VariableKeys& keys, std::size_t player, const std::string& path) {
    const auto& variable =
        game_.scope
            .variables[static_cast<std::size_t>(expressions::find(game_.scope.variables, *keys.name.text()))];
    const int first = variable.first[player], size = variable.size[player];
    const auto own = [&](const std::optional<Value>& value, const char* word, Vector& target) {
      if (value)
        fixed_numbers(*value, fmt::format("{}.{}", path, word), variable, player,
                      target.segment(first, size));
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

  void fixed_numbers(const Value& value, const std::string& path, const VariableName& variable,
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

  // Formulas.
  FormulaPtr formula(int node) {
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

  /// Were all payoffs like the first.
  void refuse_hopeless(const std::optional<int>& first) const {
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

  /// Payoffs that know the rivals by their sum alone need no count: their form does not grow with it.
  void form_payoffs(const std::vector<std::optional<int>>& nodes) {
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

  std::vector<double> parameter_values() const {
    std::vector<double> values;
    for (const auto& parameter : game_.scope.parameters)
      values.insert(values.end(), parameter.values.begin(), parameter.values.end());
    return values;
  }

  std::optional<int> number(const Value& value, const std::string& key, const Place& place) {
    const auto* syntax = texts_.parse(value, key);
    if (!syntax) return std::nullopt;
    std::vector<Problem> problems;
    const auto node = lowering_->number(*syntax, place, problems);
    texts_.report(problems);
    return node;
  }

  void read_payoffs() {
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

  void add_constraint(const ConstraintKeys& keys, const std::string& path, const Place& place,
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

  void read_shared() {
    const Place place{keys_.unknowns.empty() ? -1 : 0, "a shared constraint"};
    for (std::size_t k = 0; k < keys_.shared_constraints.size(); ++k)
      add_constraint(keys_.shared_constraints[k], fmt::format("shared_constraints[{}]", k + 1), place,
                     game_.shared);
  }

  /// F, entry by entry; `index` is handed to a formula for all entries as if it were a function's argument.
  void read_map() {
    for (std::size_t u = 0; u < keys_.unknowns.size(); ++u) {
      const auto& keys = keys_.unknowns[u];
      if (!keys.map) continue;  // the schema said so
      const auto path = fmt::format("unknowns[{}].map", u + 1);
      const auto& variable = game_.scope.variables[static_cast<std::size_t>(
          expressions::find(game_.scope.variables, *keys.variable.name.text()))];
      const int size = variable.size[0];
      const auto* each = keys.map->array();
      if (each && static_cast<int>(each->size()) != size) {
        faults_.add(path, keys.map->location(),
                    fmt::format("{} has {} formulas and '{}' has {} entries", path, each->size(),
                                variable.name, size));
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

  /// The player who moves first: one, with one number between finite bounds.
  void read_leader() {
    for (std::size_t i = 0; i < game_.players.size() && keys_.unknowns.empty(); ++i) {
      if (!kind_of(i).leader) continue;
      const auto& player = game_.players[i];
      const auto key = fmt::format("players[{}].leader", roster_.kinds[i] + 1);
      const auto& where = kind_of(i).variables.front().name.location();
      if (game_.leader >= 0)
        return faults_.add(
            key, where,
            fmt::format("'{}' and '{}' both lead; one player moves first",
                        game_.players[static_cast<std::size_t>(game_.leader)].name, player.name));
      game_.leader = static_cast<int>(i);
      if (player.count != 1 || !player.constraints.empty())
        faults_.add(key, where,
                    fmt::format("the leader '{}' must choose one number, without constraints of its own",
                                player.name));
      else if (!std::isfinite(game_.lower(player.first)) || !std::isfinite(game_.upper(player.first)))
        faults_.add(key, where,
                    fmt::format("the leader '{}' needs a lower and an upper bound: its moves are searched",
                                player.name));
    }
  }

  void finish(const Lowering& lowering) {
    game_.usage = lowering.usage();
    game_.solution_concept = keys_.concept_;
    game_.store->variables = game_.dimension();
    game_.store->parameters = parameter_values();
  }

  const Keys& keys_;
  Location start_;
  const description::TextReader& read_text_;
  Faults& faults_;
  Texts texts_;
  Roster roster_;
  Parameters game_;
  Lowering* lowering_ = nullptr;
  long operations_ = 0;
  bool faulty_before_;     ///< the schema found faults: what is missing may be what they are about
  bool doubtful_ = false;  ///< what sets and variables there are is itself at fault
};

}  // namespace

void check_names(const Keys& keys, Names& names) {
  std::vector<std::string> known;
  const auto add = [&](const std::string& name, std::string_view what, const std::string& key,
                       const Location& where) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    known.push_back(name);
    names.add(name, what, key, where);
  };
  for (std::size_t k = 0; k < keys.players.size(); ++k) {
    const auto path = fmt::format("players[{}]", k + 1);
    if (keys.players[k].name)
      add(*keys.players[k].name->text(), "player", path + ".name", keys.players[k].name->location());
    for (const auto& variable : keys.players[k].variables)
      add(*variable.name.text(), "variable", path + ".variables", variable.name.location());
  }
  for (std::size_t k = 0; k < keys.unknowns.size(); ++k)
    add(*keys.unknowns[k].variable.name.text(), "variable", fmt::format("unknowns[{}].name", k + 1),
        keys.unknowns[k].variable.name.location());
}

std::vector<std::string> Parameters::parameter_names() const {
  std::vector<std::string> names;
  for (const auto& parameter : scope.parameters)
    for (std::size_t k = 0; k < parameter.values.size(); ++k) {
      std::string indices;
      auto rest = static_cast<int>(k);
      for (std::size_t d = parameter.shape.size(); d-- > 0; rest /= parameter.shape[d])
        indices = fmt::format("[{}]", rest % parameter.shape[d] + 1) + indices;
      names.push_back("parameters." + parameter.name + indices);
    }
  return names;
}

std::optional<Parameters> read_game(const Keys& keys, const Location& start,
                                    const description::TextReader& read_text, Faults& faults) {
  return GameReader(keys, start, read_text, faults).read();
}

}  // namespace models::declared
