// models/limited_trust/network_record.hpp
// What is kept of a simulated network: series, sums for the summary, and what was checked on the way.
#pragma once

#include <string>
#include <vector>

#include "models/limited_trust/network_play.hpp"
#include "models/limited_trust/trust_series.hpp"
#include "models/results.hpp"

namespace models::limited_trust {

/// Series by (quantity, entity) of one run. Means over the agents: utility (per round, all games of an
/// agent together), trust with median and quantiles, learning_error (|estimate - trust|, over ordered pairs);
/// of all together: games, refused, explored, changes, off_frontier, updates; and the trust of each agent
/// where there are at most 200. Trust is that of the round's games, the error that
/// after the round.
class NetworkRecord {
 public:
  NetworkRecord(const Parameters&, const Acquaintances&, bool with_agents, long stride);

  /// After NetworkPlay::play_round and before update_trust.
  void add(const NetworkPlay&, bool is_last);
  void add_updates(const NetworkPlay&);  ///< after update_trust

  const std::vector<long>& steps() const { return steps_; }
  std::vector<Series> take_series();
  long rounds() const { return static_cast<long>(mean_utility_.size()); }
  const std::vector<double>& mean_utility() const { return mean_utility_; }          ///< of every round
  const std::vector<double>& utility_by_agent() const { return utility_by_agent_; }  ///< sums over the rounds
  const RoundCounts& totals() const { return totals_; }
  double mean_trust() const;  ///< over agents and rounds
  double final_trust() const { return final_trust_; }
  double final_error() const { return final_error_; }
  const std::vector<Invariant>& invariants() const { return invariants_; }

 private:
  void put(std::size_t& at, double value) { series_[at++].values.push_back(value); }
  void check(const NetworkPlay&);

  const Acquaintances& acquaintances_;
  long stride_;
  double max_trust_;
  TrustSeries trust_;
  std::vector<long> steps_;
  std::vector<Series> series_;  ///< the last holds the updates
  std::vector<double> mean_utility_, utility_by_agent_;
  double trust_sum_ = 0, final_trust_ = 0, final_error_ = 0;
  RoundCounts totals_;
  std::vector<Invariant> invariants_;
};

}  // namespace models::limited_trust
