// models/limited_trust/outcome_steps.hpp
// One game at all levels of trust: its outcome is a step function of both players' trust.
#pragma once

#include <vector>

#include "solvers/core/vector.hpp"

namespace models::limited_trust {

/// One option of a chooser: own payoff and the other's.
struct OptionPayoffs {
  double own, other;
};

/// From trust `loss` on (until the next step) the chooser takes `option`.
struct ChoiceStep {
  double loss;
  int option;
};

/// The choices of one player at every trust, ascending in loss; the first has loss 0. The option with the
/// largest own + other among those that give up at most the trust; equal sums: the larger own payoff, then
/// the lowest index. O(k log k) for k options. `order` is scratch space.
void choice_steps(const std::vector<OptionPayoffs>& options, std::vector<int>& order,
                  std::vector<ChoiceStep>& steps);

/// Sums of outcomes over games, on a grid of trust levels. Each game costs its number of steps, not of grid
/// points.
class OutcomeSums {
 public:
  /// Levels ascending, possibly infinite at the end.
  OutcomeSums(const solvers::Vector& leader_trust, const solvers::Vector& follower_trust);

  /// Count the m x n game (leader, follower) `weight` times.
  void add(const solvers::Matrix& leader, const solvers::Matrix& follower, double weight);

  enum Quantity { leader_payoff, follower_payoff, leader_square, follower_square };
  /// sum of weight * quantity at every pair of levels.
  solvers::Matrix total(Quantity) const;

 private:
  void add_block(int from_row, int to_row, int from_column, int to_column, double a, double b, double weight);

  solvers::Vector leader_trust_, follower_trust_;
  std::vector<double> differences_[4];  ///< second differences of the sums, (rows + 1) x (columns + 1)
  // Scratch space of add.
  std::vector<OptionPayoffs> options_;
  std::vector<int> order_, current_, next_step_;
  std::vector<ChoiceStep> leader_steps_;
  std::vector<std::vector<ChoiceStep>> reply_steps_;
};

}  // namespace models::limited_trust
