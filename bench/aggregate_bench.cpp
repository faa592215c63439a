// bench/aggregate_bench.cpp
// K2: N players without trust, R = 5 N, other parameters drawn as in the default experiment.
#include <fstream>

#include "bench/measure.hpp"
#include "models/digital_twin/aggregate.hpp"
#include "solvers/core/random.hpp"

namespace bench {
namespace {

using namespace models::digital_twin;
using solvers::InstructionSet;

Players draw(int count) {
  solvers::RandomStream random(5, static_cast<std::uint64_t>(count));
  const auto uniform = [&](double lower, double upper) {
    Vector values(count);
    for (auto& value : values) value = random.uniform(lower, upper);
    return values;
  };
  Players p;
  p.sharing_cost = uniform(0.5, 1.5);
  p.probing_cost = uniform(0.5, 1.5);
  p.deception_cost = uniform(0.5, 1.5);
  p.information_sensitivity = uniform(0.5, 2);
  p.reward = Vector::Constant(count, 5.0 * count);
  p.sharing_value = p.probing_value = Vector::Ones(count);
  p.trust_rate = uniform(0.1, 0.5);
  p.learning_rate = uniform(0.02, 0.1);
  return p;
}

void write(std::ofstream& file, const Vector& values) {
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * 8));
}

}  // namespace

void aggregate(const std::string& folder) {
  const Trust none{.kind = Trust::Kind::uniform, .value = 0};
  for (const int count : {1000, 10000, 100000}) {
    const auto players = draw(count);
    const auto solve = [&] {
      return solve_aggregate(
          players, none, Gradient::exact,
          {.instructions =
               solvers::supported(InstructionSet::avx2) ? InstructionSet::avx2 : InstructionSet::baseline});
    };
    AggregateResult result = solve();  // warm
    const double seconds = seconds_of([&] { result = solve(); });
    print({"K2", "aggregate solve, N = " + std::to_string(count), "s", seconds, result.relative_residual,
           solvers::reached_goal(result.termination) ? 0 : 1, count});
    std::ofstream file(folder + "/players_" + std::to_string(count) + ".bin", std::ios::binary);
    write(file, players.information_sensitivity);  // the peer reads five vectors of N and a profile of 3 N
    write(file, players.reward);
    write(file, players.sharing_cost);
    write(file, players.probing_cost);
    write(file, players.deception_cost);
    write(file, result.profile);
  }
}

}  // namespace bench
