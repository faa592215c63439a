#include "apps/sweep/netcdf_layout.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

#include "apps/common/provenance.hpp"
#include "models/description/schema.hpp"
#include "models/family.hpp"
#include "models/registry.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/verdict.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

template <typename Word>
Strings words(int count) {
  Strings names;
  for (int i = 0; i < count; ++i) names.emplace_back(name(static_cast<Word>(i)));
  return names;
}

/// What a column means that every family has, whatever its cells.
struct Known {
  Scope scope;
  Strings flags;
  std::string meaning;
};

const std::unordered_map<std::string, Known>& known_columns() {
  static const auto verdicts = words<solvers::Verdict>(3);
  static const std::unordered_map<std::string, Known> known = {
      {"status", {Scope::point, words<models::Status>(5), "what the point's answer is"}},
      {"termination", {Scope::point, words<solvers::Termination>(12), "why the method stopped"}},
      {"note", {Scope::point, {}, "why there is no answer"}},
      {"verdict", {Scope::equilibrium, verdicts, "of the certificate"}},
      {"level", {Scope::equilibrium, words<models::CertificateLevel>(4), "of the certificate"}},
      {"epsilon", {Scope::equilibrium, {}, "upper bound on every regret, unit of payoff"}},
      {"residual", {Scope::equilibrium, {}, "of the concept's own equation, evaluated afresh"}},
      {"nash_verdict", {Scope::equilibrium, verdicts, "whether the profile is Nash of the stated payoffs"}},
      {"nash_epsilon", {Scope::equilibrium, {}, "upper bound on the largest regret, unit of payoff"}},
      {"deviation_player", {Scope::equilibrium, {}, "who gains by deviating"}},
      {"deviation_gain", {Scope::equilibrium, {}, "what the deviation gains, unit of payoff"}}};
  return known;
}

bool is_real(const std::string& cell) {
  double value = 0;
  const auto* end = cell.data() + cell.size();
  return std::from_chars(cell.data(), end, value).ptr == end;
}

/// The weakest kind that still holds the cell.
void widen(GridColumn& column, const std::string& cell, bool& is_first) {
  if (cell.empty()) return;
  const auto kind = cell == "true" || cell == "false" ? CellKind::truth
                    : is_real(cell)                   ? CellKind::real
                                                      : CellKind::text;
  column.kind = is_first || column.kind == kind ? kind : CellKind::text;
  is_first = false;
}

GridColumn column_named(const std::string& name) {
  GridColumn column{.name = name};
  const auto known = known_columns().find(name);
  if (known == known_columns().end()) return column;
  column.scope = known->second.scope;
  column.flags = known->second.flags;
  return column;
}

/// Gathers the layout row by row.
class Survey {
 public:
  explicit Survey(const Plan& plan) : dimensions_{"point", "equilibrium", "player"} {
    for (const auto& axis : plan.axes()) dimensions_.insert(axis.key);
  }

  void add(const TidyTable& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto& name = table.columns[i];
      for (const auto& row : table.rows)
        if (i < row.size()) add(name, row[i]);
    }
  }

  GridLayout finish() {
    for (auto& column : layout_.columns)
      if (column.kind == CellKind::truth && column.flags.empty()) column.flags = {"false", "true"};
    return std::move(layout_);
  }

 private:
  void add(const std::string& name, const std::string& cell) {
    if (name == "equilibrium" && !cell.empty())
      layout_.equilibria = std::max<std::size_t>(layout_.equilibria, std::stoul(cell));
    if (name == "player" && !cell.empty() && players_.insert(cell).second) layout_.players.push_back(cell);
    if (dimensions_.contains(name)) return;
    const auto [at, is_new] = layout_.place.try_emplace(name, layout_.columns.size());
    if (is_new) {
      layout_.columns.push_back(column_named(name));
      untouched_.push_back(1);
    }
    bool is_first = untouched_[at->second] != 0;
    widen(layout_.columns[at->second], cell, is_first);
    untouched_[at->second] = is_first ? 1 : 0;
  }

  std::set<std::string> dimensions_, players_;
  std::vector<char> untouched_;
  GridLayout layout_;
};

/// A name that NetCDF takes and that no other variable has.
std::string free_name(std::string name, std::set<std::string>& taken) {
  std::replace(name.begin(), name.end(), '/', '_');
  while (!taken.insert(name).second) name += '_';
  return name;
}

void describe(NetcdfVariable& variable, const std::string& unit, const std::string& meaning) {
  if (!meaning.empty()) variable.attributes.emplace_back("long_name", meaning);
  if (!unit.empty()) variable.attributes.emplace_back("units", unit);
}

NetcdfVariable coordinate(const Results& results, std::size_t axis, int dimension) {
  const auto& plan = results.plan();
  NetcdfVariable variable{.name = plan.axes()[axis].key, .dimensions = {dimension}};
  for (std::size_t i = 0; i < plan.length(axis) && variable.type == NetcdfType::real; ++i)
    if (!is_real(plan.value(axis, i))) variable.type = NetcdfType::text;
  const auto json = Json::parse(results.identity().text);
  const auto* family = models::find_family(json.at("model").at("family").get<std::string>());
  if (const auto* key = family ? family->schema->find_key(variable.name) : nullptr)
    describe(variable, key->unit, key->meaning);
  return variable;
}

std::vector<std::pair<std::string, std::string>> provenance_attributes(const Results& results) {
  const auto json = Json::parse(results.identity().text);
  const auto& model = json.at("model");
  const auto text = [&](const char* key) {
    const auto& value = model.at(key);
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  return {{"Conventions", "CF-1.10"},
          {"title", text("title")},
          {"source", "entente " + std::string(version())},
          {"family", text("family")},
          {"model", text("name")},
          {"model_sha256", text("sha256")},
          {"parameters", model.at("parameters").dump()},
          {"options", json.at("options").dump()},
          {"plan", json.at("plan").at("kind").get<std::string>()}};
}

}  // namespace

GridLayout layout_of(const Results& results) {
  Survey survey(results.plan());
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results.has(i)) survey.add(results.read(i).rows);
  return survey.finish();
}

Blocking blocking_of(const std::vector<std::size_t>& lengths, std::size_t numbers_per_point) {
  const std::size_t most = std::max<std::size_t>(1, 65'536 / numbers_per_point);  // points
  Blocking blocking{.axis = lengths.size() - 1};
  while (blocking.axis > 0 && blocking.inner * lengths[blocking.axis] <= most)
    blocking.inner *= lengths[blocking.axis--];
  blocking.piece = std::clamp<std::size_t>(most / blocking.inner, 1, lengths[blocking.axis]);
  return blocking;
}

NetcdfHeader header_of(const Results& results, const GridLayout& layout) {
  const auto& plan = results.plan();
  NetcdfHeader header{.attributes = provenance_attributes(results)};
  std::vector<std::size_t> lengths;
  std::set<std::string> taken;
  if (!plan.is_grid()) lengths.push_back(plan.size());
  for (std::size_t i = 0; plan.is_grid() && i < plan.axes().size(); ++i) lengths.push_back(plan.length(i));
  for (std::size_t i = 0; i < lengths.size(); ++i)
    header.dimensions.push_back({plan.is_grid() ? plan.axes()[i].key : "point", lengths[i]});
  const auto axes = static_cast<int>(lengths.size());
  const auto players = std::max<std::size_t>(1, layout.players.size());
  header.dimensions.push_back({"equilibrium", layout.equilibria});
  header.dimensions.push_back({"player", players});

  std::string coordinates;
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    header.variables.push_back(coordinate(results, i, plan.is_grid() ? static_cast<int>(i) : 0));
    taken.insert(header.variables.back().name);
    coordinates += (coordinates.empty() ? "" : " ") + header.variables.back().name;
  }
  header.variables.push_back({.name = "player", .type = NetcdfType::text, .dimensions = {axes + 1}});
  header.variables.push_back({.name = "equilibrium", .dimensions = {axes}});
  if (!plan.is_grid()) header.variables.push_back({.name = "point", .dimensions = {0}});
  taken.insert({"player", "equilibrium", "point"});

  const auto blocking = blocking_of(lengths, layout.equilibria * players);
  for (const auto& column : layout.columns) {
    NetcdfVariable variable{.name = free_name(column.name, taken),
                            .type = !column.flags.empty()           ? NetcdfType::flag
                                    : column.kind == CellKind::real ? NetcdfType::real
                                                                    : NetcdfType::text,
                            .flags = column.flags};
    for (int i = 0; i < axes; ++i) {
      variable.dimensions.push_back(i);
      const auto at = static_cast<std::size_t>(i);
      variable.chunk.push_back(at < blocking.axis ? 1 : at == blocking.axis ? blocking.piece : lengths[at]);
    }
    if (column.scope != Scope::point) variable.dimensions.push_back(axes);
    if (column.scope != Scope::point) variable.chunk.push_back(layout.equilibria);
    if (column.scope == Scope::player) variable.dimensions.push_back(axes + 1);
    if (column.scope == Scope::player) variable.chunk.push_back(players);
    const auto known = known_columns().find(column.name);
    if (known != known_columns().end()) describe(variable, "", known->second.meaning);
    if (!plan.is_grid()) variable.attributes.emplace_back("coordinates", coordinates);
    header.variables.push_back(std::move(variable));
  }
  return header;
}

}  // namespace apps::sweep
