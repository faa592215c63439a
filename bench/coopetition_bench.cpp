// W and K6: TR-2's factorial experiment, 78,125 configurations with all metrics, at each instruction set, one
// configuration at a time, and on two threads.
#include <array>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

#include "bench/measure.hpp"
#include "models/coopetition/factorial.hpp"
#include "models/coopetition/trust_dynamics.hpp"

namespace {

using namespace models::coopetition;
using kernels::Signals;
using solvers::InstructionSet;

constexpr long points = 78125;
constexpr double printed_periods =
    338;  // of the protocol as the source has it: what a configuration-step counts
constexpr long slow_every = 25 * 31;  // of the configurations, one at a time

const Factorial experiment = {.levels = {{{.05, .08, .10, .12, .15},
                                          {.15, .23, .30, .38, .45},
                                          {.50, .55, .60, .65, .70},
                                          {.01, .02, .03, .04, .05},
                                          {.3, .4, .5, .6, .7},
                                          {.10, .15, .20, .25, .30},
                                          {.5, .75, 1, 1.25, 1.5}}}};

struct Work {
  FactorialTable table = factorial_table({}, experiment);
  kernels::Configurations part(long first, long count) const {
    const auto at = [&](std::size_t factor) { return table.factors[factor].data() + first; };
    return {at(0), at(1), at(2), at(3), at(4), at(5), at(6), count};
  }
};

/// One pair's law in extended precision, the judge; and the experiment of the longest recovery with it.
template <typename Real>
struct Pair {
  Real trust, damage;
};
template <typename Real>
Pair<Real> step(const Work& work, std::size_t row, const Pair<Real>& at, Real x, bool reactive) {
  const auto& f = work.table.factors;
  const Real s = reactive ? std::tanh(Real(f[6][row]) * (x + Real(f[5][row]) * at.trust)) : std::tanh(x);
  if (s > 0)
    return {at.trust + Real(f[0][row]) * s * (1 - at.trust) * (1 - at.damage),
            at.damage - Real(f[3][row]) * at.damage};
  return {at.trust + Real(f[1][row]) * s * at.trust * (1 + Real(f[4][row]) / 2),
          at.damage - Real(f[2][row]) * s * (1 - at.damage)};
}

/// Largest difference of final_recovery_level from the judge's over the configurations judged.
double error(const Work& work, const std::vector<double>& metrics, bool reactive) {
  double worst = 0;
  for (std::size_t row = 0; row < points; row += 37) {
    Pair<long double> at = step<long double>(work, row, {0.8L, 0.0L}, -3, reactive);
    for (int t = 0; t < 100; ++t) at = step<long double>(work, row, at, 2, reactive);
    const double found = metrics[static_cast<std::size_t>(kernels::final_recovery_level) * points + row];
    worst = std::max(worst, std::abs(static_cast<double>(found - at.trust)));
  }
  return worst;
}

void measure_kernel(const Work& work, Signals signals, InstructionSet set) {
  if (!solvers::supported(set)) return;
  std::vector<double> metrics(kernels::metric_count * points);
  kernels::factorial_metrics(work.part(0, 1000), {}, signals, metrics.data(), points, set);  // warm
  const double seconds = bench::seconds_of(
      [&] { kernels::factorial_metrics(work.part(0, points), {}, signals, metrics.data(), points, set); });
  const bool reactive = signals == Signals::reactive;
  bench::print(
      {reactive ? "K6" : "W",
       std::string(reactive ? "tanh each period" : "factorial") + ", kernel, " + std::string(name(set)),
       "ns/step", 1e9 * seconds / points / printed_periods, error(work, metrics, reactive), -1, points});
}

/// The 3,125 configurations that differ.
void measure_distinct(const Work& work) {
  std::array<std::vector<double>, 7> columns;
  for (std::size_t row = 0; row < points; row += 25)
    for (std::size_t factor = 0; factor < 7; ++factor)
      columns[factor].push_back(work.table.factors[factor][row]);
  const kernels::Configurations all{columns[0].data(), columns[1].data(), columns[2].data(),
                                    columns[3].data(), columns[4].data(), columns[5].data(),
                                    columns[6].data(), points / 25};
  std::vector<double> metrics(kernels::metric_count * points / 25);
  const auto set = solvers::supported(InstructionSet::avx2) ? InstructionSet::avx2 : InstructionSet::baseline;
  const double seconds = bench::seconds_of(
      [&] { kernels::factorial_metrics(all, {}, Signals::fixed, metrics.data(), points / 25, set); });
  bench::print({"W", "factorial, 3125 that differ", "ms", 1e3 * seconds, -1, -1, points / 25});
}

void measure_one_by_one(const Work& work, bool reactive) {
  double sum = 0;
  long periods = 0;
  const double seconds = bench::seconds_of([&] {
    for (std::size_t row = 0; row < points; row += slow_every) {
      for (int repeat = 0; repeat < 3; ++repeat) {  // about the periods of the whole protocol
        Pair<double> at = step<double>(work, row, {0.8, 0.0}, -3, reactive);
        for (int t = 0; t < 100; ++t) at = step<double>(work, row, at, 2, reactive);
        sum += at.trust;
        periods += 101;
      }
    }
  });
  bench::print({reactive ? "K6" : "W", reactive ? "tanh each period, one by one" : "factorial, one by one",
                "ns/step", 1e9 * seconds / static_cast<double>(periods), sum > 0 ? -1.0 : 0.0, -1,
                points / slow_every + 1});
}

/// Wall time on one and on two threads.
void measure_threads(const Work& work, Signals signals) {
  std::vector<double> metrics(kernels::metric_count * points);
  const auto set = solvers::best_instruction_set();
  for (const long threads : {1L, 2L}) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> workers;
    const long share = (points / threads + 64) / 64 * 64;
    for (long first = 0; first < points; first += share)
      workers.emplace_back([&, first] {
        kernels::factorial_metrics(work.part(first, std::min(share, points - first)), {}, signals,
                                   metrics.data() + first, points, set);
      });
    for (auto& worker : workers) worker.join();
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    const bool reactive = signals == Signals::reactive;
    bench::print({reactive ? "K6" : "W",
                  std::string(reactive ? "tanh each period, " : "factorial, ") + std::to_string(threads) +
                      (threads == 1 ? " thread, wall" : " threads, wall"),
                  "ms", wall.count(), -1, -1, points});
  }
}

}  // namespace

int main() {
  const Work work;
  for (const auto signals : {Signals::fixed, Signals::reactive}) {
    for (const auto set : {InstructionSet::avx2, InstructionSet::avx512, InstructionSet::baseline})
      measure_kernel(work, signals, set);
    measure_one_by_one(work, signals == Signals::reactive);
    measure_threads(work, signals);
  }
  measure_distinct(work);
}
