// bench/network_bench.cpp
// Games on networks: a fixed profile at 100,000 agents, a round of exact best responses, one agent's update
// (W3). usage: network_bench; peers/network_best_response.py does the last one in numpy.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "bench/measure.hpp"
#include "models/limited_trust/best_response_dynamics.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/graphs/generators.hpp"

namespace {

using namespace models::limited_trust;

Network network_of(solvers::Graph graph) {
  Network network;
  const auto agents = static_cast<std::size_t>(graph.nodes());
  network.graph = std::move(graph);
  network.invitations.assign(agents, 2);
  network.initial_trust = Vector::Zero(static_cast<Eigen::Index>(agents));
  return network;
}

Payoffs exponential() {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = solvers::exponential_law(4);
  return payoffs;
}

Vector grid() { return Vector::LinSpaced(91, 0, 30); }

/// Nanoseconds of `work`, the median of eleven.
template <typename Work>
double nanoseconds(Work&& work) {
  std::vector<double> times;
  for (int run = 0; run < 11; ++run) times.push_back(1e9 * bench::seconds_of(work));
  std::nth_element(times.begin(), times.begin() + 5, times.end());
  return times[5];
}

void fixed_profile(const RankedPayoffs& payoffs) {
  const auto network = network_of(solvers::erdos_renyi(100'000, 1e-4, solvers::RandomStream(1)));
  solvers::RandomStream random(2);
  TrustProfile profile(100'000);
  for (auto& level : profile) level = static_cast<int>(random.below(91));
  RoundUtilities utilities;
  const double time = nanoseconds([&] { utilities = round_utilities(network, payoffs, profile); });
  bench::print({"fixed profile", "expected utilities, 100,000 agents", "ns/link",
                time / network.graph.links(), -1, !std::isfinite(utilities.total().sum()),
                network.graph.links()});
}

/// Simultaneous best responses from no trust until nobody moves; wrong: agents who would move all the same.
void dynamics(const RankedPayoffs& payoffs) {
  constexpr int agents = 100'000, most_rounds = 400;
  const auto network = network_of(solvers::erdos_renyi(agents, 1e-4, solvers::RandomStream(1)));
  TrustGame game{&network, &payoffs, std::vector<int>(91), std::vector<bool>(agents, false)};
  std::iota(game.choices.begin(), game.choices.end(), 0);
  DynamicsResult result;
  const double seconds = bench::seconds_of(
      [&] { result = best_response_dynamics(game, TrustProfile(agents, 0), {.max_rounds = most_rounds}); });
  const auto regrets = trust_regrets(game, result.profile);
  const long wrong = (regrets.on_grid.array() > 1e-9).count();
  bench::print({"best response", "exact dynamics, 100,000 agents", "s/round",
                seconds / static_cast<double>(result.rounds), -1, wrong, agents});
  bench::print({"best response", "from no trust to rest, 100,000 agents", "s", seconds, regrets.largest(),
                wrong, result.rounds});
}

void karate(const RankedPayoffs& payoffs) {
  const auto network = network_of(models::networks::find_network("karate", nullptr).graph);
  TrustGame game{&network, &payoffs, std::vector<int>(91), std::vector<bool>(34, false)};
  std::iota(game.choices.begin(), game.choices.end(), 0);
  const TrustProfile nobody(34, 0);
  DynamicsResult result;
  const double round = nanoseconds([&] { result = best_response_dynamics(game, nobody, {.max_rounds = 1}); });
  const long wrong =
      std::count_if(result.profile.begin(), result.profile.end(), [](int level) { return level != 1; });
  bench::print({"best response", "one exact round, karate", "ms", 1e-6 * round, -1, wrong, 34});

  TrustResponses responses(network, payoffs, nobody);
  std::vector<double> utilities(91);
  int best = 0;
  const double update = nanoseconds([&] {
    responses.utilities(11, utilities);
    best = best_level(utilities, game.choices, payoffs.rounding());
  });
  bench::print(
      {"W3", "one exact update, karate agent 12, tables ready", "ms", 1e-6 * update, -1, best != 1, 91});
}

}  // namespace

int main() {
  const auto source = payoff_source(exponential(), {});
  std::optional<RankedPayoffs> payoffs;
  const double tables = nanoseconds([&] { payoffs.emplace(source, grid()); });
  bench::print({"W3", "exact tables, 91 x 91", "ms", 1e-6 * tables, -1, -1, 91 * 91});
  karate(*payoffs);
  fixed_profile(*payoffs);
  dynamics(*payoffs);
}
