// solvers/graphs/graph.hpp
// Who is linked with whom: neighbor lists in compressed rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace solvers {

/// Nodes 0, ..., nodes() - 1 without self-loops or repeated links; each neighbor list is sorted.
/// An undirected graph stores each link in both lists. Made in O(E log E) time, E links.
class Graph {
 public:
  using Node = std::int32_t;

  Graph() = default;
  /// Throws std::invalid_argument for a node out of range, a self-loop or a repeated link.
  Graph(int nodes, const std::vector<std::pair<Node, Node>>& links, bool directed = false);

  int nodes() const { return static_cast<int>(begin_.size()) - 1; }
  std::int64_t links() const { return directed_ ? entries() : entries() / 2; }
  bool directed() const { return directed_; }
  std::span<const Node> neighbors(Node i) const;  ///< whom i can invite
  int degree(Node i) const { return static_cast<int>(neighbors(i).size()); }
  bool linked(Node i, Node j) const;  ///< whether j is among the neighbors of i
  Graph reversed() const;  ///< every link turned round: whose neighbor i is; equal to this one if undirected

  std::vector<std::string> labels;  ///< of the nodes, where the file had names; else empty

 private:
  std::int64_t entries() const { return static_cast<std::int64_t>(neighbors_.size()); }

  std::vector<std::int64_t> begin_{0};
  std::vector<Node> neighbors_;
  bool directed_ = false;
};

}  // namespace solvers
