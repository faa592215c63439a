#include "solvers/graphs/generators.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

using Node = Graph::Node;
using Links = std::vector<std::pair<Node, Node>>;

/// Unordered pairs of nodes, for a quick look whether two are linked.
class PairSet {
 public:
  explicit PairSet(std::size_t expected) { keys_.reserve(expected); }
  bool add(Node a, Node b) { return keys_.insert(key(a, b)).second; }
  void remove(Node a, Node b) { keys_.erase(key(a, b)); }
  bool holds(Node a, Node b) const { return keys_.contains(key(a, b)); }

 private:
  static std::uint64_t key(Node a, Node b) {
    return static_cast<std::uint64_t>(std::min(a, b)) << 32 | static_cast<std::uint64_t>(std::max(a, b));
  }
  struct Mix {
    std::size_t operator()(std::uint64_t x) const { return mix(x); }
  };
  std::unordered_set<std::uint64_t, Mix> keys_;
};

}  // namespace

Graph star(int leaves) {
  require::at_least("star", "leaves", leaves, 1);
  Links links;
  for (Node leaf = 1; leaf <= leaves; ++leaf) links.emplace_back(0, leaf);
  return Graph(leaves + 1, links);
}

Graph dyad() { return star(1); }

Graph ring(int nodes) {
  require::at_least("ring", "nodes", nodes, 3, "two linked nodes are a dyad");
  Links links;
  for (Node i = 0; i < nodes; ++i) links.emplace_back(i, (i + 1) % nodes);
  return Graph(nodes, links);
}

Graph erdos_renyi(int nodes, double probability, RandomStream random) {
  require::at_least("erdos_renyi", "nodes", nodes, 1);
  require::within("erdos_renyi", "probability", probability, 0, 1);
  Links links;
  if (probability == 0) return Graph(nodes, links);
  const double pairs = 0.5 * nodes * (nodes - 1.0);
  links.reserve(static_cast<std::size_t>(std::min(pairs, pairs * probability * 1.01 + 100)));
  const double log_unlinked = std::log1p(-probability);  // -infinity where every pair is linked: skips of 0
  std::int64_t low = -1;                                 // the pairs (high, low), low < high, row by row
  for (std::int64_t high = 1; high < nodes;) {
    const double skip = std::floor(-random.exponential() / log_unlinked);
    if (skip >= pairs) break;
    low += 1 + static_cast<std::int64_t>(skip);
    while (high < nodes && low >= high) low -= high++;
    if (high < nodes) links.emplace_back(static_cast<Node>(low), static_cast<Node>(high));
  }
  return Graph(nodes, links);
}

Graph watts_strogatz(int nodes, int neighbors, double probability, RandomStream random) {
  constexpr auto who = "watts_strogatz";
  require::at_least(who, "neighbors", neighbors, 2);
  require::that(neighbors % 2 == 0, who, "neighbors must be even: half of them stand on each side");
  require::at_least(who, "nodes", nodes, neighbors + 2L, "a moved link needs a node to go to");
  require::within(who, "probability", probability, 0, 1);
  Links links;
  PairSet linked(static_cast<std::size_t>(nodes) * static_cast<std::size_t>(neighbors) / 2);
  std::vector<int> degree(static_cast<std::size_t>(nodes), neighbors);
  for (int step = 1; step <= neighbors / 2; ++step)
    for (Node i = 0; i < nodes; ++i) {
      links.emplace_back(i, static_cast<Node>((i + std::int64_t{step}) % nodes));
      linked.add(i, links.back().second);
    }
  for (auto& [near, far] : links) {
    if (random.uniform() >= probability) continue;
    if (degree[static_cast<std::size_t>(near)] == nodes - 1) continue;  // linked with all: nowhere to go
    Node target = 0;
    do target = static_cast<Node>(random.below(static_cast<std::uint64_t>(nodes)));
    while (target == near || linked.holds(near, target));
    linked.remove(near, far);
    linked.add(near, target);
    --degree[static_cast<std::size_t>(far)];
    ++degree[static_cast<std::size_t>(target)];
    far = target;
  }
  return Graph(nodes, links);
}

Graph barabasi_albert(int nodes, int links_each, RandomStream random) {
  require::at_least("barabasi_albert", "links", links_each, 1);
  require::at_least("barabasi_albert", "nodes", nodes, links_each + 1L);
  Links links;
  links.reserve(static_cast<std::size_t>(nodes) * static_cast<std::size_t>(links_each));
  std::vector<Node> ends;  // every node as often as it has links
  const auto link = [&](Node a, Node b) {
    links.emplace_back(a, b);
    ends.push_back(a);
    ends.push_back(b);
  };
  for (Node leaf = 1; leaf <= links_each; ++leaf) link(0, leaf);
  std::vector<Node> chosen;
  for (Node joining = links_each + 1; joining < nodes; ++joining) {
    chosen.clear();
    while (static_cast<int>(chosen.size()) < links_each) {
      const Node earlier = ends[random.below(ends.size())];
      if (std::find(chosen.begin(), chosen.end(), earlier) == chosen.end()) chosen.push_back(earlier);
    }
    for (const Node earlier : chosen) link(joining, earlier);
  }
  return Graph(nodes, links);
}

}  // namespace solvers
