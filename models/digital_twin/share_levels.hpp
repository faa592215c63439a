// models/digital_twin/share_levels.hpp
// Identical players without trust, seen through their shares of the reward: a profile is stationary exactly
// if its shares sum to 1 and share one level f(p). This is f, its monotone branches and their inverses, with
// proof.
#pragma once

#include <vector>

#include "models/digital_twin/symmetric_nash.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// What a player with share p of the reward must choose: own first-order conditions depend on the rivals
/// through g = R p (1 - p) alone, and have one solution (the objective g x - cost is strictly concave),
/// budget included.
template <typename T>
SymmetricPoint<T> choice_at_share(const RepresentativeOf<T>& p, const T& share) {
  const T marginal = p.information_sensitivity * p.reward * share * (T(1) - share);
  return within_budget(T(marginal * p.sharing_value), T(marginal * p.probing_value), T(T(2) * p.sharing_cost),
                       T(T(2) * p.probing_cost));
}

/// f(p) = log p - x(p), x(p) = lambda (a s + b beta) of the choice above. As P_i = exp(x_i) / sum of
/// exp(x_k), all players have the same f(P_i); conversely shares with one f and sum 1 are those of a
/// stationary profile. With a slack budget x(p) = kappa p (1 - p).
template <typename T>
T level_of_share(const RepresentativeOf<T>& p, const T& share) {
  using std::log;
  const auto choice = choice_at_share(p, share);
  return log(share) -
         p.information_sensitivity * (p.sharing_value * choice.sharing + p.probing_value * choice.probing);
}

/// A range of shares on which f is strictly monotone; its ends and the values of f there, enclosed.
struct LevelBranch {
  solvers::Interval from, to;              ///< shares; 0 and 1 at the outer ends
  solvers::Interval level_from, level_to;  ///< f there; -infinity at 0, 0 at 1
  bool rises = true;
};

/// f on (0, 1): one rising branch where kappa <= 8, else up to five branches that take turns. x(p) as a
/// function of h = p (1 - p) is concave with slopes kappa (slack budget), then kappa_face (on the budget
/// face), then 0, so f' = 1/p - slope (1 - 2p) is negative exactly where slope p (1 - 2p) > 1: between (1 -+
/// sqrt(1 - 8/slope)) / 4.
class ShareLevels {
 public:
  explicit ShareLevels(const Representative&);

  /// Whether all turning points could be told apart; otherwise `branches` is empty.
  bool resolved() const { return !branches_.empty(); }
  const std::vector<LevelBranch>& branches() const { return branches_; }

  /// Encloses f' on all shares of the ball.
  solvers::Ball slope(const solvers::Ball& shares) const;

  /// Encloses the share in `branch` whose level is exactly `level`. The level must surely lie in the branch.
  solvers::Interval share_at(const LevelBranch& branch, double level) const;

 private:
  struct Falls;  // a range of shares on which f falls
  std::vector<Falls> falling_ranges(bool& decided) const;
  solvers::Ball value(double share) const { return level_of_share(rigorous_, solvers::Ball(share)); }

  Representative player_;
  RepresentativeOf<solvers::Ball> rigorous_;
  solvers::Ball slack_slope_, face_slope_;  ///< kappa and kappa_face = R lambda^2 (a - b)^2 / (2 (c1 + c2))
  solvers::Ball face_begins_, face_ends_;   ///< values of h; infinite (indeterminate) where never
  std::vector<LevelBranch> branches_;
};

}  // namespace models::digital_twin
