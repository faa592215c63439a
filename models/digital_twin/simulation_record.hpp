// models/digital_twin/simulation_record.hpp
// What is kept of a simulation: series in a detail that the number of players allows, a summary, events and
// checks.
#pragma once

#include <memory>
#include <string>

#include "models/digital_twin/learning.hpp"
#include "models/digital_twin/simulation_checks.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

/// How much is recorded, by the number of players.
enum class Detail {
  pairs,      ///< at most 20: every player, and trust of every pair
  players,    ///< at most 200: every player, and mean and spread over observers of trust in it
  quantiles,  ///< more: mean and quantiles over the players, and the first 3 of them alone
};

Detail detail_for(int players);

/// Series by (quantity, entity), in the order in which they first appear.
class SeriesTable {
 public:
  /// The value of the present step. Every step must add the same series in the same order.
  void add(const char* quantity, const std::string& entity, double value);
  void next_step() { at_ = 0; }
  std::vector<Series> take() { return std::move(series_); }

 private:
  std::vector<Series> series_;
  std::size_t at_ = 0;
};

/// Quantities: sharing, probing, deception, share (of the reward), utility (realised), perceived_utility,
/// trust
/// ("player1->player2": of the first in the second) or trust_mean and trust_spread, and of all together
/// regret, residual, step, trust_step and total_utility.
class SimulationRecord {
 public:
  explicit SimulationRecord(const Parameters&);

  void add(long step, const Learning&);
  Trajectory finish(const Learning&, solvers::Termination);

 private:
  void add_players(const Learning&);
  void add_quantiles(const Learning&);
  void add_trust(const Learning&);
  void add_aggregates(const Learning&);
  void add_notes(Trajectory&) const;
  void summarise(const Learning&, Quantities& summary) const;

  const Parameters& parameters_;  ///< outlives the record
  Detail detail_;
  long stride_ = 1;           ///< every how many rounds the series get a value
  bool with_regret_ = false;  ///< in every step recorded; else at the end alone
  SeriesTable series_;
  std::vector<long> steps_;
  long round_ = -1;  ///< the last one seen
  SimulationChecks checks_;
};

}  // namespace models::digital_twin
