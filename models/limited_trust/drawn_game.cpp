#include "models/limited_trust/drawn_game.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

/// Among options that give up at most `trust` of `own`: the largest net, then the larger own, then the lower
/// index.
int choose_option(const double* own, const double* net, int count, double trust) {
  double greedy = own[0];
  for (int i = 1; i < count; ++i) greedy = std::max(greedy, own[i]);
  int best = -1;
  for (int i = 0; i < count; ++i) {
    if (greedy - own[i] > trust) continue;
    if (best < 0 || net[i] > net[best] || (net[i] == net[best] && own[i] > own[best])) best = i;
  }
  return best;
}

}  // namespace

DrawnGame::DrawnGame(const Payoffs& payoffs)
    : leader_law_(payoffs.leader_law),
      follower_law_(payoffs.follower_law),
      rows_(payoffs.leader_actions),
      columns_(payoffs.follower_actions) {
  solvers::require::that(leader_law_ && follower_law_, "DrawnGame",
                         "both players need a law of payoffs; give payoffs.law");
  solvers::require::at_least("DrawnGame", "leader_actions", rows_, 1);
  solvers::require::at_least("DrawnGame", "follower_actions", columns_, 1);
  for (auto* payoff : {&leader_, &follower_, &net_})
    payoff->resize(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_));
  for (auto* planned : {&planned_own_, &planned_net_}) planned->resize(static_cast<std::size_t>(rows_));
}

void DrawnGame::draw(solvers::RandomStream& stream) {
  for (auto& a : leader_) a = leader_law_->sample(stream);
  for (auto& b : follower_) b = follower_law_->sample(stream);
  for (std::size_t i = 0; i < net_.size(); ++i) net_[i] = leader_[i] + follower_[i];
}

void DrawnGame::set(const Matrix& leader, const Matrix& follower) {
  for (const auto* payoff : {&leader, &follower}) {
    solvers::require::same_size("DrawnGame", "rows", payoff->rows(), "leader_actions", rows_);
    solvers::require::same_size("DrawnGame", "columns", payoff->cols(), "follower_actions", columns_);
  }
  for (int i = 0; i < rows_; ++i)
    for (int j = 0; j < columns_; ++j) {
      leader_[at(i, j)] = leader(i, j);
      follower_[at(i, j)] = follower(i, j);
      net_[at(i, j)] = leader(i, j) + follower(i, j);
    }
}

int DrawnGame::reply(int row, double trust) const {
  return choose_option(&follower_[at(row, 0)], &net_[at(row, 0)], columns_, trust);
}

int DrawnGame::leader_row(double trust) const {
  return choose_option(planned_own_.data(), planned_net_.data(), rows_, trust);
}

GameOutcome DrawnGame::play(const PlayersTrust& trust) {
  for (int i = 0; i < rows_; ++i) {
    const auto planned = at(i, reply(i, trust.believed_follower));
    planned_own_[static_cast<std::size_t>(i)] = leader_[planned];
    planned_net_[static_cast<std::size_t>(i)] = net_[planned];
  }
  GameOutcome outcome;
  outcome.row = leader_row(trust.leader);
  outcome.reply = reply(outcome.row, trust.follower);
  const auto played = at(outcome.row, outcome.reply), row = at(outcome.row, 0);
  const auto options = static_cast<std::size_t>(columns_);
  outcome.leader_payoff = leader_[played];
  outcome.follower_payoff = follower_[played];
  outcome.of_follower = observe({&follower_[row], options}, {&net_[row], options}, outcome.reply);
  outcome.of_leader = observe(planned_own_, planned_net_, outcome.row);
  return outcome;
}

}  // namespace models::limited_trust
