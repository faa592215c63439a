// models/limited_trust/ranked_payoffs.hpp
// Expected payoffs u_L and u_F of one game between any two levels of trust, as games on networks use them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "solvers/core/vector.hpp"

namespace models::limited_trust {

using solvers::Matrix;
using solvers::Vector;

/// u_L and u_F at (leader's trust: row, follower's trust: column).
struct PairPayoffs {
  Matrix leader, follower;
  double error = 0;  ///< of an entry, at most (or about: see PayoffSource::evidence)
};

/// Where expected payoffs come from.
struct PayoffSource {
  std::function<PairPayoffs(const Vector& trust)> table;  ///< at all pairs of increasing levels of trust
  /// Whether u_L is known to rise strictly with the follower's trust, even where doubles no longer show it.
  bool leader_prefers_trust = false;
  std::string evidence;  ///< "exact", "quadrature", "monte-carlo", with its error
};

/// Payoffs at D increasing levels of trust, prepared for sums over neighbors.
class RankedPayoffs {
 public:
  /// Throws std::invalid_argument unless the levels are finite, not negative and increase, and the payoffs
  /// finite.
  RankedPayoffs(const PayoffSource&, Vector trust);

  const Vector& trust() const { return trust_; }
  int levels() const { return static_cast<int>(trust_.size()); }
  int level_of(double trust) const;  ///< its index; throws std::invalid_argument where it is none

  double leader(int leader_level, int follower_level) const { return leader_(leader_level, follower_level); }
  double follower(int leader_level, int follower_level) const {
    return follower_(follower_level, leader_level);
  }
  /// What a game pays the leader at each of its own levels; 0 where the follower does not accept (u_F < 0).
  const double* leader_over_own(int follower_level) const { return leader_.col(follower_level).data(); }
  /// What it pays the follower at each of its own levels, 0 where it does not accept.
  const double* follower_over_own(int leader_level) const { return follower_.col(leader_level).data(); }

  /// Whether the errors of the payoffs hide the order in which leaders rank some followers, so that it is
  /// taken from the source's assumption that they prefer the more trusting one.
  bool ranking_assumed() const { return ranking_assumed_; }
  /// Whether every leader ranks followers by their trust alone.
  bool ranks_by_trust() const { return by_trust_; }
  /// Place of each follower level in the eyes of a leader: larger is better, equal u_L (to rounding) the same
  /// place.
  std::span<const int> rank(int leader_level) const {
    return by_trust_ ? std::span<const int>(rank_)
                     : std::span<const int>(rank_).subspan(
                           static_cast<std::size_t>(leader_level) * static_cast<std::size_t>(levels()),
                           static_cast<std::size_t>(levels()));
  }
  /// Whether, level for level, u_L falls with the leader's own trust and u_F with the follower's own.
  bool own_trust_costs() const { return own_trust_costs_; }
  double error() const { return error_; }        ///< of an expected payoff, as its source says
  double rounding() const { return rounding_; }  ///< differences of payoffs up to this are none

 private:
  /// How u_L depends on the follower's trust: rises for sure; rises but for what errors hide; is known and
  /// does not always rise; none of these.
  enum class Preference { surely, as_far_as_seen, by_value, unclear };
  Preference preference(const Matrix& leader) const;
  Vector without_noise(Vector worth) const;
  void rank_followers(const Matrix& leader);

  Vector trust_;
  Matrix leader_;    ///< row: leader's level
  Matrix follower_;  ///< row: follower's level, so that the follower's own levels are contiguous
  std::vector<int> rank_;
  bool by_trust_ = true, own_trust_costs_ = true, ranking_assumed_ = false;
  double rounding_ = 0, error_ = 0;
};

}  // namespace models::limited_trust
