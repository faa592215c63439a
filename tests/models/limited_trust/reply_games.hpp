// tests/models/limited_trust/reply_games.hpp
// Games of one row for tests of learning: laws drawn by lot, and the follower's losses by playing.
#pragma once

#include <algorithm>
#include <vector>

#include "models/limited_trust/phi.hpp"
#include "solvers/core/random.hpp"

namespace tests {

using models::limited_trust::ReplyLaws;

inline solvers::LawPtr reference_law(const std::string& name) {
  if (name == "uniform") return solvers::uniform_law(0, 1);
  return name == "exp" ? solvers::exponential_law(1) : solvers::normal_law(0, 1);
}

/// The n replies of one game.
struct RowGame {
  std::vector<double> a, b;

  RowGame(const ReplyLaws& laws, solvers::RandomStream& stream) {
    for (int j = 0; j < laws.replies; ++j) {
      a.push_back(laws.leader->sample(stream));
      b.push_back(laws.follower->sample(stream));
    }
  }

  /// Own payoff that the follower gives up at a level of trust, by the definition of its choice.
  double loss(double trust) const {
    const double greedy = *std::max_element(b.begin(), b.end());
    double best = -1e300, given_up = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (greedy - b[j] > trust || a[j] + b[j] <= best) continue;
      best = a[j] + b[j];
      given_up = greedy - b[j];
    }
    return given_up;
  }

  /// Of all losses beyond the trust, the least at which the choice changes: Algorithm 1's upper bound.
  double next_loss(double trust) const {
    const double greedy = *std::max_element(b.begin(), b.end());
    double best = -1e300, next = 1e300;
    for (std::size_t j = 0; j < b.size(); ++j)
      if (greedy - b[j] <= trust) best = std::max(best, a[j] + b[j]);
    for (std::size_t j = 0; j < b.size(); ++j)
      if (greedy - b[j] > trust && a[j] + b[j] > best) next = std::min(next, greedy - b[j]);
    return next;
  }
};

}  // namespace tests
