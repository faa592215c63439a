// tests/models/limited_trust/simulated.hpp
// Small networks to simulate, and what their trajectories hold.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "models/limited_trust/parameters.hpp"
#include "models/results.hpp"
#include "tests/models/limited_trust/networks.hpp"

namespace tests {

/// 2 x 2 games with exponential payoffs on a grid of 16 points: a small table, quick under sanitizers.
inline models::limited_trust::Parameters small_network(solvers::Graph graph, int invitations,
                                                       double mean = 4) {
  models::limited_trust::Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = solvers::exponential_law(mean);
  p.network = network_of(std::move(graph), invitations);
  p.metagame.grid_points = 16;
  return p;
}

inline void fix_everybody(models::limited_trust::Parameters& p) {
  for (int i = 0; i < p.network->graph.nodes(); ++i) p.network->fixed_agents.push_back(i);
}

inline const std::vector<double>& series(const models::Trajectory& trajectory, const std::string& quantity,
                                         const std::string& entity) {
  for (const auto& s : trajectory.series)
    if (s.quantity == quantity && s.entity == entity) return s.values;
  FAIL("no series " << quantity << " of " << entity);
  throw 0;
}

inline double number(const models::Trajectory& trajectory, const std::string& name) {
  for (const auto& q : trajectory.summary)
    if (q.name == name) return std::get<double>(q.value);
  FAIL("no summary " << name);
  return 0;
}

}  // namespace tests
