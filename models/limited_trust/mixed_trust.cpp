#include "models/limited_trust/mixed_trust.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using Node = solvers::Graph::Node;
using solvers::Termination;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// The probability that `inviter`, at a level with these ranks, invites `agent` when the agent ranks `own`.
double invited(const Network& network, const MixedProfile& profile, std::span<const int> rank, Node inviter,
               Node agent, int own) {
  const auto neighbors = network.graph.neighbors(inviter);
  const int places = network.invitations[at(inviter)];
  if (static_cast<int>(neighbors.size()) <= places) return 1;
  const bool random = network.ties == NeighborTies::random;
  // weight(a, e): that a of the others seen so far rank above, e equal; a beyond the places counts no more.
  const int rows = places, columns = random ? static_cast<int>(neighbors.size()) : 1;
  Matrix weight = Matrix::Zero(rows, columns);
  weight(0, 0) = 1;
  int seen = 0;
  for (const Node j : neighbors) {
    if (j == agent) continue;
    double above = 0, equal = 0;
    const auto& strategy = profile[at(j)];
    for (int x = 0; x < strategy.size(); ++x) {
      if (rank[at(x)] > own) above += strategy(x);
      if (rank[at(x)] == own) equal += strategy(x);
    }
    if (!random && j < agent) above += equal;  // the lower number wins
    if (!random) equal = 0;
    for (int a = rows - 1; a >= 0; --a)
      for (int e = std::min(seen + 1, columns - 1); e >= 0; --e) {
        double sum = weight(a, e) * (1 - above - equal);
        if (a > 0) sum += weight(a - 1, e) * above;
        if (e > 0) sum += weight(a, e - 1) * equal;
        weight(a, e) = sum;
      }
    ++seen;
  }
  double probability = 0;
  for (int a = 0; a < rows; ++a)
    for (int e = 0; e < columns; ++e) probability += weight(a, e) * std::min(1.0, (places - a) / (e + 1.0));
  return probability;
}

void check(const Network& network, const RankedPayoffs& payoffs, const MixedProfile& profile) {
  solvers::require::same_size("mixed profile", "strategies", static_cast<long>(profile.size()), "agents",
                              network.graph.nodes());
  for (const auto& strategy : profile)
    solvers::require::same_size("mixed profile", "strategy", strategy.size(), "levels", payoffs.levels());
}

/// Levels that an agent uses in the average.
std::vector<int> support_of(const Vector& strategy, const std::vector<int>& choices, double threshold) {
  std::vector<int> support;
  for (const int x : choices)
    if (strategy(x) >= threshold) support.push_back(x);
  return support;
}

/// Newton's method for equal payoffs over the supports; nothing where it does not get there.
std::optional<MixedProfile> equalised(const TrustGame& game, const MixedProfile& average, double threshold) {
  struct Unknown {
    int agent, level, reference;
  };
  std::vector<Unknown> unknowns;
  auto profile = average;
  for (std::size_t i = 0; i < profile.size(); ++i) {
    if (game.fixed[i]) continue;
    const auto support = support_of(average[i], game.choices, threshold);
    if (support.empty()) return std::nullopt;
    Vector kept = Vector::Zero(average[i].size());
    for (const int x : support) kept(x) = average[i](x);
    profile[i] = kept / kept.sum();
    for (std::size_t s = 1; s < support.size(); ++s)
      unknowns.push_back({static_cast<int>(i), support[s], support[0]});
  }
  const auto count = static_cast<Eigen::Index>(unknowns.size());
  const auto differences = [&](const MixedProfile& p) {
    Vector result(count);
    for (Eigen::Index u = 0; u < count; ++u) {
      const auto& [agent, level, reference] = unknowns[static_cast<std::size_t>(u)];
      const auto utilities = mixed_utilities(*game.network, *game.payoffs, p, agent);
      result(u) = utilities(level) - utilities(reference);
    }
    return result;
  };
  for (int step = 0; step < 50 && count > 0; ++step) {
    const auto residual = differences(profile);
    if (residual.cwiseAbs().maxCoeff() <= game.payoffs->rounding()) break;
    Matrix jacobian(count, count);  // utilities are linear in each agent's own strategy: unit steps are exact
    for (Eigen::Index u = 0; u < count; ++u) {
      const auto& [agent, level, reference] = unknowns[static_cast<std::size_t>(u)];
      auto moved = profile;
      moved[at(agent)](level) += 1;
      moved[at(agent)](reference) -= 1;
      jacobian.col(u) = differences(moved) - residual;
    }
    const auto change = solvers::solve_linear(jacobian, residual);
    if (!change) return std::nullopt;
    for (Eigen::Index u = 0; u < count; ++u) {
      const auto& [agent, level, reference] = unknowns[static_cast<std::size_t>(u)];
      profile[at(agent)](level) -= (*change)(u);
      profile[at(agent)](reference) += (*change)(u);
    }
  }
  for (const auto& strategy : profile)
    if (!(strategy.array() >= 0).all() || !strategy.allFinite()) return std::nullopt;
  return profile;
}

}  // namespace

Vector mixed_utilities(const Network& network, const RankedPayoffs& payoffs, const MixedProfile& profile,
                       int agent) {
  check(network, payoffs, profile);
  const int levels = payoffs.levels();
  Vector result = Vector::Zero(levels);
  const auto neighbors = network.graph.neighbors(agent);
  for (int x = 0; x < levels; ++x)  // games that the agent leads
    for (const Node j : neighbors)
      for (int y = 0; y < levels; ++y) {
        const double probability = profile[at(j)](y);
        if (probability != 0)
          result(x) += probability * payoffs.leader(x, y) *
                       invited(network, profile, payoffs.rank(x), agent, j, payoffs.rank(x)[at(y)]);
      }
  const auto follow = [&](Node j) {
    for (int z = 0; z < levels; ++z) {
      const double probability = profile[at(j)](z);
      const auto rank = payoffs.rank(z);
      if (probability == 0) continue;
      for (int x = 0; x < levels; ++x)
        result(x) +=
            probability * payoffs.follower(z, x) * invited(network, profile, rank, j, agent, rank[at(x)]);
    }
  };
  if (network.graph.directed()) {
    for (Node j = 0; j < network.graph.nodes(); ++j)
      if (network.graph.linked(j, agent)) follow(j);
  } else {
    for (const Node j : neighbors) follow(j);
  }
  return result;
}

TrustRegrets mixed_regrets(const TrustGame& game, const MixedProfile& profile) {
  const int agents = game.network->graph.nodes();
  TrustRegrets result{.on_grid = Vector::Zero(agents), .best = TrustProfile(at(agents), 0), .off_grid = {}};
  for (int i = 0; i < agents; ++i) {
    if (game.fixed[at(i)]) continue;
    const auto utilities = mixed_utilities(*game.network, *game.payoffs, profile, i);
    const double own = utilities.dot(profile[at(i)]);
    const int best = best_level({utilities.data(), static_cast<std::size_t>(utilities.size())}, game.choices,
                                game.payoffs->rounding());
    result.best[at(i)] = best;
    result.on_grid(i) = std::max(0.0, utilities(best) - own);
  }
  return result;
}

MixedResult mixed_equilibrium(const TrustGame& game, const MixedOptions& options) {
  solvers::require::at_least("mixed_equilibrium", "max_iterations", options.max_iterations, 1);
  const int agents = game.network->graph.nodes(), levels = game.payoffs->levels();
  Vector uniform = Vector::Zero(levels);
  for (const int x : game.choices) uniform(x) = 1.0 / static_cast<double>(game.choices.size());
  MixedProfile play(at(agents), uniform), sum(at(agents), Vector::Zero(levels)), regret = sum;
  for (const auto& [agent, level] : options.fixed_levels) {
    solvers::require::that(game.fixed.at(at(agent)), "mixed_equilibrium",
                           "only a fixed agent has a fixed level");
    play[at(agent)] = Vector::Unit(levels, level);
  }
  MixedResult result{.termination = Termination::stalled};
  for (; result.iterations < options.max_iterations; ++result.iterations) {
    if (const auto stopped = options.stop.requested()) {
      result.termination = *stopped;
      break;
    }
    const auto last = play;
    for (int i = 0; i < agents; ++i) {
      sum[at(i)] += static_cast<double>(result.iterations + 1) * last[at(i)];  // later play counts more
      if (game.fixed[at(i)]) continue;
      const auto utilities = mixed_utilities(*game.network, *game.payoffs, last, i);
      const double own = utilities.dot(last[at(i)]);
      double total = 0;
      for (const int x : game.choices) {
        regret[at(i)](x) = std::max(0.0, regret[at(i)](x) + utilities(x) - own);
        total += regret[at(i)](x);
      }
      play[at(i)] = total > 0 ? Vector(regret[at(i)] / total) : last[at(i)];
    }
  }
  for (auto& strategy : sum) strategy /= std::max(strategy.sum(), 1e-300);
  result.profile = result.iterations > 0 ? sum : play;
  result.exploitability = mixed_regrets(game, result.profile).largest();
  const auto average = result.profile;
  for (const double threshold : {0.01, 0.05, 0.1, 0.2})
    if (auto exact = equalised(game, average, threshold)) {
      const double left = mixed_regrets(game, *exact).largest();
      if (left >= result.exploitability) continue;
      result.exploitability = left;
      result.profile = *std::move(exact);
    }
  if (result.exploitability <= 1000 * game.payoffs->rounding()) result.termination = Termination::converged;
  return result;
}

}  // namespace models::limited_trust
