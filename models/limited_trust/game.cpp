#include "models/limited_trust/game.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/limited_trust/exact_comparison.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr double largest_payoff = std::numeric_limits<double>::max() / 4;  // differences of sums stay finite

void check_matrix(const char* name, const Matrix& payoffs) {
  for (Eigen::Index i = 0; i < payoffs.rows(); ++i)
    for (Eigen::Index j = 0; j < payoffs.cols(); ++j)
      solvers::require::within("limited-trust game", fmt::format("{}({}, {})", name, i + 1, j + 1),
                               payoffs(i, j), -largest_payoff, largest_payoff);
}

void check_trust(const char* name, double trust) {
  solvers::require::that(trust >= 0, "limited-trust game",
                         fmt::format("{} = {} violates delta >= 0", name, trust));
}

void check(const Matrix& leader, const Matrix& follower, const TrustLevels& trust) {
  using namespace solvers::require;
  constexpr auto who = "limited-trust game";
  that(leader.size() > 0, who, "each player needs at least one action");
  same_size(who, "rows of follower", follower.rows(), "rows of leader", leader.rows());
  same_size(who, "columns of follower", follower.cols(), "columns of leader", leader.cols());
  check_matrix("leader", leader);
  check_matrix("follower", follower);
  check_trust("trust.leader", trust.leader);
  check_trust("trust.follower", trust.follower);
  check_trust("trust.believed_follower", trust.believed_follower.value_or(trust.follower));
  nonnegative(who, "trust.tie_tolerance", trust.tie_tolerance);
}

/// Whether the sum is within the tolerance of the best one: exactly, or at worst with a tie too few.
bool close(const ExactSum& best, const ExactSum& sum, double tolerance) {
  if (best == sum || tolerance == 0) return best == sum;
  const ExactSum difference(best.high, -sum.high);
  const double left_out = std::abs(difference.low) + std::abs(best.low) + std::abs(sum.low);
  return left_out == 0 ? difference.high <= tolerance
                       : std::nextafter(difference.high + left_out, INFINITY) <= tolerance;
}

/// The options that are admissible, and of those the ones whose sum is the largest.
std::vector<int> equally_good(const Options& options, double best_own, double trust, double tie_tolerance) {
  const auto sum = [&](int k) { return ExactSum(options.own(k), options.other(k)); };
  const int count = static_cast<int>(options.own.size());
  int best = -1;
  for (int k = 0; k < count; ++k)
    if (within_trust(best_own, options.own(k), trust) && (best < 0 || sum(best) < sum(k))) best = k;
  std::vector<int> equal;
  for (int k = 0; k < count; ++k) {
    if (!within_trust(best_own, options.own(k), trust)) continue;
    if (close(sum(best), sum(k), tie_tolerance)) equal.push_back(k);
  }
  return equal;
}

}  // namespace

int choose(const Options& options, double trust, ActionTies ties, double tie_tolerance) {
  const int count = static_cast<int>(options.own.size());
  int greedy = 0;  // the last of several with the best own payoff, as the authors' program has it
  for (int k = 1; k < count; ++k)
    if (options.own(k) >= options.own(greedy)) greedy = k;
  const auto equal = equally_good(options, options.own(greedy), trust, tie_tolerance);
  int chosen = equal.front();
  if (ties == ActionTies::deterministic) {
    for (const int k : equal)
      if (options.own(k) > options.own(chosen)) chosen = k;
    return chosen;
  }
  for (const int k : equal)  // away from the greedy option
    if (chosen == greedy || (k != greedy && options.own(k) < options.own(chosen))) chosen = k;
  return chosen;
}

std::vector<int> replies(const Matrix& leader, const Matrix& follower, double trust,
                         const TrustLevels& rule) {
  std::vector<int> result;
  for (Eigen::Index i = 0; i < leader.rows(); ++i)
    result.push_back(choose({follower.row(i), leader.row(i)}, trust, rule.ties, rule.tie_tolerance));
  return result;
}

int leader_row(const Matrix& leader, const Matrix& follower, const std::vector<int>& planned,
               const TrustLevels& trust) {
  Options rows{Vector(leader.rows()), Vector(leader.rows())};
  for (Eigen::Index i = 0; i < leader.rows(); ++i) {
    const int reply = planned[static_cast<std::size_t>(i)];
    rows.own(i) = leader(i, reply);
    rows.other(i) = follower(i, reply);
  }
  return choose(rows, trust.leader, trust.ties, trust.tie_tolerance);
}

Play play(const Matrix& leader, const Matrix& follower, const TrustLevels& trust) {
  check(leader, follower, trust);
  Play result;
  result.replies = replies(leader, follower, trust.follower, trust);
  result.planned_replies =
      trust.believed_follower ? replies(leader, follower, *trust.believed_follower, trust) : result.replies;
  result.row = leader_row(leader, follower, result.planned_replies, trust);
  const auto row = static_cast<std::size_t>(result.row);
  result.expected_reply = result.planned_replies[row];
  result.reply = result.replies[row];
  result.leader_payoff = leader(result.row, result.reply);
  result.follower_payoff = follower(result.row, result.reply);
  return result;
}

}  // namespace models::limited_trust
