// Reputation and societies of favors: a posterior mean of 50 observations, a simulation of 32 x 100.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/measure.hpp"
#include "models/favor/society.hpp"
#include "solvers/laws/law.hpp"

namespace {

using namespace models::favor;

constexpr int observations = 50;
constexpr double lambda = 0.02;

/// P and R around one discount factor, one a round, by edge; written to `folder` for the peer.
std::vector<Observation> history(std::uint64_t seed) {
  solvers::RandomStream random(seed);
  const double gamma = random.uniform();
  std::vector<Observation> list;
  for (int t = 0; t < observations; ++t) {
    const double threshold = random.uniform();
    list.push_back(gamma >= threshold ? Observation{threshold, 1, 1.0 * t}
                                      : Observation{0, threshold, 1.0 * t});
  }
  std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return edge(a) < edge(b); });
  return list;
}

/// (9) by logarithms in long double on every cell.
double reference_mean(const std::vector<Observation>& list, double now) {
  std::vector<long double> cuts{0, 1};
  for (const auto& seen : list) cuts.push_back(edge(seen));
  std::sort(cuts.begin(), cuts.end());
  long double mass = 0, moment = 0;
  for (std::size_t m = 0; m + 1 < cuts.size(); ++m) {
    const long double x = (cuts[m] + cuts[m + 1]) / 2;
    long double product = cuts[m + 1] - cuts[m];
    for (const auto& seen : list) {
      const long double s = std::pow(1.0L - lambda, static_cast<long double>(now - seen.time));
      const bool in = seen.lower <= x && x <= seen.upper;
      product *= 1 - s + (in ? s / (static_cast<long double>(seen.upper) - seen.lower) : 0);
    }
    mass += product;
    moment += product * x;
  }
  return static_cast<double>(moment / mass);
}

void posterior(const std::string& folder) {
  const Survival weight(Density::survival, lambda, 100);
  std::vector<std::vector<Observation>> histories;
  for (std::uint64_t seed = 0; seed < 200; ++seed) histories.push_back(history(seed));
  double error = 0, sum = 0;
  for (const auto& list : histories) {
    const double exact = reference_mean(list, observations);
    error = std::max(error, std::abs(posterior_mean(list, observations, weight).mean - exact) / exact);
  }
  constexpr int repeats = 500;
  for (const bool sorted : {true, false}) {
    const double seconds = bench::seconds_of([&] {
      for (int k = 0; k < repeats; ++k)
        for (const auto& list : histories)
          sum += sorted ? posterior_mean(list, observations, weight).mean
                        : posterior_mean_unordered(list, observations, weight).mean;
    });
    bench::print({.kernel = "F3",
                  .name = sorted ? "posterior mean, 50 observations of a ledger"
                                 : "posterior mean, 50 observations, copied and sorted",
                  .unit = "us",
                  .value = 1e6 * seconds / (repeats * 200.0),
                  .error = error,
                  .points = 200});
  }
  if (!(sum > 0)) std::abort();
  auto* file = std::fopen((folder + "/favor_histories.csv").c_str(), "w");
  if (!file) return;
  for (std::size_t h = 0; h < histories.size(); ++h)
    for (const auto& seen : histories[h])
      std::fprintf(file, "%zu,%.17g,%.17g,%.17g\n", h, seen.lower, seen.upper, seen.time);
  std::fclose(file);
}

void simulation(const char* name, SocietySettings settings) {
  const CostLaw costs(solvers::uniform_law(0, 200));
  const auto values = solvers::uniform_law(550, 650);
  const Terms terms(FavorLaw(costs, 600), values.get());
  constexpr int seeds = 5;
  double utility = 0;
  const double seconds = bench::seconds_of([&] {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      Society society(terms, settings, seed);
      for (int t = 0; t < settings.rounds; ++t) {
        society.begin_round();
        society.end_round();
      }
      for (const auto& life : society.lives()) utility += life.utility;
    }
  });
  if (!(utility > 0)) std::abort();
  bench::print({.kernel = "F4", .name = name, .unit = "s/seed", .value = seconds / seeds, .points = seeds});
}

}  // namespace

int main(int argc, char** argv) {
  posterior(argc > 1 ? argv[1] : ".");
  simulation("32 agents, 100 rounds", {.agents = 32, .rounds = 100});
  SocietySettings advised{.agents = 16, .rounds = 50};
  advised.communication.active = true;
  simulation("16 agents, 50 rounds, one advisor", advised);
  SocietySettings regime{.agents = 32, .rounds = 100};
  regime.reputation.density = Density::regime;
  simulation("32 agents, 100 rounds, regime filter", regime);
  return 0;
}
