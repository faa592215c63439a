// tests/models/limited_trust/personal_brute_force.hpp
// Personalised trust by trying everything.
#pragma once

#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

#include "models/limited_trust/personalised_trust.hpp"

namespace tests {

/// The most that an agent can get, over all levels and all sets of invitations.
inline double most_personal(const models::limited_trust::Network& network,
                            const models::limited_trust::RankedPayoffs& payoffs,
                            const models::limited_trust::PersonalProfile& profile, int agent) {
  const int degree = network.graph.degree(agent);
  int profiles = 1;
  for (int n = 0; n < degree; ++n) profiles *= payoffs.levels();
  double best = -std::numeric_limits<double>::infinity();
  for (int code = 0; code < profiles; ++code)
    for (unsigned set = 0; set < 1u << degree; ++set) {
      if (std::popcount(set) > network.invitations[static_cast<std::size_t>(agent)]) continue;
      std::vector<int> shown;
      std::vector<bool> invited;
      for (int n = 0, rest = code; n < degree; ++n, rest /= payoffs.levels()) {
        shown.push_back(rest % payoffs.levels());
        invited.push_back((set >> n) & 1u);
      }
      best = std::max(
          best, models::limited_trust::personal_utility(network, payoffs, profile, agent, shown, invited));
    }
  return best;
}

}  // namespace tests
