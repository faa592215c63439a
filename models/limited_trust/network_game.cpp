#include "models/limited_trust/network_game.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using Node = solvers::Graph::Node;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Calls take(position, neighbor, probability) for every neighbor of i that is invited with positive
/// probability.
template <typename Take>
void for_each_invited(const Network& network, const RankedPayoffs& table, const TrustProfile& profile, Node i,
                      int level, std::vector<int>& scratch, Take take) {
  const auto neighbors = network.graph.neighbors(i);
  const int invitations = network.invitations[at(i)];
  const auto rank = table.rank(level);
  const auto last = last_place(neighbors, profile, rank, invitations, scratch);
  if (last.rank < 0) {
    for (std::size_t n = 0; n < neighbors.size(); ++n) take(n, neighbors[n], 1.0);
    return;
  }
  int left = invitations - last.above;  // for those at the last place
  const double share = static_cast<double>(left) / last.equal;
  const bool random = network.ties == NeighborTies::random;
  for (std::size_t n = 0; n < neighbors.size(); ++n) {
    const int place = rank[at(profile[at(neighbors[n])])];
    if (place < last.rank) continue;
    if (place > last.rank)
      take(n, neighbors[n], 1.0);
    else if (random)
      take(n, neighbors[n], share);
    else if (left-- > 0)  // lists are sorted: the lower number wins
      take(n, neighbors[n], 1.0);
  }
}

/// The same for few invitations and many agents: the best ranks by chains of minima and maxima, then those
/// who reach them, without branches that depend on the ranks; twice as fast where neighbors outnumber
/// invitations.
class Candidates {
 public:
  explicit Candidates(const solvers::Graph& graph) {
    int most = 0;
    for (Node i = 0; i < graph.nodes(); ++i) most = std::max(most, graph.degree(i));
    ranks_.resize(at(most));
    found_.resize(at(most) + 1);
  }

  /// False, and nothing done, where i has more than four invitations.
  template <typename Take>
  bool for_each_invited(const Network& network, const RankedPayoffs& table, const TrustProfile& profile,
                        Node i, Take take) {
    const auto neighbors = network.graph.neighbors(i);
    const int invitations = network.invitations[at(i)];
    if (invitations > 4) return false;
    if (static_cast<int>(neighbors.size()) <= invitations) {
      for (const Node j : neighbors) take(j, 1.0);
      return true;
    }
    const int* rank = table.rank(profile[at(i)]).data();
    const int last = invitations == 1   ? last_rank<1>(neighbors, profile.data(), rank)
                     : invitations == 2 ? last_rank<2>(neighbors, profile.data(), rank)
                     : invitations == 3 ? last_rank<3>(neighbors, profile.data(), rank)
                                        : last_rank<4>(neighbors, profile.data(), rank);
    int count = 0, above = 0;
    const int* ranks = ranks_.data();
    int* found = found_.data();
    for (int n = 0; n < static_cast<int>(neighbors.size()); ++n) {
      found[count] = n;
      count += ranks[n] >= last;
    }
    for (int f = 0; f < count; ++f) above += ranks[found[f]] > last;
    int left = invitations - above;
    const bool random = network.ties == NeighborTies::random;
    const double share = static_cast<double>(left) / (count - above);
    for (int f = 0; f < count; ++f) {
      const auto n = at(found_[at(f)]);
      const bool tied = ranks_[n] == last;
      if (!tied || random)
        take(neighbors[n], tied ? share : 1.0);
      else if (left-- > 0)
        take(neighbors[n], 1.0);
    }
    return true;
  }

 private:
  template <int places>
  int last_rank(std::span<const Node> neighbors, const int* profile, const int* rank) {
    std::array<int, places> best;
    best.fill(-1);
    for (std::size_t n = 0; n < neighbors.size(); ++n) {
      int next = rank[profile[neighbors[n]]];
      ranks_[n] = next;
      for (int& kept : best) {
        const int larger = std::max(kept, next);
        next = std::min(kept, next);
        kept = larger;
      }
    }
    return best[places - 1];
  }

  std::vector<int> ranks_, found_;  ///< of one agent's neighbors; positions of those who reach the last place
};

void check_profile(const Network& network, const RankedPayoffs& table, const TrustProfile& profile) {
  solvers::require::same_size("network game", "profile", static_cast<long>(profile.size()), "agents",
                              network.graph.nodes());
  solvers::require::same_size("network game", "invitations", static_cast<long>(network.invitations.size()),
                              "agents", network.graph.nodes());
  for (const int level : profile)
    if (level < 0 || level >= table.levels())
      solvers::require::within("network game", "level of the profile", level, 0, table.levels() - 1);
}

}  // namespace

LastPlace last_place(std::span<const Node> neighbors, const TrustProfile& profile,
                     std::span<const int> rank_of, int place, std::vector<int>& scratch) {
  if (static_cast<int>(neighbors.size()) <= place) return {};
  constexpr int few = 8;  // so many best ranks are kept sorted in passing
  LastPlace last;
  if (place <= few) {
    std::array<int, few> best;
    best.fill(-1);
    for (const Node j : neighbors) {
      int rank = rank_of[at(profile[at(j)])];
      if (rank <= best[at(place - 1)]) continue;
      for (int p = 0; p < place; ++p)
        if (rank > best[at(p)]) std::swap(rank, best[at(p)]);
    }
    last.rank = best[at(place - 1)];
  } else {
    scratch.clear();
    for (const Node j : neighbors) scratch.push_back(rank_of[at(profile[at(j)])]);
    std::nth_element(scratch.begin(), scratch.begin() + place - 1, scratch.end(), std::greater<>());
    last.rank = scratch[at(place - 1)];
  }
  for (const Node j : neighbors) {
    const int rank = rank_of[at(profile[at(j)])];
    last.above += rank > last.rank;
    last.equal += rank == last.rank;
  }
  return last;
}

RoundUtilities round_utilities(const Network& network, const RankedPayoffs& table,
                               const TrustProfile& profile) {
  check_profile(network, table, profile);
  const int agents = network.graph.nodes();
  RoundUtilities result{Vector::Zero(agents), Vector::Zero(agents)};
  std::vector<int> scratch;
  Candidates candidates(network.graph);
  for (Node i = 0; i < agents; ++i) {
    const int own = profile[at(i)];
    double leading = 0;
    const auto take = [&](Node j, double probability) {
      const int other = profile[at(j)];
      leading += probability * table.leader(own, other);
      result.following(j) += probability * table.follower(own, other);
    };
    if (!candidates.for_each_invited(network, table, profile, i, take))
      for_each_invited(network, table, profile, i, own, scratch,
                       [&](std::size_t, Node j, double probability) { take(j, probability); });
    result.leading(i) = leading;
  }
  return result;
}

double leading_utility(const Network& network, const RankedPayoffs& table, const TrustProfile& profile,
                       int agent, int level, std::vector<int>& scratch) {
  double sum = 0;
  for_each_invited(network, table, profile, agent, level, scratch,
                   [&](std::size_t, Node j, double probability) {
                     sum += probability * table.leader(level, profile[at(j)]);
                   });
  return sum;
}

double agent_utility(const Network& network, const solvers::Graph& inviters, const RankedPayoffs& table,
                     const TrustProfile& profile, int agent, std::vector<int>& scratch) {
  const int level = profile[at(agent)];
  double sum = leading_utility(network, table, profile, agent, level, scratch);
  for (const Node j : inviters.neighbors(agent))
    for_each_invited(network, table, profile, j, profile[at(j)], scratch,
                     [&](std::size_t, Node i, double probability) {
                       if (i == agent) sum += probability * table.follower(profile[at(j)], level);
                     });
  return sum;
}

std::vector<std::vector<double>> invitation_probabilities(const Network& network, const RankedPayoffs& table,
                                                          const TrustProfile& profile) {
  check_profile(network, table, profile);
  std::vector<std::vector<double>> result(profile.size());
  std::vector<int> scratch;
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    result[at(i)].assign(at(network.graph.degree(i)), 0);
    for_each_invited(network, table, profile, i, profile[at(i)], scratch,
                     [&](std::size_t n, Node, double probability) { result[at(i)][n] = probability; });
  }
  return result;
}

std::vector<std::string> network_notes(const Network& network) {
  int isolated = 0, all = 0, first_isolated = 0, first_all = 0;
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    const int degree = network.graph.degree(i);
    if (degree == 0 && isolated++ == 0) first_isolated = i + 1;
    if (degree > 0 && degree < network.invitations[at(i)] && all++ == 0) first_all = i + 1;
  }
  std::vector<std::string> notes;
  if (isolated > 0)
    notes.push_back(fmt::format("{} agent{} can invite nobody (the first: agent {}) and lead{} no game",
                                isolated, isolated == 1 ? "" : "s", first_isolated,
                                isolated == 1 ? "s" : ""));
  if (all > 0)
    notes.push_back(
        fmt::format("{} agent{} fewer neighbors than invitations (the first: agent {}) and invite{} every "
                    "neighbor",
                    all, all == 1 ? " has" : "s have", first_all, all == 1 ? "s" : ""));
  return notes;
}

void check_network(const Network& network) {
  using namespace solvers::require;
  constexpr auto who = "network";
  const int agents = network.graph.nodes();
  at_least(who, "agents", agents, 1);
  same_size(who, "invitations", static_cast<long>(network.invitations.size()), "agents", agents);
  same_size(who, "initial_trust", network.initial_trust.size(), "agents", agents);
  for (int i = 0; i < agents; ++i) {
    if (network.invitations[at(i)] < 1)
      at_least(who, fmt::format("invitations[{}]", i + 1), network.invitations[at(i)], 1);
    if (!(network.initial_trust(i) >= 0 && std::isfinite(network.initial_trust(i)))) {
      finite(who, fmt::format("initial_trust[{}]", i + 1), network.initial_trust(i));
      nonnegative(who, fmt::format("initial_trust[{}]", i + 1), network.initial_trust(i));
    }
  }
  for (const int fixed : network.fixed_agents) within(who, "fixed agent (from 0)", fixed, 0, agents - 1);
}

}  // namespace models::limited_trust
