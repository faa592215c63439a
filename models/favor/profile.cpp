#include "models/favor/profile.hpp"

#include <cmath>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

namespace models::favor {
namespace {

constexpr const char* network_word = "limit";

std::map<std::string, int> numbering(const Parameters& p) {
  std::map<std::string, int> numbers;
  for (int i = 0; i < p.count(); ++i) numbers.emplace(p.names[static_cast<std::size_t>(i)], i);
  return numbers;
}

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

double limit_of(const std::string& player, const Quantity& choice) {
  const auto* number = std::get_if<double>(&choice.value);
  if (!number || !std::isfinite(*number) || *number < 0)
    refuse(fmt::format("{}.{} is not a limit; give a number of at least 0", player, choice.name));
  return *number;
}

/// The agents of a profile in its order, each exactly once.
std::vector<int> agents_of(const Parameters& p, const Profile& profile) {
  const auto numbers = numbering(p);
  std::vector<int> agents;
  std::vector<bool> seen(p.names.size(), false);
  for (const auto& strategy : profile) {
    const auto found = numbers.find(strategy.player);
    if (found == numbers.end()) refuse(fmt::format("there is no agent '{}'", strategy.player));
    if (seen[static_cast<std::size_t>(found->second)]) refuse(strategy.player + " is given twice");
    seen[static_cast<std::size_t>(found->second)] = true;
    agents.push_back(found->second);
  }
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (!seen[i]) refuse(p.names[i] + " is missing");
  return agents;
}

}  // namespace

Profile named_limits(const Parameters& p, const Matrix& limits) {
  Profile profile;
  for (int i = 0; i < p.count(); ++i) {
    auto& strategy = profile.emplace_back(PlayerStrategy{p.names[static_cast<std::size_t>(i)], {}});
    for (int j = 0; j < p.count(); ++j)
      if (j != i) strategy.choices.push_back({p.names[static_cast<std::size_t>(j)], limits(i, j)});
  }
  return profile;
}

Matrix limits_of(const Parameters& p, const Profile& profile) {
  const auto numbers = numbering(p);
  const auto agents = agents_of(p, profile);
  Matrix limits = Matrix::Constant(p.count(), p.count(), -1);
  limits.diagonal().setZero();
  for (std::size_t k = 0; k < profile.size(); ++k)
    for (const auto& choice : profile[k].choices) {
      const auto found = numbers.find(choice.name);
      if (found == numbers.end() || found->second == agents[k])
        refuse(fmt::format("{}.{} names no partner", profile[k].player, choice.name));
      limits(agents[k], found->second) = limit_of(profile[k].player, choice);
    }
  for (int i = 0; i < p.count(); ++i)
    for (int j = 0; j < p.count(); ++j)
      if (limits(i, j) < 0)
        refuse(fmt::format("{}.{} is missing", p.names[static_cast<std::size_t>(i)],
                           p.names[static_cast<std::size_t>(j)]));
  return limits;
}

Profile named_limits(const Parameters& p, const Vector& limits) {
  Profile profile;
  for (int i = 0; i < p.count(); ++i)
    profile.push_back({p.names[static_cast<std::size_t>(i)], {{network_word, limits(i)}}});
  return profile;
}

Vector agent_limits_of(const Parameters& p, const Profile& profile) {
  const auto agents = agents_of(p, profile);
  Vector limits(p.count());
  for (std::size_t k = 0; k < profile.size(); ++k) {
    const auto& choices = profile[k].choices;
    if (choices.size() != 1 || choices[0].name != network_word)
      refuse(fmt::format("{} needs one number, {}", profile[k].player, network_word));
    limits(agents[k]) = limit_of(profile[k].player, choices[0]);
  }
  return limits;
}

Quantities by_agent(const Parameters& p, const Vector& values) {
  Quantities named;
  for (int i = 0; i < p.count(); ++i) named.push_back({p.names[static_cast<std::size_t>(i)], values(i)});
  return named;
}

}  // namespace models::favor
