#include "models/limited_trust/sampled_play.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "models/limited_trust/game.hpp"
#include "models/limited_trust/kernels/two_by_two.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using kernels::EntryLaw;
using kernels::games_per_block;
using kernels::PayoffSums;

constexpr auto who = "sample_play";
constexpr long blocks_per_call = 64;  // between two looks at the clock

bool has_kernel(const solvers::Law& law) {
  return law.kind() == solvers::LawKind::uniform || law.kind() == solvers::LawKind::exponential;
}

bool has_kernel(const Payoffs& payoffs, const TrustLevels& trust) {
  return payoffs.leader_actions == 2 && payoffs.follower_actions == 2 && has_kernel(*payoffs.leader_law) &&
         has_kernel(*payoffs.follower_law) && trust.ties == ActionTies::deterministic &&
         trust.tie_tolerance == 0;
}

EntryLaw entry_law(const solvers::Law& law) {
  const bool uniform = law.kind() == solvers::LawKind::uniform;
  return {uniform ? EntryLaw::Kind::uniform : EntryLaw::Kind::exponential, law.support().lower,
          uniform ? law.support().width() : law.mean(), law.mean()};
}

/// Blocks of any law, played one game after the other.
void play_any(const Payoffs& payoffs, const TrustLevels& trust, std::uint64_t seed, long first,
              std::vector<PayoffSums>& sums) {
  const double leader_center = payoffs.leader_law->mean(), follower_center = payoffs.follower_law->mean();
  Matrix A(payoffs.leader_actions, payoffs.follower_actions), B = A;
  for (std::size_t k = 0; k < sums.size(); ++k) {
    solvers::RandomStream stream(seed, static_cast<std::uint64_t>(first) + k);
    PayoffSums sum;
    for (int game = 0; game < games_per_block; ++game) {
      for (Eigen::Index i = 0; i < A.rows(); ++i)
        for (Eigen::Index j = 0; j < A.cols(); ++j) {
          A(i, j) = payoffs.leader_law->sample(stream);
          B(i, j) = payoffs.follower_law->sample(stream);
        }
      const auto played = play(A, B, trust);
      const double a = played.leader_payoff - leader_center, b = played.follower_payoff - follower_center;
      sum.leader += a;
      sum.follower += b;
      sum.leader_squares += a * a;
      sum.follower_squares += b * b;
    }
    sums[k] = sum;
  }
}

/// The sum of a range by halves: rounding stays small, and the order depends on the number of blocks alone.
PayoffSums total(const PayoffSums* sums, std::size_t count) {
  if (count == 1) return *sums;
  const auto x = total(sums, count / 2), y = total(sums + count / 2, count - count / 2);
  return {x.leader + y.leader, x.follower + y.follower, x.leader_squares + y.leader_squares,
          x.follower_squares + y.follower_squares};
}

double standard_error(double sum, double squares, double games) {
  const double mean = sum / games;
  return std::sqrt(std::max(0.0, squares / games - mean * mean) / (games - 1));
}

void check(const Payoffs& payoffs, const TrustLevels& trust, long games) {
  using namespace solvers::require;
  that(payoffs.leader_law && payoffs.follower_law, who, "a law of payoffs is missing");
  that(std::isfinite(payoffs.leader_law->mean()), who, "the leader's payoffs have no mean");
  that(std::isfinite(payoffs.follower_law->mean()), who, "the follower's payoffs have no mean");
  for (const auto& law : {payoffs.leader_law, payoffs.follower_law})
    that(std::isfinite(law->variance()), who,
         "payoffs (" + law->name() + ") have no variance, so a sample has no standard error");
  at_least(who, "leader_actions", payoffs.leader_actions, 1);
  at_least(who, "follower_actions", payoffs.follower_actions, 1);
  that(trust.leader >= 0 && trust.follower >= 0 && trust.believed_follower.value_or(0) >= 0, who,
       "trust must be >= 0");
  at_least(who, "games", games, 1);
}

}  // namespace

SampledPlay sample_play(const Payoffs& payoffs, const TrustLevels& trust, long games, std::uint64_t seed,
                        const solvers::Stop& stop) {
  check(payoffs, trust, games);
  const long blocks = (games - 1) / games_per_block + 1;
  const bool fast = has_kernel(payoffs, trust);
  kernels::TwoByTwoGames two_by_two;
  if (fast)
    two_by_two = {entry_law(*payoffs.leader_law), entry_law(*payoffs.follower_law), trust.leader,
                  trust.follower, trust.believed_follower.value_or(trust.follower)};
  std::vector<PayoffSums> all, some;
  for (long first = 0; first < blocks; first += blocks_per_call) {
    some.resize(static_cast<std::size_t>(std::min(blocks_per_call, blocks - first)));
    if (fast)
      kernels::play_blocks(two_by_two, seed, first, static_cast<long>(some.size()), some.data());
    else
      play_any(payoffs, trust, seed, first, some);
    all.insert(all.end(), some.begin(), some.end());
    if (stop.requested()) break;
  }
  const auto sum = total(all.data(), all.size());
  const long played = static_cast<long>(all.size()) * games_per_block;
  const auto n = static_cast<double>(played);
  return {sum.leader / n + payoffs.leader_law->mean(), sum.follower / n + payoffs.follower_law->mean(),
          standard_error(sum.leader, sum.leader_squares, n),
          standard_error(sum.follower, sum.follower_squares, n), played};
}

}  // namespace models::limited_trust
