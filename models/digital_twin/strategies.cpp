// models/digital_twin/strategies.cpp
// Reading and naming of profiles.
#include "models/digital_twin/strategies.hpp"

#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

constexpr std::array<std::string_view, choices> words = {"sharing", "probing", "deception"};

/// The number in "player17", counted from 0; -1 where the text is no such name.
int number_of(std::string_view name, int players) {
  constexpr std::string_view prefix = "player";
  int number = 0;
  if (!name.starts_with(prefix) || name.size() == prefix.size() || name[prefix.size()] == '0') return -1;
  const auto digits = name.substr(prefix.size());
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc{} && end == digits.data() + digits.size() && number >= 1 && number <= players
             ? number - 1
             : -1;
}

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

void read_strategy(const PlayerStrategy& strategy, Eigen::Ref<Vector> into) {
  for (const auto& [word, value] : strategy.choices) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end())
      refuse(
          fmt::format("unknown entry '{}' of {}; known: sharing, probing, deception", word, strategy.player));
    const auto* number = std::get_if<double>(&value);
    if (!number || !std::isfinite(*number))
      refuse(fmt::format("{}.{} is not a finite number", strategy.player, word));
    double& entry = into(at - words.begin());
    if (!std::isnan(entry)) refuse(fmt::format("{}.{} is given twice", strategy.player, word));
    entry = *number;
  }
  for (int k = 0; k < choices; ++k)
    if (std::isnan(into(k))) refuse(fmt::format("{}.{} is missing", strategy.player, words[k]));
}

void check_feasible(const Vector& strategy, const std::string& player) {
  constexpr double rounding = 1e-12;
  for (int k = 0; k < choices; ++k)
    if (strategy(k) < -rounding)
      refuse(fmt::format("{}.{} = {} is negative; a strategy is >= 0 with sum <= 1", player, words[k],
                         strategy(k)));
  if (strategy.sum() > 1 + rounding)
    refuse(fmt::format("sharing + probing + deception of {} is {}, above 1; a strategy is >= 0 with sum <= 1",
                       player, strategy.sum()));
}

}  // namespace

std::string player_name(int player) { return fmt::format("player{}", player + 1); }

Quantities named_strategy(double sharing, double probing, double deception) {
  return {{"sharing", sharing}, {"probing", probing}, {"deception", deception}};
}

Profile named_profile(const Vector& profile) {
  Profile named;
  named.reserve(static_cast<std::size_t>(profile.size() / choices));
  for (int i = 0; i < profile.size() / choices; ++i)
    named.push_back({player_name(i), named_strategy(profile(choices * i), profile(choices * i + 1),
                                                    profile(choices * i + 2))});
  return named;
}

Quantities by_player(const Vector& values) {
  Quantities named;
  named.reserve(static_cast<std::size_t>(values.size()));
  for (int i = 0; i < values.size(); ++i) named.push_back({player_name(i), values(i)});
  return named;
}

Vector entries_of(const Profile& profile, int players) {
  Vector vector = Vector::Constant(choices * players, std::numeric_limits<double>::quiet_NaN());
  for (const auto& strategy : profile) {
    const int i = number_of(strategy.player, players);
    if (i < 0)
      refuse(fmt::format("unknown player '{}'; this game has player1 to player{}", strategy.player, players));
    read_strategy(strategy, vector.segment(choices * i, choices));
  }
  for (int i = 0; i < players; ++i)
    if (vector.segment(choices * i, choices).hasNaN()) refuse(fmt::format("{} is missing", player_name(i)));
  return vector;
}

Vector vector_of(const Profile& profile, int players) {
  Vector vector = entries_of(profile, players);
  for (int i = 0; i < players; ++i)
    check_feasible(vector.segment(choices * i, choices), player_name(i));
  return vector;
}

}  // namespace models::digital_twin
