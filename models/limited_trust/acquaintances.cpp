#include "models/limited_trust/acquaintances.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace models::limited_trust {

Acquaintances::Acquaintances(const Network& network) : invitations_(network.invitations) {
  const auto& graph = network.graph;
  solvers::require::same_size("Acquaintances", "invitations", static_cast<long>(invitations_.size()),
                              "agents", graph.nodes());
  for (const int k : invitations_) solvers::require::at_least("Acquaintances", "invitations", k, 1);
  std::vector<std::vector<std::int32_t>> known(static_cast<std::size_t>(graph.nodes()));
  for (std::int32_t i = 0; i < graph.nodes(); ++i)
    for (const auto j : graph.neighbors(i)) {
      known[static_cast<std::size_t>(i)].push_back(j);
      if (graph.directed() && !graph.linked(j, i)) known[static_cast<std::size_t>(j)].push_back(i);
    }
  begin_.push_back(0);
  for (std::int32_t i = 0; i < graph.nodes(); ++i) {
    auto& others = known[static_cast<std::size_t>(i)];
    std::sort(others.begin(), others.end());
    for (const auto j : others) may_invite_.push_back(!graph.directed() || graph.linked(i, j));
    other_.insert(other_.end(), others.begin(), others.end());
    begin_.push_back(pairs());
    degree_.push_back(graph.degree(i));
  }
  for (std::int32_t i = 0; i < graph.nodes(); ++i)
    for (Pair pair = begin(i); pair < end(i); ++pair) {
      const auto from = other_.begin() + begin(other(pair)), to = other_.begin() + end(other(pair));
      reverse_.push_back(std::lower_bound(from, to, i) - other_.begin());
    }
}

int Acquaintances::most_acquaintances() const {
  Pair most = 0;
  for (int i = 0; i < agents(); ++i) most = std::max(most, end(i) - begin(i));
  return static_cast<int>(most);
}

}  // namespace models::limited_trust
