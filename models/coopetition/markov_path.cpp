#include "models/coopetition/markov_path.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "models/coopetition/markov_policy.hpp"
#include "models/coopetition/named_profile.hpp"

namespace models::coopetition {
namespace {

using Index = std::size_t;

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

/// The numbers of an actor's actions, which must be on its grid.
std::vector<int> numbers_of(const MarkovGame& game, int actor, const std::string& name,
                            const PlayerStrategy& strategy) {
  if (strategy.choices.size() != 1 || strategy.choices[0].name != "action")
    refuse(fmt::format("{} needs one entry, action: a number for each period", name));
  std::vector<double> actions;
  if (const auto* list = std::get_if<std::vector<double>>(&strategy.choices[0].value)) actions = *list;
  if (const auto* one = std::get_if<double>(&strategy.choices[0].value)) actions = {*one};
  const double most = game.action(actor, game.actions() - 1), step = most / (game.actions() - 1);
  std::vector<int> numbers;
  for (const double action : actions) {
    const double k = std::round(action / step);
    if (!(k >= 0 && k < game.actions()) ||
        std::abs(action - game.action(actor, static_cast<int>(k))) > 1e-9 * most)
      refuse(fmt::format("{}.action = {} is not one of the {} actions 0, {}, ..., {}; see markov.actions",
                         name, action, game.actions(), step, most));
    numbers.push_back(static_cast<int>(k));
  }
  return numbers;
}

const PlayerStrategy& strategy_of(const Profile& profile, const std::string& name) {
  const auto found = std::find_if(profile.begin(), profile.end(),
                                  [&](const auto& strategy) { return strategy.player == name; });
  if (found == profile.end()) refuse(fmt::format("{} is missing", name));
  return *found;
}

std::vector<double> actions_along(const MarkovGame& game, int actor, const std::vector<int>& numbers) {
  std::vector<double> actions;
  for (const int k : numbers) actions.push_back(game.action(actor, k));
  return actions;
}

std::vector<MarkovState> states_along(const MarkovGame& game, const MarkovPath& path) {
  std::vector<MarkovState> states{game.initial()};
  for (Index t = 0; t < path.k1.size(); ++t)
    states.push_back(game.next(states.back(), path.k1[t], path.k2[t]));
  return states;
}

}  // namespace

MarkovPath equilibrium_path(const Parameters& p, const MarkovGame& game, const MarkovSolution& solution) {
  const MarkovPolicy policy(p, game, solution);
  MarkovPath path;
  auto state = game.initial();
  for (int t = 0; t < p.markov.periods; ++t) {
    const auto played = policy.play(t, state);
    if (!played.pure) break;
    path.k1.push_back(played.k1);
    path.k2.push_back(played.k2);
    state = game.next(state, played.k1, played.k2);
  }
  return path;
}

Profile named_path(const Parameters& p, const MarkovGame& game, const MarkovPath& path) {
  return {{p.actors[0].name, {{"action", actions_along(game, 0, path.k1)}}},
          {p.actors[1].name, {{"action", actions_along(game, 1, path.k2)}}}};
}

MarkovPath path_of(const Parameters& p, const MarkovGame& game, const Profile& profile) {
  if (profile.size() != 2) refuse(fmt::format("{} strategies for 2 actors", profile.size()));
  const auto numbers = [&](int actor) {
    const auto& name = p.actors[static_cast<Index>(actor)].name;
    return numbers_of(game, actor, name, strategy_of(profile, name));
  };
  MarkovPath path{numbers(0), numbers(1)};
  if (path.k1.empty() || path.k1.size() != path.k2.size() ||
      path.k1.size() > static_cast<Index>(p.markov.periods))
    refuse(fmt::format("actions for {} and {} periods; give both 1 to {}", path.k1.size(), path.k2.size(),
                       p.markov.periods));
  return path;
}

PathGains path_gains(const Parameters& p, const MarkovGame& game, const MarkovSolution& solution,
                     const MarkovPath& path) {
  const MarkovPolicy policy(p, game, solution);
  const auto states = states_along(game, path);
  const int periods = static_cast<int>(path.k1.size()), n = game.actions();
  const double discount = p.markov.discount_factor;
  const auto end = policy.follow(periods, states.back());
  PathGains result{.value = {end.first, end.second}};
  StagePayoffs now;
  for (int t = periods - 1; t >= 0; --t) {
    const auto& state = states[static_cast<Index>(t)];
    game.stage_payoffs(state, now);
    const int played[2] = {path.k1[static_cast<Index>(t)], path.k2[static_cast<Index>(t)]};
    const std::vector<double>* const payoffs[2] = {&now.first, &now.second};
    for (int i = 0; i < 2; ++i)
      result.value[i] =
          (*payoffs[i])[static_cast<Index>(played[0] * n + played[1])] + discount * result.value[i];
    for (int i = 0; i < 2; ++i)
      for (int k = 0; k < n; ++k) {
        if (k == played[i]) continue;
        const int k1 = i == 0 ? k : played[0], k2 = i == 1 ? k : played[1];
        const auto ahead = policy.follow(t + 1, game.next(state, k1, k2));
        const double gain = (*payoffs[i])[static_cast<Index>(k1 * n + k2)] +
                            discount * (i == 0 ? ahead.first : ahead.second) - result.value[i];
        if (gain > result.gain[i]) result.gain[i] = gain, result.period[i] = t, result.action[i] = k;
      }
  }
  return result;
}

void record_path(const Parameters& p, const MarkovGame& game, const MarkovPath& path,
                 Trajectory& trajectory) {
  const auto states = states_along(game, path);
  const int n = game.actions();
  Series trust12{"trust", pair_name(p, 0, 1), {}}, trust21{"trust", pair_name(p, 1, 0), {}};
  Series damage12{"damage", pair_name(p, 0, 1), {}}, damage21{"damage", pair_name(p, 1, 0), {}};
  Series payoff1{"payoff", p.actors[0].name, {}}, payoff2{"payoff", p.actors[1].name, {}};
  StagePayoffs now;
  bool bounded = true;
  for (Index t = 0; t < path.k1.size(); ++t) {
    const auto& state = states[t];
    trajectory.steps.push_back(static_cast<long>(t));
    trust12.values.push_back(state.T12), trust21.values.push_back(state.T21);
    damage12.values.push_back(state.R12), damage21.values.push_back(state.R21);
    game.stage_payoffs(state, now);
    payoff1.values.push_back(now.first[static_cast<Index>(path.k1[t] * n + path.k2[t])]);
    payoff2.values.push_back(now.second[static_cast<Index>(path.k1[t] * n + path.k2[t])]);
    for (const double part : {state.T12, state.T21, state.R12, state.R21})
      bounded = bounded && part >= 0 && part <= 1;
  }
  trajectory.series = {trust12,
                       trust21,
                       damage12,
                       damage21,
                       {"action", p.actors[0].name, actions_along(game, 0, path.k1)},
                       {"action", p.actors[1].name, actions_along(game, 1, path.k2)},
                       payoff1,
                       payoff2};
  const auto& last = states.back();
  trajectory.summary = {{"periods", static_cast<double>(path.k1.size())},
                        {"final_trust " + pair_name(p, 0, 1), last.T12},
                        {"final_trust " + pair_name(p, 1, 0), last.T21},
                        {"final_damage " + pair_name(p, 0, 1), last.R12},
                        {"final_damage " + pair_name(p, 1, 0), last.R21}};
  trajectory.invariants.push_back(
      {"trust and damage in [0,1]", bounded, fmt::format("{} states", states.size())});
}

DataTable policy_table(const Parameters& p, const MarkovGame& game, const MarkovSolution& solution) {
  const MarkovPolicy policy(p, game, solution);
  const int points = p.markov.points;
  std::vector<std::vector<double>> columns(9);
  const auto node = [&](int i) { return static_cast<double>(i) / (points - 1); };
  for (int a = 0; a < points; ++a)
    for (int b = 0; b < points; ++b)
      for (int c = 0; c < points; ++c)
        for (int d = 0; d < points; ++d) {
          const MarkovState state{node(a), node(b), node(c), node(d)};
          const auto played = policy.play(0, state);
          double action1 = 0, action2 = 0;  // expected ones where the stage is mixed
          for (int k = 0; k < game.actions(); ++k) {
            action1 += (played.pure ? (k == played.k1 ? 1.0 : 0.0) : played.mixed1(k)) * game.action(0, k);
            action2 += (played.pure ? (k == played.k2 ? 1.0 : 0.0) : played.mixed2(k)) * game.action(1, k);
          }
          const double row[] = {state.T12,     state.T21,     state.R12,
                                state.R21,     action1,       action2,
                                played.value1, played.value2, static_cast<double>(played.equilibria)};
          for (Index column = 0; column < columns.size(); ++column) columns[column].push_back(row[column]);
        }
  const auto& one = p.actors[0].name;
  const auto& two = p.actors[1].name;
  const std::string names[] = {"trust " + pair_name(p, 0, 1),
                               "trust " + pair_name(p, 1, 0),
                               "damage " + pair_name(p, 0, 1),
                               "damage " + pair_name(p, 1, 0),
                               "action " + one,
                               "action " + two,
                               "value " + one,
                               "value " + two,
                               "pure_equilibria"};
  DataTable table{"policy", "a state of the grid and what is played there in the first period", {}};
  for (Index column = 0; column < columns.size(); ++column)
    table.columns.push_back({names[column], std::move(columns[column])});
  return table;
}

}  // namespace models::coopetition
