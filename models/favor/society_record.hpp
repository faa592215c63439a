// models/favor/society_record.hpp
// What is kept of a society: series by round, a row for each incarnation and each slot, checks on the way.
#pragma once

#include <vector>

#include "models/favor/deviation_audit.hpp"
#include "models/favor/society.hpp"
#include "models/results.hpp"

namespace models::favor {

/// Series (entity "all" unless said): requests, granted_share, truthful_share, belief_error (root mean
/// square of E(gamma) less gamma, over the requests), mean_utility (undiscounted, so far, per slot); in
/// societies of at most 6 agents also belief (entity "agent1->agent2": what 1 expects of 2's discount factor
/// at the start of the round). Shares of nothing are left out of sums and not finite in series.
class SocietyRecord {
 public:
  explicit SocietyRecord(const Society& society);

  void add_round();  ///< between begin_round and end_round
  void add(const Deviation& deviation) { deviations_.push_back(deviation); }
  Trajectory finish(solvers::Termination why);

 private:
  void add_belief_series();
  void check_ledgers();
  void add_tables(Trajectory& trajectory) const;
  void add_summary(Trajectory& trajectory) const;
  void add_audit(Trajectory& trajectory) const;

  struct Totals {
    double requests = 0, granted = 0, shown = 0, truthful = 0, squared_error = 0;
  };

  const Society& society_;
  std::vector<long> steps_;
  Series requests_, granted_, truthful_, error_, utility_;
  std::vector<Series> beliefs_;
  std::vector<Event> events_;
  std::vector<Deviation> deviations_;
  Totals all_;
  double exchanged_ = 0;  ///< sum of values less costs of all favors granted
  long contradictions_ = 0;
  bool beliefs_in_range_ = true, ledgers_agree_ = true;
};

}  // namespace models::favor
