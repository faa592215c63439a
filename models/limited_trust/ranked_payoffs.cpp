#include "models/limited_trust/ranked_payoffs.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace models::limited_trust {

RankedPayoffs::RankedPayoffs(const PayoffSource& source, Vector trust) : trust_(std::move(trust)) {
  using namespace solvers::require;
  constexpr auto who = "RankedPayoffs";
  at_least(who, "levels of trust", trust_.size(), 1);
  finite(who, "trust", trust_);
  nonnegative(who, "trust", trust_(0));
  for (int i = 1; i < levels(); ++i) that(trust_(i - 1) < trust_(i), who, "levels of trust must increase");
  const auto [leader, follower, error] = source.table(trust_);
  error_ = error;
  that(leader.allFinite() && follower.allFinite(), who, "an expected payoff is not finite");
  rounding_ = 1e-12 * std::max(1.0, std::max(leader.cwiseAbs().maxCoeff(), follower.cwiseAbs().maxCoeff()));
  for (int i = 0; i < levels(); ++i)
    for (int j = 1; j < levels(); ++j)
      own_trust_costs_ = own_trust_costs_ && leader(j, i) <= leader(j - 1, i) + rounding_ &&
                         follower(i, j) <= follower(i, j - 1) + rounding_;
  const auto prefers = source.leader_prefers_trust ? Preference::surely : preference(leader);
  by_trust_ = prefers == Preference::surely || prefers == Preference::as_far_as_seen;
  ranking_assumed_ = prefers == Preference::as_far_as_seen || prefers == Preference::unclear;
  rank_followers(leader);
  const auto accepts = (follower.array() >= 0).eval();  // section 2: j accepts iff u_F >= 0
  leader_ = accepts.select(leader, 0);
  follower_ = accepts.select(follower, 0).transpose();
}

RankedPayoffs::Preference RankedPayoffs::preference(const Matrix& leader) const {
  // Differences within twice the error of an entry say nothing, unless it is the same number by construction.
  const double blind = std::max(2 * error_, rounding_);
  bool rises = true, equal = false, seen = true;
  for (int i = 0; i < levels(); ++i)
    for (int j = 1; j < levels(); ++j) {
      const double step = leader(i, j) - leader(i, j - 1);
      rises = rises && step > blind;
      equal = equal || std::abs(step) <= (error_ <= rounding_ ? rounding_ : 0);
      seen = seen && step >= -blind;
    }
  if (rises) return Preference::surely;
  if (error_ <= rounding_) return Preference::by_value;
  return seen && !equal ? Preference::as_far_as_seen : Preference::unclear;
}

Vector RankedPayoffs::without_noise(Vector worth) const {
  // What looks like a fall within the error is taken for a rise: each level at least a step above the last
  // one, unless both are one number. Falls beyond the error stay.
  const Vector given = worth;
  for (Eigen::Index j = 1; j < worth.size(); ++j) {
    const double step = given(j) - given(j - 1);
    if (step == 0)
      worth(j) = worth(j - 1);
    else if (step >= -2 * error_)
      worth(j) = std::max(given(j), worth(j - 1) + 2 * rounding_);
  }
  return worth;
}

void RankedPayoffs::rank_followers(const Matrix& leader) {
  const auto count = static_cast<std::size_t>(levels());
  rank_.resize(by_trust_ ? count : count * count);
  std::iota(rank_.begin(), rank_.begin() + levels(), 0);
  if (by_trust_) return;
  std::vector<int> order(count);
  for (int row = 0; row < levels(); ++row) {
    const Vector worth = ranking_assumed_ ? without_noise(leader.row(row)) : Vector(leader.row(row));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return worth(a) < worth(b); });
    int place = 0, head = order[0];
    for (const int level : order) {
      if (worth(level) > worth(head) + rounding_) {
        ++place;
        head = level;
      }
      rank_[static_cast<std::size_t>(row) * count + static_cast<std::size_t>(level)] = place;
    }
  }
}

int RankedPayoffs::level_of(double trust) const {
  const auto* found = std::lower_bound(trust_.data(), trust_.data() + trust_.size(), trust);
  const bool present = found != trust_.data() + trust_.size() && *found == trust;
  if (!present)
    solvers::require::that(false, "RankedPayoffs",
                           fmt::format("trust {} is not among its {} levels", trust, levels()));
  return static_cast<int>(found - trust_.data());
}

}  // namespace models::limited_trust
