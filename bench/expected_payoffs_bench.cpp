// bench/expected_payoffs_bench.cpp
// Tables of expected payoffs of limited-trust games over 91 x 91 levels: expected_payoffs_bench [--tables].
// --tables: the ones by quadrature and by one sample as well, which take seconds.
#include <algorithm>
#include <cstring>

#include "bench/measure.hpp"
#include "models/limited_trust/payoff_quadrature.hpp"
#include "models/limited_trust/sampled_payoffs.hpp"

namespace {

using namespace models::limited_trust;

Payoffs games(const solvers::LawPtr& law, int actions) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = law;
  payoffs.leader_actions = payoffs.follower_actions = actions;
  return payoffs;
}

/// The largest stated error of a table.
double stated(const PayoffTable& table) {
  return std::max(table.leader_error.maxCoeff(), table.follower_error.maxCoeff());
}

}  // namespace

int main(int count, char** words) {
  const Payoffs exponential = games(solvers::exponential_law(4), 2);
  const Vector grid = Vector::LinSpaced(91, 0, 30);
  constexpr int repeats = 50;
  PayoffTable table;
  const double seconds = bench::seconds_of([&] {
    for (int k = 0; k < repeats; ++k) table = payoff_table(exponential, grid);
  });
  bench::print(
      {"payoffs", "2 x 2 exponential, closed form", "ms", 1e3 * seconds / repeats, stated(table), -1, 8281});
  if (count < 2 || std::strcmp(words[1], "--tables") != 0) return 0;
  const auto measure = [](const char* name, auto&& work) {
    PayoffTable result;
    const double time = bench::seconds_of([&] { result = work(); });
    bench::print({"payoffs", name, "ms", 1e3 * time, stated(result), -1, 8281});
  };
  measure("2 x 2 exponential, one sample of 1e6 games",
          [&] { return sampled_payoffs(exponential, grid, grid, {.games = 1'000'000}); });
  measure("2 x 2 uniform, quadrature",
          [] { return payoff_table(games(solvers::uniform_law(0, 1), 2), Vector::LinSpaced(91, 0, 1)); });
  measure("3 x 3 normal, quadrature",
          [] { return payoff_table(games(solvers::normal_law(0, 1), 3), Vector::LinSpaced(91, 0, 3)); });
}
