#include "models/declared/profile.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"

namespace models::declared {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

std::vector<std::string_view> variables_of(const Parameters& p, std::size_t player) {
  std::vector<std::string_view> names;
  for (const auto& variable : p.scope.variables)
    if (variable.first[player] >= 0) names.push_back(variable.name);
  return names;
}

void place(double value, const Parameters& p, int entry, Vector& x) {
  const auto name = entry_name(p, entry);
  if (!std::isfinite(value)) refuse(name + " is not finite");
  if (!std::isnan(x(entry))) refuse(name + " is given twice");
  const double slack = 1e-9 * std::max(1.0, std::abs(value));
  if (value < p.lower(entry) - slack || value > p.upper(entry) + slack)
    refuse(fmt::format("{} = {} is outside [{}, {}]", name, value, p.lower(entry), p.upper(entry)));
  x(entry) = value;
}

void read_choice(const Quantity& choice, const Parameters& p, std::size_t player, Vector& x) {
  const auto& name = p.players[player].name;
  const int number = expressions::find(p.scope.variables, choice.name);
  if (number < 0 || p.scope.variables[static_cast<std::size_t>(number)].first[player] < 0)
    refuse(fmt::format("unknown entry '{}' of {}{}", choice.name, name,
                       description::suggestion(choice.name, variables_of(p, player))));
  const auto& variable = p.scope.variables[static_cast<std::size_t>(number)];
  const int first = variable.first[player], size = variable.size[player];
  if (const auto* one = std::get_if<double>(&choice.value); one && !variable.is_vector[player])
    return place(*one, p, first, x);
  const auto* many = std::get_if<std::vector<double>>(&choice.value);
  if (!many || !variable.is_vector[player])
    refuse(fmt::format("{}.{} needs {}", name, choice.name,
                       variable.is_vector[player] ? "an array" : "one number"));
  if (static_cast<int>(many->size()) != size)
    refuse(fmt::format("{}.{} has {} numbers, not {}", name, choice.name, many->size(), size));
  for (int k = 0; k < size; ++k) place((*many)[static_cast<std::size_t>(k)], p, first + k, x);
}

}  // namespace

std::string entry_name(const Parameters& p, int entry) {
  const auto after = std::upper_bound(p.players.begin(), p.players.end(), entry,
                                      [](int e, const Player& player) { return e < player.first; });
  const auto& owner = *std::prev(after);  // players follow one another in the profile, from entry 0 on
  return owner.name + "." + p.entries[static_cast<std::size_t>(entry)];
}

Quantities named_strategy(const Parameters& p, int player, const Vector& x) {
  Quantities choices;
  const auto i = static_cast<std::size_t>(player);
  for (const auto& variable : p.scope.variables) {
    if (variable.first[i] < 0) continue;
    const auto own = x.segment(variable.first[i], variable.size[i]);
    if (variable.is_vector[i])
      choices.push_back({variable.name, std::vector<double>(own.begin(), own.end())});
    else
      choices.push_back({variable.name, own(0)});
  }
  return choices;
}

Profile named_profile(const Parameters& p, const Vector& x) {
  Profile profile;
  for (std::size_t i = 0; i < p.players.size(); ++i)
    profile.push_back({p.players[i].name, named_strategy(p, static_cast<int>(i), x)});
  return profile;
}

Vector vector_of(const Parameters& p, const Profile& profile) {
  Vector x = Vector::Constant(p.dimension(), std::nan(""));
  std::vector<std::string_view> names;
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (const auto& player : p.players) {
    numbers.emplace(player.name, names.size());
    names.push_back(player.name);
  }
  for (const auto& [player, choices] : profile) {
    const auto found = numbers.find(player);
    if (found == numbers.end())
      refuse(fmt::format("unknown player '{}'{}", player, description::suggestion(player, names)));
    for (const auto& choice : choices) read_choice(choice, p, found->second, x);
  }
  for (int k = 0; k < x.size(); ++k)
    if (std::isnan(x(k))) refuse(entry_name(p, k) + " is missing");
  return x.cwiseMax(p.lower).cwiseMin(p.upper);
}

Quantities by_player(const Parameters& p, const Vector& values) {
  Quantities named;
  for (std::size_t i = 0; i < p.players.size(); ++i)
    named.push_back({p.players[i].name, values(static_cast<Eigen::Index>(i))});
  return named;
}

}  // namespace models::declared
