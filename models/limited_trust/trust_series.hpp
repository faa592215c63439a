// models/limited_trust/trust_series.hpp
// The trust of a network's agents over time, as series.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/results.hpp"

namespace models::limited_trust {

/// Series "trust" of: mean, median, quantiles 0.05 and 0.95 over the agents, and agent1, agent2, ... where
/// they are wanted.
class TrustSeries {
 public:
  static constexpr int most_agents = 200;  ///< of whom records show each alone

  /// kept: how many steps to make room for.
  TrustSeries(int agents, bool with_agents, std::size_t kept);

  void add(const std::vector<double>& trust);  ///< one number an agent
  std::vector<Series> take() { return std::move(series_); }

 private:
  bool with_agents_;
  std::vector<Series> series_;
  std::vector<double> sorted_;
};

double mean(std::span<const double> values);  ///< 0 of none

}  // namespace models::limited_trust
