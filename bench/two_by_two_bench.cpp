// bench/two_by_two_bench.cpp
// K5: 2 x 2 games of limited trust, draws included, at each instruction set and by the standard library.
// W4: games that are given, solved one at a time.
#include <cmath>
#include <random>
#include <vector>

#include "bench/measure.hpp"
#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/game.hpp"
#include "models/limited_trust/kernels/two_by_two.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models::limited_trust;
using kernels::EntryLaw;
using solvers::InstructionSet;

constexpr double leader_trust = 0.2, follower_trust = 0.3;
constexpr long blocks = 1000;  // 4,096,000 games
constexpr long slow_games = 400'000;

struct Law {
  const char* name;
  EntryLaw::Kind kind;
  solvers::LawPtr law;
};

/// u_L exactly, which the means are held against.
double exact(const Law& law) {
  const Payoffs payoffs{.leader_law = law.law, .follower_law = law.law};
  return expected_payoffs(payoffs, Vector::Constant(1, leader_trust), Vector::Constant(1, follower_trust),
                          {.tolerance = 1e-9})
      .leader(0, 0);
}

void measure_kernel(const Law& law, InstructionSet set, double reference) {
  if (!solvers::supported(set)) return;
  kernels::TwoByTwoGames games;
  games.leader.kind = games.follower.kind = law.kind;
  games.leader_trust = leader_trust;
  games.follower_trust = games.believed_follower = follower_trust;
  std::vector<kernels::PayoffSums> sums(blocks);
  kernels::play_blocks(games, 1, 0, 10, sums.data(), set);  // warm
  const double seconds =
      bench::seconds_of([&] { kernels::play_blocks(games, 1, 0, blocks, sums.data(), set); });
  double leader = 0;
  for (const auto& sum : sums) leader += sum.leader;
  const long count = blocks * kernels::games_per_block;
  bench::print({"K5", std::string(law.name) + ", kernel, " + std::string(name(set)), "ns/game",
                1e9 * seconds / count, std::abs(leader / count / reference - 1), -1, count});
}

/// One game after the other, as the standard library offers it.
template <typename Distribution>
void measure_standard(const char* law, Distribution draw, double reference) {
  std::mt19937_64 random(1);
  double leader = 0;
  const auto second = [](double own0, double own1, double other0, double other1, double trust) {
    const bool allowed0 = own1 - own0 <= trust, allowed1 = own0 - own1 <= trust;
    return allowed1 && (own1 + other1 > own0 + other0 || !allowed0);
  };
  const double seconds = bench::seconds_of([&] {
    for (long k = 0; k < slow_games; ++k) {
      double a[4], b[4];
      for (double& x : a) x = draw(random);
      for (double& x : b) x = draw(random);
      const int j0 = second(b[0], b[1], a[0], a[1], follower_trust),
                j1 = second(b[2], b[3], a[2], a[3], follower_trust);
      leader += second(a[j0], a[2 + j1], b[j0], b[2 + j1], leader_trust) ? a[2 + j1] : a[j0];
    }
  });
  bench::print({"K5", std::string(law) + ", std::mt19937_64", "ns/game", 1e9 * seconds / slow_games,
                std::abs(leader / slow_games / reference - 1), -1, slow_games});
}

/// W4: given games solved one at a time, matrices of any size; the error is that of the mean payoff.
void measure_solves() {
  constexpr int count = 400'000;
  solvers::RandomStream random(1);
  std::vector<Matrix> leader(count, Matrix(2, 2)), follower = leader;
  for (auto* side : {&leader, &follower})
    for (auto& matrix : *side)
      for (double& entry : matrix.reshaped()) entry = random.exponential();
  double paid = 0;
  const double seconds = bench::seconds_of([&] {
    for (std::size_t k = 0; k < count; ++k)
      paid +=
          play(leader[k], follower[k], {.leader = leader_trust, .follower = follower_trust}).leader_payoff;
  });
  const double reference = exact({"", EntryLaw::Kind::exponential, solvers::exponential_law(1)});
  bench::print({"W4", "one given game at a time", "solves/s", count / seconds,
                std::abs(paid / count / reference - 1), -1, count});
}

}  // namespace

int main() {
  const Law laws[] = {{"uniform", EntryLaw::Kind::uniform, solvers::uniform_law(0, 1)},
                      {"exponential", EntryLaw::Kind::exponential, solvers::exponential_law(1)}};
  for (const auto& law : laws) {
    const double reference = exact(law);
    for (const auto set : {InstructionSet::avx2, InstructionSet::avx512, InstructionSet::baseline})
      measure_kernel(law, set, reference);
    if (law.kind == EntryLaw::Kind::uniform)
      measure_standard(law.name, std::uniform_real_distribution<double>(), reference);
    else
      measure_standard(law.name, std::exponential_distribution<double>(), reference);
  }
  measure_solves();
}
