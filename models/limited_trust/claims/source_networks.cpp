#include "models/limited_trust/claims/source_networks.hpp"

#include <numeric>

#include "models/limited_trust/payoff_source.hpp"
#include "models/networks/read_network.hpp"

namespace models::limited_trust {

solvers::Graph figure1() {
  return solvers::Graph(
      7, {{0, 1}, {0, 4}, {0, 6}, {1, 2}, {1, 3}, {1, 4}, {2, 4}, {2, 6}, {3, 4}, {3, 5}, {3, 6}, {5, 6}});
}

solvers::Graph karate() { return networks::find_network("karate", nullptr).graph; }

Network network_of(solvers::Graph graph, int invitations, NeighborTies ties) {
  Network network;
  network.invitations.assign(static_cast<std::size_t>(graph.nodes()), invitations);
  network.initial_trust = Vector::Zero(graph.nodes());
  network.graph = std::move(graph);
  network.ties = ties;
  return network;
}

RankedPayoffs exponential_ranked(double mean, Vector trust) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = solvers::exponential_law(mean);
  return {payoff_source(payoffs, {}), std::move(trust)};
}

const RankedPayoffs& experiment_payoffs() {
  static const RankedPayoffs payoffs = exponential_ranked(4, Vector::LinSpaced(91, 0, 30));
  return payoffs;
}

TrustProfile everybody(const Network& network, int level) {
  return TrustProfile(static_cast<std::size_t>(network.graph.nodes()), level);
}

TrustGame game_of(const Network& network, const RankedPayoffs& payoffs) {
  TrustGame game{&network, &payoffs, std::vector<int>(static_cast<std::size_t>(payoffs.levels())),
                 std::vector<bool>(static_cast<std::size_t>(network.graph.nodes()), false)};
  std::iota(game.choices.begin(), game.choices.end(), 0);
  for (const int agent : network.fixed_agents) game.fixed[static_cast<std::size_t>(agent)] = true;
  return game;
}

}  // namespace models::limited_trust
