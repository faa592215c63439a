#include "models/limited_trust/game_profile.hpp"

#include <cmath>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

namespace models::limited_trust {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

int action_of(double number, int count, const std::string& entry) {
  if (number == std::floor(number) && number >= 1 && number <= count) return static_cast<int>(number) - 1;
  refuse(fmt::format("{} = {} is no action; actions are 1 to {}", entry, number, count));
}

struct Reading {
  std::optional<int> row, reply;
  std::optional<std::vector<int>> replies;
};

void read_action(const Quantity& quantity, const std::string& player, int count, std::optional<int>& into) {
  const auto entry = player + ".action";
  const auto* number = std::get_if<double>(&quantity.value);
  if (!number) refuse(entry + " is no number");
  if (into) refuse(entry + " is given twice");
  into = action_of(*number, count, entry);
}

void read_replies(const Quantity& quantity, int rows, int columns, Reading& reading) {
  const auto* numbers = std::get_if<std::vector<double>>(&quantity.value);
  if (!numbers || static_cast<int>(numbers->size()) != rows)
    refuse(fmt::format("follower.replies needs {} actions, one for each of the leader's", rows));
  if (reading.replies) refuse("follower.replies is given twice");
  reading.replies.emplace();
  for (std::size_t i = 0; i < numbers->size(); ++i)
    reading.replies->push_back(action_of((*numbers)[i], columns, fmt::format("follower.replies[{}]", i + 1)));
}

}  // namespace

Profile named_play(const GivenPlay& play) {
  std::vector<double> replies;
  for (const int reply : play.replies) replies.push_back(reply + 1);
  return {{"leader", {{"action", play.row + 1.0}}},
          {"follower", {{"action", play.reply + 1.0}, {"replies", std::move(replies)}}}};
}

GivenPlay play_of(const Profile& profile, int rows, int columns, const std::vector<int>& rule) {
  Reading reading;
  for (const auto& [player, choices] : profile)
    for (const auto& choice : choices) {
      const bool leader = player == "leader";
      if (!leader && player != "follower")
        refuse(fmt::format("unknown player '{}'; this game has leader and follower", player));
      if (choice.name == "action")
        read_action(choice, player, leader ? rows : columns, leader ? reading.row : reading.reply);
      else if (choice.name == "replies" && !leader)
        read_replies(choice, rows, columns, reading);
      else
        refuse(fmt::format("unknown entry '{}' of {}; known: {}", choice.name, player,
                           leader ? "action" : "action, replies"));
    }
  if (!reading.row) refuse("leader.action is missing");
  if (!reading.reply) refuse("follower.action is missing");
  GivenPlay play{*reading.row, *reading.reply, reading.replies.value_or(rule)};
  auto& answer = play.replies[static_cast<std::size_t>(play.row)];
  if (reading.replies && answer != play.reply)
    refuse(fmt::format("follower.action = {} differs from follower.replies[{}] = {}", play.reply + 1,
                       play.row + 1, answer + 1));
  answer = play.reply;
  return play;
}

}  // namespace models::limited_trust
