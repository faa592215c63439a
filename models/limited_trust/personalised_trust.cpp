#include "models/limited_trust/personalised_trust.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using Node = solvers::Graph::Node;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

void check(const Network& network, const RankedPayoffs& payoffs, const PersonalProfile& profile, int agent) {
  using namespace solvers::require;
  constexpr auto who = "personalised trust";
  that(!network.graph.directed(), who, "needs an undirected network");
  within(who, "agent (from 0)", agent, 0, network.graph.nodes() - 1);
  same_size(who, "profile", static_cast<long>(profile.size()), "agents", network.graph.nodes());
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    same_size(who, "levels of an agent", static_cast<long>(profile[at(i)].size()), "its neighbors",
              network.graph.degree(i));
    for (const int level : profile[at(i)])
      if (level < 0 || level >= payoffs.levels()) within(who, "level", level, 0, payoffs.levels() - 1);
  }
}

/// Expected payoff of being invited by the n-th neighbor at a level.
double following(const Network& network, const RankedPayoffs& payoffs, const PersonalProfile& profile,
                 int agent, int n, int level) {
  const Node j = network.graph.neighbors(agent)[at(n)];
  const int shown = profile[at(j)][position(network, j, agent)];
  return personal_invitation(network, payoffs, profile, agent, n, level) * payoffs.follower(shown, level);
}

double leading(const Network& network, const RankedPayoffs& payoffs, const PersonalProfile& profile,
               int agent, int n, int level) {
  const Node j = network.graph.neighbors(agent)[at(n)];
  return payoffs.leader(level, profile[at(j)][position(network, j, agent)]);
}

}  // namespace

std::size_t position(const Network& network, Node j, Node i) {
  const auto list = network.graph.neighbors(j);
  return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), i) - list.begin());
}

double personal_invitation(const Network& network, const RankedPayoffs& payoffs,
                           const PersonalProfile& profile, int agent, int n, int level) {
  const Node j = network.graph.neighbors(agent)[at(n)];
  const auto rivals = network.graph.neighbors(j);
  const int places = network.invitations[at(j)];
  if (static_cast<int>(rivals.size()) <= places) return 1;
  const auto value = [&](std::size_t m, int shown) { return payoffs.leader(profile[at(j)][m], shown); };
  const double own = value(position(network, j, agent), level);
  int above = 0, equal = 0;
  for (std::size_t m = 0; m < rivals.size(); ++m) {
    const Node rival = rivals[m];
    if (rival == agent) continue;
    const double other = value(m, profile[at(rival)][position(network, rival, j)]);
    const bool tied = std::abs(other - own) <= payoffs.rounding();
    const bool first = network.ties == NeighborTies::lexicographic && rival < agent;
    above += (tied && first) || (!tied && other > own);
    equal += tied && network.ties == NeighborTies::random;
  }
  return std::clamp(static_cast<double>(places - above) / (equal + 1), 0.0, 1.0);
}

double personal_utility(const Network& network, const RankedPayoffs& payoffs, const PersonalProfile& profile,
                        int agent, const std::vector<int>& levels, const std::vector<bool>& invited) {
  check(network, payoffs, profile, agent);
  double sum = 0;
  for (int n = 0; n < network.graph.degree(agent); ++n) {
    sum += following(network, payoffs, profile, agent, n, levels[at(n)]);
    if (invited[at(n)]) sum += leading(network, payoffs, profile, agent, n, levels[at(n)]);
  }
  return sum;
}

PersonalResponse personal_best_response(const Network& network, const RankedPayoffs& payoffs,
                                        const PersonalProfile& profile, int agent) {
  check(network, payoffs, profile, agent);
  const int degree = network.graph.degree(agent);
  std::vector<int> alone(at(degree), 0), together(at(degree), 0);
  std::vector<double> gain(at(degree), 0);
  PersonalResponse response{.levels = {}, .invited = std::vector<bool>(at(degree), false)};
  for (int n = 0; n < degree; ++n) {
    double best_alone = 0, best_together = 0;
    for (int x = 0; x < payoffs.levels(); ++x) {
      const double follow = following(network, payoffs, profile, agent, n, x);
      const double both = follow + leading(network, payoffs, profile, agent, n, x);
      if (x == 0 || follow > best_alone + payoffs.rounding()) {
        best_alone = follow;
        alone[at(n)] = x;
      }
      if (x == 0 || both > best_together + payoffs.rounding()) {
        best_together = both;
        together[at(n)] = x;
      }
    }
    response.utility += best_alone;
    gain[at(n)] = best_together - best_alone;
  }
  std::vector<int> order(at(degree));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return gain[at(a)] > gain[at(b)]; });
  response.levels = alone;
  for (int place = 0; place < std::min(degree, network.invitations[at(agent)]); ++place) {
    const int n = order[at(place)];
    if (gain[at(n)] <= 0) break;
    response.invited[at(n)] = true;
    response.levels[at(n)] = together[at(n)];
    response.utility += gain[at(n)];
  }
  return response;
}

}  // namespace models::limited_trust
