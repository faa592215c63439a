// bench/learning_bench.cpp
// K3: Phi(x, y) of limited trust, one line of JSON for each law and size; errors are judged in balls where
// there are any.
#include <algorithm>
#include <cmath>
#include <vector>

#include "bench/measure.hpp"
#include "models/limited_trust/learning_time.hpp"

namespace {

using namespace models::limited_trust;
using solvers::Ball;

/// Microseconds a call: the median of nine batches.
template <typename Work>
double microseconds(int calls, Work&& work) {
  work();  // rules are made once
  std::vector<double> times;
  for (int batch = 0; batch < 9; ++batch)
    times.push_back(1e6 * bench::seconds_of([&] {
                      for (int k = 0; k < calls; ++k) work();
                    }) /
                    calls);
  std::nth_element(times.begin(), times.begin() + 4, times.end());
  return times[4];
}

void measure(const char* name, const solvers::LawPtr& law, int n, double x, double width, int calls) {
  const ReplyLaws laws{law, law, n};
  Phi found;
  const double time = microseconds(calls, [&] { found = phi(laws, {x, width}); });
  const Ball ball = phi_enclosed(laws, x, width);
  const double error = ball.is_finite() ? std::abs(found.value - ball.midpoint()) / ball.midpoint() : -1;
  bench::print({.kernel = "K3",
                .name = std::string(name) + ", n = " + std::to_string(n),
                .unit = "us",
                .value = time,
                .error = error,
                .points = 1});
}

}  // namespace

int main() {
  const auto u = solvers::uniform_law(0, 1), e = solvers::exponential_law(1), z = solvers::normal_law(0, 1);
  for (const int n : {2, 3, 5, 10, 100, 300, 998}) measure("uniform (0.2, 0.3]", u, n, 0.2, 0.1, 1000);
  for (const int n : {2, 3, 10, 100, 1000, 1'000'000})
    measure("exponential (0.75, 1]", e, n, 0.75, 0.25, 200);
  for (const int n : {2, 3, 10}) measure("normal (0.75, 1]", z, n, 0.75, 0.25, 3);
  const ReplyLaws replies{e, e, 5};
  double mean = 0;
  const double time = microseconds(5, [&] { mean = LearningTime(replies, 1, 0.5).mean().value; });
  bench::print({.kernel = "K3",
                .name = "exact mean learning time, exponential, n = 5",
                .unit = "us",
                .value = time,
                .points = 1});
  return std::isfinite(mean) ? 0 : 1;
}
