#include "models/coopetition/named_profile.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"

namespace models::coopetition {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

std::size_t find_actor(const Parameters& p, const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& actor : p.actors) names.push_back(actor.name);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return i;
  refuse(fmt::format("unknown actor '{}'{}", name, description::suggestion(name, names)));
}

double action_in(const Actor& actor, const PlayerStrategy& strategy) {
  std::optional<double> action;
  for (const auto& [word, value] : strategy.choices) {
    if (word != "action") refuse(fmt::format("unknown entry '{}' of {}; known: action", word, actor.name));
    const auto* number = std::get_if<double>(&value);
    if (!number || !std::isfinite(*number))
      refuse(fmt::format("{}.action is not a finite number", actor.name));
    if (action) refuse(fmt::format("{}.action is given twice", actor.name));
    action = *number;
  }
  if (!action) refuse(fmt::format("{}.action is missing", actor.name));
  if (*action < 0 || *action > actor.endowment)
    refuse(fmt::format("{}.action = {} is outside [0, {}]", actor.name, *action, actor.endowment));
  return *action;
}

}  // namespace

Profile named_profile(const Parameters& p, const Vector& actions) {
  Profile named;
  for (int i = 0; i < p.count(); ++i)
    named.push_back({p.actors[static_cast<std::size_t>(i)].name, {{"action", actions(i)}}});
  return named;
}

std::string pair_name(const Parameters& p, int i, int j) {
  return p.actors[static_cast<std::size_t>(i)].name + "->" + p.actors[static_cast<std::size_t>(j)].name;
}

Quantities by_actor(const Parameters& p, const Vector& values) {
  Quantities named;
  for (int i = 0; i < p.count(); ++i)
    named.push_back({p.actors[static_cast<std::size_t>(i)].name, values(i)});
  return named;
}

Vector actions_of(const Parameters& p, const Profile& profile) {
  Vector actions = Vector::Constant(p.count(), std::numeric_limits<double>::quiet_NaN());
  for (const auto& strategy : profile) {
    const auto i = find_actor(p, strategy.player);
    auto& action = actions(static_cast<Eigen::Index>(i));
    if (!std::isnan(action)) refuse(fmt::format("{} is given twice", strategy.player));
    action = action_in(p.actors[i], strategy);
  }
  for (int i = 0; i < p.count(); ++i)
    if (std::isnan(actions(i)))
      refuse(fmt::format("{} is missing", p.actors[static_cast<std::size_t>(i)].name));
  return actions;
}

}  // namespace models::coopetition
