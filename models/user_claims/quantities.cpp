#include "models/user_claims/quantities.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/declared/declared.hpp"
#include "models/description/schema.hpp"
#include "models/expressions/lexer.hpp"
#include "models/user_claims/read_claims.hpp"

namespace models::user_claims {
namespace {

using Kind = ClaimQuantity::Kind;

/// How many numbers a choice is, and whether it is an array; nothing for texts.
std::optional<std::pair<int, bool>> shape(const Quantity& choice) {
  if (const auto* array = std::get_if<std::vector<double>>(&choice.value))
    return std::pair{static_cast<int>(array->size()), true};
  if (std::holds_alternative<std::string>(choice.value)) return std::nullopt;
  return std::pair{1, false};
}

bool may_be_variable(const std::string& name, const expressions::IndexSet& players) {
  const auto& words = expressions::reserved_words();
  return expressions::is_name(name) && expressions::find_element(players, name) < 0 &&
         std::find(words.begin(), words.end(), name) == words.end();
}

expressions::VariableName& variable(expressions::Scope& scope, const std::string& name) {
  const int known = expressions::find(scope.variables, name);
  if (known >= 0) return scope.variables[static_cast<std::size_t>(known)];
  const auto n = static_cast<std::size_t>(scope.players());
  scope.variables.push_back({name, std::vector<int>(n, -1), std::vector<int>(n, 0), std::vector<int>(n, -1),
                             std::vector<bool>(n, false)});
  return scope.variables.back();
}

}  // namespace

Quantities::Quantities(const LoadedModel& base, const StatedClaim& claim, const Equilibrium* example)
    : base_(base), claim_(claim) {
  for (std::size_t k = 0; k < claim.forall.size(); ++k)
    all_.push_back({.kind = Kind::parameter,
                    .text = claim.forall[k].name,
                    .parameter = static_cast<int>(k),
                    .key = claim.forall[k].key});
  scope_.sets.push_back({.name = "players"});
  if (example) add_players(*example);
  adopt_sets_of_declared_game();
}

void Quantities::add_players(const Equilibrium& example) {
  auto& players = scope_.sets.front();
  for (const auto& strategy : example.profile) players.elements.push_back(strategy.player);
  players.size = static_cast<int>(players.elements.size());
  const auto owns = [&](const Quantity& payoff) { return expressions::find_element(players, payoff.name); };
  for (const auto& payoff : example.payoff)
    if (const int p = owns(payoff); p >= 0) {
      auto& named = variable(scope_, "payoff");
      named.first[static_cast<std::size_t>(p)] = static_cast<int>(all_.size());
      named.size[static_cast<std::size_t>(p)] = 1;
      all_.push_back({.kind = Kind::payoff, .text = "payoff." + payoff.name, .player = payoff.name});
    }
  for (std::size_t p = 0; p < example.profile.size(); ++p)
    for (const auto& choice : example.profile[p].choices) {
      const auto form = shape(choice);
      if (!form) continue;
      if (may_be_variable(choice.name, players)) {
        auto& named = variable(scope_, choice.name);
        named.first[p] = static_cast<int>(all_.size());
        named.size[p] = form->first;
        named.is_vector[p] = form->second;
      }
      const auto text = example.profile[p].player + "." + choice.name;
      for (int k = 0; k < form->first; ++k)
        all_.push_back({.kind = Kind::choice,
                        .text = form->second ? fmt::format("{}[{}]", text, k + 1) : text,
                        .player = example.profile[p].player,
                        .choice = choice.name,
                        .entry = form->second ? k : -1});
    }
}

/// Sets of a declared game index its variables, and its arrays of parameters that no claim varies are known.
void Quantities::adopt_sets_of_declared_game() {
  const auto* game = dynamic_cast<const declared::Declared*>(base_.model.get());
  if (!game) return;
  const auto& theirs = game->parameters().scope;
  auto players = scope_.sets.front();
  scope_.sets = theirs.sets;
  scope_.sets.front() = std::move(players);
  for (auto& own : scope_.variables)
    if (const int v = expressions::find(theirs.variables, own.name); v >= 0)
      own.set = theirs.variables[static_cast<std::size_t>(v)].set;
  for (const auto& parameter : theirs.parameters) {
    const auto varied = std::any_of(claim_.forall.begin(), claim_.forall.end(), [&](const auto& range) {
      return range.key.starts_with("parameters." + parameter.name);
    });
    if (!varied && !parameter.shape.empty()) scope_.parameters.push_back(parameter);
  }
}

int Quantities::find(std::string_view path) const {
  for (std::size_t k = 0; k < all_.size(); ++k) {
    const auto& q = all_[k];
    if (q.kind == Kind::derivative) continue;
    if (q.text == path || (q.kind == Kind::parameter && q.key == path)) return static_cast<int>(k);
    if (q.kind == Kind::payoff &&
        (path == q.player + ".payoff" || path == fmt::format("payoff[{}]", q.player)))
      return static_cast<int>(k);
  }
  return -1;
}

std::optional<double> Quantities::constant(const std::string& path) const {
  const auto* value = base_.resolved.find_path(full_key(*base_.family->schema, base_.resolved, path));
  return value && value->is_number() ? std::optional(value->number()) : std::nullopt;
}

std::string Quantities::parameter_key(const std::string& path) const {
  if (const int k = find(path); k >= 0 && all_[static_cast<std::size_t>(k)].kind == Kind::parameter)
    return all_[static_cast<std::size_t>(k)].key;
  return constant(path) ? full_key(*base_.family->schema, base_.resolved, path) : "";
}

description::Range Quantities::range_of(const std::string& key) const {
  const auto* known = base_.family->schema->find_key(key);
  return known ? known->range : description::Range{};
}

int Quantities::derivative(int of, const std::string& key) {
  for (std::size_t k = 0; k < all_.size(); ++k)
    if (all_[k].kind == Kind::derivative && all_[k].of == of && all_[k].key == key)
      return static_cast<int>(k);
  const auto of_what = all_[static_cast<std::size_t>(of)];
  all_.push_back({.kind = Kind::derivative,
                  .text = fmt::format("derivative({}, {})", of_what.text, key),
                  .player = of_what.player,
                  .choice = of_what.choice,
                  .entry = of_what.entry,
                  .of = of,
                  .key = key});
  return static_cast<int>(all_.size()) - 1;
}

std::string Quantities::derivative_variable(const std::string& choice, const std::string& key) {
  const auto name = fmt::format("d {}/d {}", choice, key);  // no formula can hold such a name
  const int known = expressions::find(scope_.variables, choice);
  if (known < 0) return {};
  if (expressions::find(scope_.variables, name) >= 0) return name;
  auto made = scope_.variables[static_cast<std::size_t>(known)];
  made.name = name;
  for (std::size_t p = 0; p < made.first.size(); ++p) {
    if (made.first[p] < 0) continue;
    if (made.is_vector[p]) return {};
    made.first[p] = derivative(made.first[p], key);
  }
  scope_.variables.push_back(std::move(made));
  return name;
}

std::string Quantities::advice(std::string_view path, bool only_parameters) const {
  std::vector<std::string_view> names;
  for (const auto& quantity : all_)
    if (quantity.kind == Kind::parameter || (quantity.kind != Kind::derivative && !only_parameters))
      names.push_back(quantity.text);
  const auto* own = base_.resolved.find("parameters");
  if (own && own->table())
    for (const auto& entry : own->table()->entries())
      if (std::find(names.begin(), names.end(), entry.key) == names.end()) names.push_back(entry.key);
  const auto keys = base_.family->schema->key_names();
  std::vector<std::string_view> candidates(names);
  candidates.insert(candidates.end(), keys.begin(), keys.end());
  if (const auto near = description::did_you_mean(path, candidates); !near.empty() && near != path)
    return fmt::format("did you mean '{}'?", near);
  constexpr std::size_t shown = 12;
  const bool cut = names.size() > shown;
  if (cut) names.resize(shown);
  return names.empty() ? "" : fmt::format("known: {}{}", fmt::join(names, ", "), cut ? ", ..." : "");
}

}  // namespace models::user_claims
