// Greatest limits of pairs: 10^6 random pairs with uniform and with exponential costs beside Boost's TOMS 748
// on the same scalar equation, and the limits of every pair of 2,000 agents.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <boost/math/tools/toms748_solve.hpp>

#include "bench/measure.hpp"
#include "models/favor/equations.hpp"
#include "models/favor/pairwise.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models::favor;

constexpr double mean_cost = 100, mean_value = 600;
constexpr int pairs = 1'000'000, judged = 20'000, written = 2'000;

struct Numbers {
  double A1, A2, r12, r21;
};

std::vector<Numbers> random_pairs() {
  solvers::RandomStream random(2008);
  std::vector<Numbers> list(pairs);
  for (auto& n : list)
    n = {annuity_factor(random.uniform()), annuity_factor(random.uniform()), random.uniform(),
         random.uniform()};
  return list;
}

/// h2(y(x)) - k2 F(x) with y from agent 1's equation: the pair's equations as one of c12, no inner inversion.
template <typename T>
struct ScalarEquation {
  bool uniform;
  T w1, w2, k1, k2;
  ScalarEquation(bool is_uniform, const Numbers& n)
      : uniform(is_uniform),
        w1(T(n.A1) * n.r12),
        w2(T(n.A2) * n.r21),
        k1(T(n.A1) * n.r21 * mean_value),
        k2(T(n.A2) * n.r12 * mean_value) {}
  T F(T c) const { return uniform ? std::min(c / T(2 * mean_cost), T(1)) : -std::expm1(-c / T(mean_cost)); }
  T M(T c) const {
    if (uniform) {
      const T x = std::min(c, T(2 * mean_cost));
      return x * x / T(4 * mean_cost);
    }
    const T t = c / T(mean_cost);
    return T(mean_cost) * (-std::expm1(-t) - t * std::exp(-t));
  }
  T operator()(T x) const {
    const T q = (x + w1 * M(x)) / k1;
    if (q >= 1) return T(1e30);  // more than agent 2 can ever give back
    const T y = uniform ? q * T(2 * mean_cost) : -T(mean_cost) * std::log1p(-q);
    return y + w2 * M(y) - k2 * F(x);
  }
};

bool cooperates(bool uniform, const Numbers& n) {
  const double spread = uniform ? 2 * mean_cost : mean_cost;
  return std::sqrt(n.A1 * n.A2 * n.r12 * n.r21) * mean_value > spread;
}

double by_toms748(bool uniform, const Numbers& n) {
  if (!cooperates(uniform, n)) return 0;
  const ScalarEquation<double> equation(uniform, n);
  double low = 1e-12, high = equation.k1;
  if (equation(low) >= 0) return low;
  std::uintmax_t budget = 200;
  const auto found = boost::math::tools::toms748_solve(equation, low, high,
                                                       boost::math::tools::eps_tolerance<double>(50), budget);
  return (found.first + found.second) / 2;
}

/// By bisection in long double down to its last digits.
double reference(bool uniform, const Numbers& n) {
  if (!cooperates(uniform, n)) return 0;
  const ScalarEquation<long double> equation(uniform, n);
  long double low = 1e-15L, high = equation.k1;
  for (int k = 0; k < 130; ++k) {
    const long double middle = (low + high) / 2;
    (equation(middle) > 0 ? high : low) = middle;
  }
  return static_cast<double>(high);
}

template <typename Solve>
void measure(bool uniform, const std::vector<Numbers>& list, const std::string& name, int count,
             Solve solve) {
  double sum = 0, error = 0;
  const double seconds = bench::seconds_of([&] {
    for (int k = 0; k < count; ++k) sum += solve(list[static_cast<std::size_t>(k)]);
  });
  if (!(sum > 0)) std::abort();
  long seen = 0;
  for (int k = 0; k < judged; ++k) {
    const auto& n = list[static_cast<std::size_t>(k)];
    const double exact = reference(uniform, n);
    // Saturated costs are judged on c21's side by the peer's own equation no better than rounding allows.
    if (exact > 1e-3 && exact < 10 * mean_cost)
      error = std::max(error, std::abs(solve(n) - exact) / exact), ++seen;
  }
  bench::print({.kernel = "F1",
                .name = name,
                .unit = "us",
                .value = 1e6 * seconds / count,
                .error = error,
                .points = seen});
}

void pair_limits(bool uniform, const std::vector<Numbers>& list) {
  const CostLaw costs(uniform ? solvers::uniform_law(0, 2 * mean_cost) : solvers::exponential_law(mean_cost));
  const FavorLaw law(costs, mean_value);
  const std::string which = uniform ? "uniform" : "exponential";
  measure(uniform, list, "pair limits, " + which, pairs, [&](const Numbers& n) {
    return greatest_limits({law, law, n.A1, n.A2, n.r12, n.r21}).c12;
  });
  measure(uniform, list, "TOMS 748 of Boost, " + which, pairs / 5,
          [&](const Numbers& n) { return by_toms748(uniform, n); });
}

void matrix(const solvers::LawPtr& law, const char* name) {
  constexpr int n = 2000;
  solvers::RandomStream random(5);
  solvers::Vector annuities(n);
  solvers::Matrix rates(n, n);
  for (auto& a : annuities) a = annuity_factor(random.uniform());
  for (auto& r : rates.reshaped()) r = random.uniform();
  rates.diagonal().setZero();
  const Favors favors({CostLaw(law)}, {FavorValue{nullptr, {{}, mean_value, 0}}});
  double sum = 0;
  const double seconds =
      bench::seconds_of([&] { sum = pairwise_limits(favors, annuities, rates).limits.sum(); });
  if (!(sum > 0)) std::abort();
  bench::print({.kernel = "F2", .name = name, .unit = "s", .value = seconds, .points = 1L * n * (n - 1) / 2});
}

}  // namespace

int main(int argc, char** argv) {
  const auto list = random_pairs();
  pair_limits(true, list);
  pair_limits(false, list);
  matrix(solvers::uniform_law(0, 200), "limits of all pairs of 2,000 agents, uniform");
  matrix(solvers::exponential_law(100), "limits of all pairs of 2,000 agents, exponential");
  auto* file = std::fopen((std::string(argc > 1 ? argv[1] : ".") + "/favor_pairs.csv").c_str(), "w");
  if (!file) return 1;
  for (int k = 0; k < written; ++k) {
    const auto& n = list[static_cast<std::size_t>(k)];
    std::fprintf(file, "%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", n.A1, n.A2, n.r12, n.r21, reference(true, n),
                 reference(false, n));
  }
  return std::fclose(file) == 0 ? 0 : 1;
}
