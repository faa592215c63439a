#include "models/coopetition/markov_game.hpp"

#include <algorithm>
#include <cmath>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/equations.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/bimatrix.hpp"

namespace models::coopetition {
namespace {

std::size_t at(int k1, int k2, int n) {
  return static_cast<std::size_t>(k1) * static_cast<std::size_t>(n) + static_cast<std::size_t>(k2);
}

/// Best replies of both as what they pay: of 1 to each action of 2, of 2 to each action of 1.
struct BestReplies {
  std::vector<double> first, second;
};

BestReplies best_replies_of(const StagePayoffs& game, int n) {
  BestReplies best{std::vector<double>(static_cast<std::size_t>(n), -HUGE_VAL),
                   std::vector<double>(static_cast<std::size_t>(n), -HUGE_VAL)};
  for (int k1 = 0; k1 < n; ++k1) {
    const double* const row = game.first.data() + at(k1, 0, n);
    for (int k2 = 0; k2 < n; ++k2)
      best.first[static_cast<std::size_t>(k2)] = std::max(best.first[static_cast<std::size_t>(k2)], row[k2]);
    const double* const other = game.second.data() + at(k1, 0, n);
    best.second[static_cast<std::size_t>(k1)] = *std::max_element(other, other + n);
  }
  return best;
}

/// Whether the pair (k1, k2), met after the one chosen in order of k1 and then k2, takes its place.
bool preferred(const StagePayoffs& game, std::size_t now, std::size_t chosen, StageSelection selection) {
  if (selection == StageSelection::smallest) return false;
  if (selection == StageSelection::largest) return true;
  return game.first[now] + game.second[now] > game.first[chosen] + game.second[chosen];
}

void solve_mixed(const StagePayoffs& game, int n, StageSolution& solution) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Matrix first = Eigen::Map<const RowMajor>(game.first.data(), n, n);
  const Matrix second = Eigen::Map<const RowMajor>(game.second.data(), n, n);
  const auto found = solvers::lemke_howson({first, second});
  solution.pure = false;
  solution.mixed1 = found.row;
  solution.mixed2 = found.column;
  solution.value1 = found.row.dot(first * found.column);
  solution.value2 = found.row.dot(second * found.column);
}

}  // namespace

MarkovGame::MarkovGame(const Parameters& p) : p_(p), n_(p.markov.actions) {
  solvers::require::that(p.count() == 2, "markov-perfect", "play that looks ahead is solved for two actors");
  const Vector b = baseline(p);
  for (int i = 0; i < 2; ++i) {
    const auto a = static_cast<std::size_t>(i);
    actions_[a] = Vector::LinSpaced(n_, 0, p.actors[a].endowment);
    for (const double action : actions_[a])
      signal_[a].push_back(signal(p.trust.law.sensitivity, action - b(i)));
  }
  const auto game = lift_game<double>(p);
  Vector pair(2);
  for (int k1 = 0; k1 < n_; ++k1)
    for (int k2 = 0; k2 < n_; ++k2) {
      pair << actions_[0](k1), actions_[1](k2);
      for (int i = 0; i < 2; ++i) {
        own_[static_cast<std::size_t>(i)].push_back(private_payoff(game, i, pair));
        bonus_[static_cast<std::size_t>(i)].push_back((pair(1 - i) - b(1 - i)) * pair(i));
      }
    }
}

void MarkovGame::stage_payoffs(const MarkovState& state, StagePayoffs& game) const {
  const bool gated = p_.trust.gating == Gating::dependence;
  const double D12 = p_.dependence(0, 1) * (gated ? std::min(state.T12, 1 - state.R12) : 1);
  const double D21 = p_.dependence(1, 0) * (gated ? std::min(state.T21, 1 - state.R21) : 1);
  const double pull1 = gated ? 0 : p_.trust.reciprocity * state.T12,
               pull2 = gated ? 0 : p_.trust.reciprocity * state.T21;
  const std::size_t pairs = own_[0].size();
  game.first.resize(pairs), game.second.resize(pairs);
  for (std::size_t k = 0; k < pairs; ++k) {
    game.first[k] = own_[0][k] + D12 * own_[1][k] + pull1 * bonus_[0][k];
    game.second[k] = own_[1][k] + D21 * own_[0][k] + pull2 * bonus_[1][k];
  }
}

std::array<double, 2> MarkovGame::moved(int truster, double trust, double damage, int k) const {
  const int other = 1 - truster;
  const auto after = next_pair(p_.trust.law, {trust, damage},
                               signal_[static_cast<std::size_t>(other)][static_cast<std::size_t>(k)],
                               p_.dependence(truster, other));
  return {after.trust, after.damage};
}

MarkovState MarkovGame::next(const MarkovState& state, int k1, int k2) const {
  const auto one = moved(0, state.T12, state.R12, k2), two = moved(1, state.T21, state.R21, k1);
  return {one[0], two[0], one[1], two[1]};
}

MarkovState MarkovGame::initial() const {
  const auto& [trust, damage] = p_.trust.initial;
  return {trust(0, 1), trust(1, 0), damage(0, 1), damage(1, 0)};
}

double MarkovGame::payoff_range() const {
  double low = HUGE_VAL, high = -HUGE_VAL;
  StagePayoffs game;
  for (const double trust : {0.0, 1.0}) {
    stage_payoffs({trust, trust, 0, 0}, game);
    for (const auto* values : {&game.first, &game.second})
      for (const double value : *values) low = std::min(low, value), high = std::max(high, value);
  }
  return high - low;
}

StageSolution solve_stage(const StagePayoffs& game, int n, StageSelection selection) {
  const auto best = best_replies_of(game, n);
  StageSolution solution;
  std::size_t chosen = 0;
  for (int k1 = 0; k1 < n; ++k1)
    for (int k2 = 0; k2 < n; ++k2) {
      const std::size_t now = at(k1, k2, n);
      if (game.first[now] < best.first[static_cast<std::size_t>(k2)] ||
          game.second[now] < best.second[static_cast<std::size_t>(k1)])
        continue;
      if (solution.equilibria++ == 0 || preferred(game, now, chosen, selection))
        chosen = now, solution.k1 = k1, solution.k2 = k2;
    }
  if (solution.equilibria == 0) {
    solve_mixed(game, n, solution);
    return solution;
  }
  solution.value1 = game.first[chosen];
  solution.value2 = game.second[chosen];
  return solution;
}

}  // namespace models::coopetition
