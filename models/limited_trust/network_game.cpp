#include "models/limited_trust/network_game.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

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

/// The same for few invitations and many agents, without branches that depend on the ranks: what is kept of
/// the neighbors is their `invitations` + 1 best, as keys in which the rank comes first and then the lower
/// number. The last of them says whether the last place is tied; only then are the neighbors looked at again.
/// `Level` holds a level of trust: the smaller, the more agents a cache holds.
template <typename Level>
class BestNeighbors {
 public:
  static constexpr int most_invitations = 4;
  static constexpr int most_levels = std::numeric_limits<Level>::max() + 1;

  BestNeighbors(const Network& network, const RankedPayoffs& table, const TrustProfile& profile)
      : network_(network), table_(table), level_(profile.begin(), profile.end()) {
    solvers::require::within("network game", "levels of trust", table.levels(), 1, most_levels);
  }

  int level(Node i) const { return level_[at(i)]; }

  /// False, and nothing done, where i has too many invitations.
  template <typename Take>
  bool for_each_invited(Node i, Take take) const {
    const auto neighbors = network_.graph.neighbors(i);
    const int invitations = network_.invitations[at(i)];
    if (invitations > most_invitations) return false;
    const auto* level = level_.data();
    if (static_cast<int>(neighbors.size()) <= invitations) {
      for (const Node j : neighbors) take(j, 1.0);
    } else if (table_.ranks_by_trust()) {  // ranks are levels
      choose(
          neighbors, invitations, [=](Node j) { return static_cast<int>(level[j]); }, take);
    } else {
      const int* rank = table_.rank(level[i]).data();
      choose(
          neighbors, invitations, [=](Node j) { return rank[level[j]]; }, take);
    }
    return true;
  }

 private:
  using Key = std::uint64_t;
  static Key key_of(int rank, Node j) {
    return static_cast<Key>(rank) << 32 | ~static_cast<std::uint32_t>(j);
  }
  static int rank_of(Key key) { return static_cast<int>(key >> 32); }
  static Node node_of(Key key) { return static_cast<Node>(~static_cast<std::uint32_t>(key)); }

  template <typename RankOf, typename Take>
  void choose(std::span<const Node> neighbors, int invitations, RankOf rank, Take take) const {
    switch (invitations) {
      case 1:
        return choose<1>(neighbors, rank, take);
      case 2:
        return choose<2>(neighbors, rank, take);
      case 3:
        return choose<3>(neighbors, rank, take);
      default:
        return choose<most_invitations>(neighbors, rank, take);
    }
  }

  template <int invitations, typename RankOf, typename Take>
  void choose(std::span<const Node> neighbors, RankOf rank, Take take) const {
    std::array<Key, invitations + 1> best{};
    for (const Node j : neighbors) {
      Key next = key_of(rank(j), j);
      for (Key& kept : best) {
        // By value: with std::max and std::min, on references, g++ branches, and twice the time goes into
        // guesses.
        const Key larger = kept > next ? kept : next;
        next = kept > next ? next : kept;
        kept = larger;
      }
    }
    const int last = rank_of(best[invitations - 1]);
    if (rank_of(best[invitations]) < last || network_.ties == NeighborTies::lexicographic) {
      for (int place = 0; place < invitations; ++place) take(node_of(best[at(place)]), 1.0);
      return;
    }
    int above = 0, equal = 0;
    for (int place = 0; place < invitations; ++place) above += rank_of(best[at(place)]) > last;
    for (const Node j : neighbors) equal += rank(j) == last;
    const double share = static_cast<double>(invitations - above) / equal;
    for (const Node j : neighbors)
      if (const int place = rank(j); place >= last) take(j, place > last ? 1.0 : share);
  }

  const Network& network_;
  const RankedPayoffs& table_;
  std::vector<Level> level_;  ///< of each agent
};

/// Expected payoffs of invitations, paid in batches: their places in memory are scattered, and a batch waits
/// for many of them at once.
template <typename Level>
class Payments {
 public:
  Payments(const RankedPayoffs& table, const BestNeighbors<Level>& agents, RoundUtilities& utilities)
      : table_(table), agents_(agents), utilities_(utilities) {}

  void add(Node leader, Node follower, double probability) {
    pending_[count_++] = {leader, follower, probability};
    if (count_ == pending_.size()) pay();
  }
  void pay() {
    double *leading = utilities_.leading.data(), *following = utilities_.following.data();
    for (std::size_t k = 0; k < count_; ++k) {
      const auto& [leader, follower, probability] = pending_[k];
      const int own = agents_.level(leader), other = agents_.level(follower);
      leading[leader] += probability * table_.leader(own, other);
      following[follower] += probability * table_.follower(own, other);
    }
    count_ = 0;
  }

 private:
  struct Invitation {
    Node leader, follower;
    double probability;
  };
  const RankedPayoffs& table_;
  const BestNeighbors<Level>& agents_;
  RoundUtilities& utilities_;
  std::array<Invitation, 512> pending_;
  std::size_t count_ = 0;
};

template <typename Level>
RoundUtilities paid_round(const Network& network, const RankedPayoffs& table, const TrustProfile& profile) {
  const int agents = network.graph.nodes();
  RoundUtilities result{Vector::Zero(agents), Vector::Zero(agents)};
  std::vector<int> scratch;
  const BestNeighbors<Level> best(network, table, profile);
  Payments<Level> payments(table, best, result);
  for (Node i = 0; i < agents; ++i) {
    const auto invite = [&](Node j, double probability) { payments.add(i, j, probability); };
    if (!best.for_each_invited(i, invite))
      for_each_invited(network, table, profile, i, profile[at(i)], scratch,
                       [&](std::size_t, Node j, double probability) { invite(j, probability); });
  }
  payments.pay();
  return result;
}

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
  return table.levels() <= BestNeighbors<std::uint8_t>::most_levels
             ? paid_round<std::uint8_t>(network, table, profile)
             : paid_round<std::uint16_t>(network, table, profile);  // levels index square tables
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
