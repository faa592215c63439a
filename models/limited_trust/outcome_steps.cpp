#include "models/limited_trust/outcome_steps.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace models::limited_trust {
namespace {

/// The first level at which a loss is admissible.
int first_level(const solvers::Vector& levels, double loss) {
  return static_cast<int>(std::lower_bound(levels.data(), levels.data() + levels.size(), loss) -
                          levels.data());
}

}  // namespace

void choice_steps(const std::vector<OptionPayoffs>& options, std::vector<int>& order,
                  std::vector<ChoiceStep>& steps) {
  order.resize(options.size());
  std::iota(order.begin(), order.end(), 0);
  const auto net = [&](int k) { return options[k].own + options[k].other; };
  std::sort(order.begin(), order.end(), [&](int i, int j) {
    if (options[i].own != options[j].own) return options[i].own > options[j].own;
    if (net(i) != net(j)) return net(i) > net(j);
    return i < j;
  });
  steps.clear();
  for (const int k : order)
    if (steps.empty() || net(k) > net(steps.back().option)) {
      const double given_up = options[order.front()].own - options[k].own;
      // Different payoffs may lose the same in doubles: the later step alone counts there.
      if (!steps.empty() && steps.back().loss == given_up) steps.pop_back();
      steps.push_back({given_up, k});
    }
}

OutcomeSums::OutcomeSums(const solvers::Vector& leader_trust, const solvers::Vector& follower_trust)
    : leader_trust_(leader_trust), follower_trust_(follower_trust) {
  for (auto& d : differences_) d.assign((leader_trust.size() + 1) * (follower_trust.size() + 1), 0);
}

void OutcomeSums::add(const solvers::Matrix& leader, const solvers::Matrix& follower, double weight) {
  const int rows = static_cast<int>(leader.rows()), columns = static_cast<int>(leader.cols());
  reply_steps_.resize(rows);
  for (int i = 0; i < rows; ++i) {
    options_.resize(columns);
    for (int j = 0; j < columns; ++j) options_[j] = {follower(i, j), leader(i, j)};
    choice_steps(options_, order_, reply_steps_[i]);
  }
  current_.resize(rows);
  next_step_.assign(rows, 1);
  for (int i = 0; i < rows; ++i) current_[i] = reply_steps_[i].front().option;
  const int levels = static_cast<int>(follower_trust_.size());
  // Between two steps of any row the replies stand still: the leader's steps fill a block of the table.
  for (int from = 0; from < levels;) {
    for (int i = 0; i < rows; ++i)
      while (next_step_[i] < static_cast<int>(reply_steps_[i].size()) &&
             reply_steps_[i][next_step_[i]].loss <= follower_trust_(from))
        current_[i] = reply_steps_[i][next_step_[i]++].option;
    double next_loss = std::numeric_limits<double>::infinity();
    bool last = true;
    for (int i = 0; i < rows; ++i)
      if (next_step_[i] < static_cast<int>(reply_steps_[i].size())) {
        next_loss = std::min(next_loss, reply_steps_[i][next_step_[i]].loss);
        last = false;
      }
    const int to = last ? levels : first_level(follower_trust_, next_loss);
    options_.resize(rows);
    for (int i = 0; i < rows; ++i) options_[i] = {leader(i, current_[i]), follower(i, current_[i])};
    choice_steps(options_, order_, leader_steps_);
    for (std::size_t k = 0; k < leader_steps_.size(); ++k) {
      const int top = first_level(leader_trust_, leader_steps_[k].loss);
      const int bottom = k + 1 < leader_steps_.size() ? first_level(leader_trust_, leader_steps_[k + 1].loss)
                                                      : static_cast<int>(leader_trust_.size());
      const OptionPayoffs& taken = options_[leader_steps_[k].option];
      add_block(top, bottom, from, to, taken.own, taken.other, weight);
    }
    from = to;
  }
}

void OutcomeSums::add_block(int from_row, int to_row, int from_column, int to_column, double a, double b,
                            double weight) {
  if (from_row >= to_row || from_column >= to_column) return;
  const std::size_t height = leader_trust_.size() + 1;
  const double values[4] = {weight * a, weight * b, weight * a * a, weight * b * b};
  for (int q = 0; q < 4; ++q) {
    double* d = differences_[q].data();
    d[from_column * height + from_row] += values[q];
    d[from_column * height + to_row] -= values[q];
    d[to_column * height + from_row] -= values[q];
    d[to_column * height + to_row] += values[q];
  }
}

solvers::Matrix OutcomeSums::total(Quantity quantity) const {
  const Eigen::Index rows = leader_trust_.size(), columns = follower_trust_.size();
  const auto& d = differences_[quantity];
  solvers::Matrix sums(rows, columns);
  for (Eigen::Index c = 0; c < columns; ++c) {
    double down = 0;
    for (Eigen::Index r = 0; r < rows; ++r) {
      down += d[c * (rows + 1) + r];
      sums(r, c) = down + (c > 0 ? sums(r, c - 1) : 0);
    }
  }
  return sums;
}

}  // namespace models::limited_trust
