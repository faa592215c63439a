#include "solvers/games/game.hpp"

namespace solvers {

int Game::dimension() const { return offset(players()); }

int Game::offset(int player) const {
  int begin = 0;
  for (int i = 0; i < player; ++i) begin += strategy_sets[i]->dimension();
  return begin;
}

Vector Game::strategy(int player, const Vector& profile) const {
  return profile.segment(offset(player), strategy_sets[player]->dimension());
}

Vector Game::with_strategy(int player, const Vector& strategy, Vector profile) const {
  profile.segment(offset(player), strategy_sets[player]->dimension()) = strategy;
  return profile;
}

Vector Game::project(const Vector& profile) const {
  Vector projected(profile.size());
  int begin = 0;
  for (const auto& set : strategy_sets) {
    const int n = set->dimension();
    projected.segment(begin, n) = set->project(profile.segment(begin, n));
    begin += n;
  }
  return projected;
}

}  // namespace solvers
