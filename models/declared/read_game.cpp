// What a description says of a game: names, variables, formulas, who leads.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/declared/game_reader.hpp"

namespace models::declared {

using expressions::Lowering;

GameReader::GameReader(const Keys& keys, Location start, const description::TextReader& read_text,
                       Faults& faults)
    : keys_(keys),
      start_(std::move(start)),
      read_text_(read_text),
      faults_(faults),
      texts_(faults),
      faulty_before_(!faults.empty()) {}

std::optional<Parameters> GameReader::read() {
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

std::nullopt_t GameReader::fail(std::string_view key, std::string message) {
  faults_.add(key, start_, std::move(message));
  return std::nullopt;
}

bool GameReader::names_are_sure() const {
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

void GameReader::note_faulty_names() {
  const auto& scope = game_.scope;
  for (const auto& entry : keys_.sets.entries())
    doubtful_ = doubtful_ || expressions::find(scope.sets, entry.key) < 0;
  for (const auto& entry : keys_.parameters.entries())
    if (expressions::find(scope.parameters, entry.key) < 0 && expressions::find(scope.laws, entry.key) < 0)
      game_.scope.faulty.push_back(entry.key);
  for (const auto& entry : keys_.functions.entries())
    if (expressions::find(scope.functions, entry.key) < 0) game_.scope.faulty.push_back(entry.key);
}

void GameReader::read_leader() {
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
      faults_.add(
          key, where,
          fmt::format("the leader '{}' must choose one number, without constraints of its own", player.name));
    else if (!std::isfinite(game_.lower(player.first)) || !std::isfinite(game_.upper(player.first)))
      faults_.add(key, where,
                  fmt::format("the leader '{}' needs a lower and an upper bound: its moves are searched",
                              player.name));
  }
}

std::vector<double> GameReader::parameter_values() const {
  std::vector<double> values;
  for (const auto& parameter : game_.scope.parameters)
    values.insert(values.end(), parameter.values.begin(), parameter.values.end());
  return values;
}

void GameReader::finish(const Lowering& lowering) {
  game_.usage = lowering.usage();
  game_.solution_concept = keys_.concept_;
  game_.store->variables = game_.dimension();
  game_.store->parameters = parameter_values();
}

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
