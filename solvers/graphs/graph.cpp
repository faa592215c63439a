#include "solvers/graphs/graph.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {

Graph::Graph(int nodes, const std::vector<std::pair<Node, Node>>& links, bool directed)
    : directed_(directed) {
  require::at_least("Graph", "nodes", nodes, 0);
  begin_.assign(static_cast<std::size_t>(nodes) + 1, 0);
  for (const auto& [from, to] : links) {
    if (from < 0 || from >= nodes || to < 0 || to >= nodes)
      require::that(false, "Graph",
                    fmt::format("link {} -> {} leaves the nodes 0 to {}", from, to, nodes - 1));
    if (from == to) require::that(false, "Graph", fmt::format("node {} is linked with itself", from));
    ++begin_[static_cast<std::size_t>(from) + 1];
    if (!directed) ++begin_[static_cast<std::size_t>(to) + 1];
  }
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  neighbors_.resize(static_cast<std::size_t>(begin_.back()));
  auto next = begin_;
  for (const auto& [from, to] : links) {
    neighbors_[static_cast<std::size_t>(next[static_cast<std::size_t>(from)]++)] = to;
    if (!directed) neighbors_[static_cast<std::size_t>(next[static_cast<std::size_t>(to)]++)] = from;
  }
  for (Node i = 0; i < nodes; ++i) {
    const auto first = neighbors_.begin() + begin_[static_cast<std::size_t>(i)];
    const auto last = neighbors_.begin() + begin_[static_cast<std::size_t>(i) + 1];
    std::sort(first, last);
    if (const auto twice = std::adjacent_find(first, last); twice != last)
      require::that(false, "Graph", fmt::format("nodes {} and {} are linked twice", i, *twice));
  }
}

std::span<const Graph::Node> Graph::neighbors(Node i) const {
  const auto at = static_cast<std::size_t>(i);
  return {neighbors_.data() + begin_[at], neighbors_.data() + begin_[at + 1]};
}

bool Graph::linked(Node i, Node j) const {
  const auto list = neighbors(i);
  return std::binary_search(list.begin(), list.end(), j);
}

Graph Graph::reversed() const {
  Graph result;
  result.directed_ = directed_;
  result.labels = labels;
  result.begin_.assign(begin_.size(), 0);
  for (const Node to : neighbors_) ++result.begin_[static_cast<std::size_t>(to) + 1];
  for (std::size_t i = 1; i < begin_.size(); ++i) result.begin_[i] += result.begin_[i - 1];
  result.neighbors_.resize(neighbors_.size());
  auto next = result.begin_;
  for (Node i = 0; i < nodes(); ++i)  // in order, so that each new list is sorted
    for (const Node to : neighbors(i))
      result.neighbors_[static_cast<std::size_t>(next[static_cast<std::size_t>(to)]++)] = i;
  return result;
}

}  // namespace solvers
