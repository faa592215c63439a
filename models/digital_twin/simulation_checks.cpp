#include "models/digital_twin/simulation_checks.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "models/digital_twin/strategies.hpp"

namespace models::digital_twin {
namespace {

using Eigen::Index;

constexpr double steady = 1e-9;     // largest step of a strategy and of trust that counts as rest
constexpr int most_followed = 200;  // players whose events are told one by one
constexpr std::size_t most_events = 1000;
constexpr double rounding = 1e-12;  // of sums over many players

}  // namespace

SimulationChecks::SimulationChecks(const Parameters& p)
    : printed_(p.gradient == Gradient::printed),
      equal_rewards_((p.players.reward.array() == p.players.reward(0)).all()),
      follows_players_(p.players.count() <= most_followed),
      doing_nothing_(p.players.reward.sum() / p.players.count()),
      largest_total_(-std::numeric_limits<double>::infinity()) {}

void SimulationChecks::look(long round, const Learning& learning) {
  const Round& seen = learning.round();
  if (round == 0) first_payoff_ = seen.payoff;
  trust_ = learning.trust().range();
  belief_ = {std::min(belief_.lower, seen.believed.minCoeff()),
             std::max(belief_.upper, seen.believed.maxCoeff())};
  share_error_ =
      std::max({share_error_, std::abs(seen.share.sum() - 1), std::abs(seen.perceived.share.sum() - 1)});
  largest_total_ = std::max(largest_total_, seen.payoff.sum());
  look_at_strategies(seen.profile);
  if (follows_players_) look_for_events(round, seen.profile);
  const bool rests = round > 0 && learning.last_step() <= steady && learning.trust().largest_step() <= steady;
  if (!rests)
    steady_since_ = -1;
  else if (steady_since_ < 0)
    steady_since_ = round;
  before_ = seen.profile;
}

void SimulationChecks::look_at_strategies(const Vector& profile) {
  smallest_choice_ = std::min(smallest_choice_, profile.minCoeff());
  for (Index i = 0; i < profile.size(); i += choices) {
    largest_budget_ = std::max(largest_budget_, profile.segment<choices>(i).sum());
    if (before_.size() == 0) continue;
    ++deception_steps_;
    if (const double rise = profile(i + 2) - before_(i + 2); rise > 0) {
      ++deception_rises_;
      largest_rise_ = std::max(largest_rise_, rise);
    }
  }
}

void SimulationChecks::look_for_events(long round, const Vector& profile) {
  if (before_.size() == 0) return;
  constexpr const char* words[choices][2] = {{"stops sharing", "starts sharing"},
                                             {"stops probing", "starts probing"},
                                             {"stops deceiving", "starts deceiving"}};
  for (Index i = 0; i < profile.size(); ++i) {
    const bool was = before_(i) > 0, is = profile(i) > 0;
    if (was != is)
      add_event(round, player_name(static_cast<int>(i / choices)), words[i % choices][is ? 1 : 0]);
  }
}

void SimulationChecks::add_event(long round, std::string entity, std::string what) {
  if (events_.size() < most_events)
    events_.push_back({round, std::move(entity), std::move(what)});
  else
    events_cut_ = true;
}

std::vector<Invariant> SimulationChecks::invariants() const {
  std::vector<Invariant> all;
  all.push_back({"trust in [0,1]", trust_.lower >= 0 && trust_.upper <= 1,
                 fmt::format("between {} and {}", trust_.lower, trust_.upper)});
  all.push_back({"estimates of honesty in [0,1]", belief_.lower >= 0 && belief_.upper <= 1,
                 fmt::format("between {} and {}", belief_.lower, belief_.upper)});
  all.push_back({"strategies in their set", smallest_choice_ >= 0 && largest_budget_ <= 1 + rounding,
                 fmt::format("largest budget spent {}", largest_budget_)});
  all.push_back({"shares of the reward sum to 1", share_error_ <= rounding,
                 fmt::format("largest error {:.2g}", share_error_)});
  if (printed_)
    all.push_back({"deception never rises", deception_rises_ == 0,
                   fmt::format("{} rises in {} steps", deception_rises_, deception_steps_)});
  if (equal_rewards_)  // sum R_i P_i is R whatever they do, and doing nothing costs nothing
    all.push_back({"all together never earn more than by doing nothing",
                   largest_total_ <= doing_nothing_ * (1 + rounding),
                   fmt::format("most {}, by doing nothing {}", largest_total_, doing_nothing_)});
  return all;
}

void SimulationChecks::summarise(const Learning& learning, Quantities& summary) const {
  const Round& last = learning.round();
  summary.push_back({"last_step", learning.last_step()});
  summary.push_back({"last_trust_step", learning.trust().largest_step()});
  summary.push_back({"steady_state", steady_since_ >= 0});
  if (steady_since_ >= 0) summary.push_back({"steady_since_round", static_cast<double>(steady_since_)});
  summary.push_back({"deception_rises", static_cast<double>(deception_rises_)});
  summary.push_back({"deception_steps", static_cast<double>(deception_steps_)});
  summary.push_back({"largest_deception_rise", largest_rise_});
  summary.push_back({"total_utility", last.payoff.sum()});
  summary.push_back({"total_utility_doing_nothing", doing_nothing_});
  summary.push_back({"players_better_off_than_at_start",
                     static_cast<double>((last.payoff.array() > first_payoff_.array()).count())});
}

}  // namespace models::digital_twin
