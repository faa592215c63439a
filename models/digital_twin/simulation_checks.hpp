// models/digital_twin/simulation_checks.hpp
// What is watched in every round of a simulation, recorded or not: invariants, events, the steady state.
#pragma once

#include <vector>

#include "models/digital_twin/learning.hpp"
#include "models/results.hpp"

namespace models::digital_twin {

class SimulationChecks {
 public:
  explicit SimulationChecks(const Parameters&);

  void look(long round, const Learning&);

  std::vector<Invariant> invariants() const;
  void summarise(const Learning&, Quantities& summary) const;
  std::vector<Event> take_events() { return std::move(events_); }
  bool events_were_cut() const { return events_cut_; }

 private:
  void look_at_strategies(const Vector& profile);
  void look_for_events(long round, const Vector& profile);
  void add_event(long round, std::string entity, std::string what);

  bool printed_, equal_rewards_, follows_players_;
  double doing_nothing_;  ///< total utility when nobody does anything
  Vector before_;         ///< profile of the round before; empty in round 0
  Vector first_payoff_;
  solvers::Interval trust_{0, 0}, belief_{0, 1};
  double smallest_choice_ = 0, largest_budget_ = 0, share_error_ = 0;
  double largest_total_;  ///< of utility in any round
  long deception_rises_ = 0, deception_steps_ = 0;
  double largest_rise_ = 0;
  long steady_since_ = -1;  ///< round from which on nothing has moved
  std::vector<Event> events_;
  bool events_cut_ = false;
};

}  // namespace models::digital_twin
