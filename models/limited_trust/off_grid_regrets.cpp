#include "models/limited_trust/off_grid_regrets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace models::limited_trust {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Levels 2 x at trust x and 2 x + 1 just above it, with the payoffs at x.
RankedPayoffs doubled(const RankedPayoffs& payoffs) {
  const auto entry = [&](Eigen::Index level) { return static_cast<int>(level / 2); };
  Vector trust(2 * payoffs.levels());
  for (Eigen::Index level = 0; level < trust.size(); ++level) {
    const double x = payoffs.trust()(entry(level));
    trust(level) = level % 2 ? std::nextafter(x, std::numeric_limits<double>::infinity()) : x;
  }
  PayoffSource source;
  source.leader_prefers_trust = true;  // equal payoffs, yet the hair above is preferred: the limit from above
  source.table = [&](const Vector& levels) {
    PairPayoffs pairs{Matrix(levels.size(), levels.size()), Matrix(levels.size(), levels.size()),
                      payoffs.error()};
    for (Eigen::Index i = 0; i < levels.size(); ++i)
      for (Eigen::Index j = 0; j < levels.size(); ++j) {
        pairs.leader(i, j) = payoffs.leader(entry(i), entry(j));
        pairs.follower(i, j) = payoffs.follower(entry(i), entry(j));
      }
    return pairs;
  };
  return {source, std::move(trust)};
}

}  // namespace

Vector off_grid_regrets(const TrustGame& game, const TrustProfile& profile) {
  if (!game.payoffs->ranks_by_trust() || !game.payoffs->own_trust_costs()) return {};
  const auto payoffs = doubled(*game.payoffs);
  const auto inviters = game.network->graph.reversed();
  TrustProfile moved;
  for (const int level : profile) moved.push_back(2 * level);
  std::vector<int> scratch;
  Vector regrets = Vector::Zero(game.network->graph.nodes());
  for (int i = 0; i < regrets.size(); ++i) {
    if (game.fixed[at(i)]) continue;
    const int own_level = moved[at(i)];
    const double own = agent_utility(*game.network, inviters, payoffs, moved, i, scratch);
    for (int x = 0; x <= 2 * game.choices.back(); ++x) {
      moved[at(i)] = x;
      const double there = agent_utility(*game.network, inviters, payoffs, moved, i, scratch);
      regrets(i) = std::max(regrets(i), there - own);
    }
    moved[at(i)] = own_level;
  }
  return regrets;
}

}  // namespace models::limited_trust
