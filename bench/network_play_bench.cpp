// bench/network_play_bench.cpp
// W1 and W2: rounds per second of a network of limited trust, random numbers and records of utility included;
// 2 x 2 games with exponential payoffs of mean 4, two invitations an agent, everybody at trust 0. The peer
// plays the same rounds in numpy: bench/peers/network_play.py.
#include "bench/measure.hpp"
#include "models/limited_trust/network_play.hpp"
#include "models/networks/read_network.hpp"

namespace {

using namespace models::limited_trust;

/// Rounds of everybody at trust 0, which nobody changes; the error is that of the mean utility against the
/// exact one.
void rounds(const char* kernel, const std::string& name, const solvers::Graph& graph, bool known) {
  Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = solvers::exponential_law(4);
  const auto agents = graph.nodes();
  p.network.emplace();
  p.network->graph = graph;
  p.network->invitations.assign(static_cast<std::size_t>(agents), 2);
  p.network->initial_trust = Vector::Zero(agents);
  p.learning.known = known;
  p.learning.epoch_rounds = 1'000'000'000;
  double games = 0;
  for (int i = 0; i < agents; ++i) {
    games += std::min(2, graph.degree(i));
    p.network->fixed_agents.push_back(i);
  }
  const Acquaintances acquaintances(*p.network);
  const UtilityTable unused(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  constexpr int warm = 200, count = 20000;
  NetworkPlay play(p, acquaintances, unused, 1);
  for (int t = 0; t < warm; ++t) play.play_round();
  double total = 0;
  const double seconds = bench::seconds_of([&] {
    for (int t = 0; t < count; ++t) {
      play.play_round();
      for (const double utility : play.utility()) total += utility;
    }
  });
  // Known trust 0: u_L = u_F = 6 a game. While trust is learned, leaders misjudge followers: no exact value.
  const double exact = 12 * games * count;
  bench::print(
      {kernel, name, "rounds/s", count / seconds, known ? std::abs(total / exact - 1) : -1, -1, count});
}

}  // namespace

int main() {
  const solvers::Graph figure1(
      7, {{0, 1}, {0, 4}, {0, 6}, {1, 2}, {1, 3}, {1, 4}, {2, 4}, {2, 6}, {3, 4}, {3, 5}, {3, 6}, {5, 6}});
  const auto no_files = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  const auto karate = models::networks::find_network("karate", no_files).graph;
  rounds("W1", "trust known, Figure 1", figure1, true);
  rounds("W1", "trust known, karate club", karate, true);
  rounds("W2", "trust learned, Figure 1", figure1, false);
  rounds("W2", "trust learned, karate club", karate, false);
}
