// bench/printed_symmetric_bench.cpp
// K1: the printed symmetric system (16) on 250 grids of 64 x 64 points, against Boost toms748, Ceres and
// balls.
#include <cmath>
#include <vector>

#include <boost/math/tools/toms748_solve.hpp>

#include "bench/measure.hpp"
#include "models/digital_twin/printed_symmetric.hpp"
#include "models/digital_twin/printed_symmetric_grid.hpp"
#include "solvers/core/random.hpp"
#include "solvers/roots/nonlinear_system.hpp"
#include "solvers/scalars/ball.hpp"

namespace bench {
namespace {

using namespace models::digital_twin;
using solvers::InstructionSet;

constexpr int kGrids = 250, kSide = 64;         // 1,024,000 points
constexpr double kWrong = 1e-12;                // relative distance from the root that counts as wrong
constexpr int kStride = 17, kSlowStride = 997;  // peers solve every 17th, Ceres every 997th point

/// From `lower` to `upper`, in equal steps or equal ratios.
Vector axis(double lower, double upper, bool ratios) {
  if (ratios) return Vector::LinSpaced(kSide, std::log(lower), std::log(upper)).array().exp();
  return Vector::LinSpaced(kSide, lower, upper);
}

/// N in {2, 5, 20}, R in [0.1, 60], lambda in [0.01, 10], c3 in [1e-3, 50]; a = b = c1 = c2 = 1.
std::vector<PrintedSymmetricGridProblem> grids() {
  solvers::RandomStream random(16);
  const long players[] = {2, 5, 20};
  std::vector<PrintedSymmetricGridProblem> problems(kGrids);
  for (auto& problem : problems) {
    problem.player = {.count = players[random.below(3)],
                      .sharing_cost = 1,
                      .probing_cost = 1,
                      .reward = 0.1 * std::pow(600, random.uniform()),
                      .sharing_value = 1,
                      .probing_value = 1};
    problem.information_sensitivity = axis(0.01, 10, random.below(2));
    problem.deception_cost = axis(1e-3, 50, random.below(2));
  }
  return problems;
}

struct Point {
  Representative player;
  double reference;  ///< the root as the judge has it
};

/// Relative step from `sharing` to the root: the quintic at sharing (1 -+ 1e-12) in balls of 128 bits, NaN
/// where the signs do not enclose the root. The line between the two values is exact to 1e-24.
double step_to_root(const Representative& player, double sharing) {
  if (!(sharing > 0)) return NAN;
  const solvers::ScopedPrecision precision(128);
  const auto p = lift<solvers::Ball>(player);
  const solvers::Ball x(sharing), width(kWrong);
  const auto below = printed_quintic(p, x * (solvers::Ball(1) - width));
  const auto above = printed_quintic(p, x * (solvers::Ball(1) + width));
  if (!certainly_negative(below) || !certainly_positive(above)) return NAN;
  return -kWrong * (below + above).midpoint() / (above - below).midpoint();
}

struct Judged {
  double error = -1;
  long wrong = -1;
};

/// Worst distance and how many points are wrong.
template <typename Solve>
Judged judge(const std::vector<Point>& points, bool judging, Solve&& solve) {
  if (!judging) return {};
  Judged result{0, 0};
  for (const auto& point : points) {
    const double error = std::abs(solve(point.player) / point.reference - 1);
    if (error <= kWrong)
      result.error = std::max(result.error, error);
    else
      ++result.wrong;
  }
  return result;
}

/// Boost's TOMS 748 on the quintic, bracketed by [0, 2 c3 / m].
double toms748(const Representative& p) {
  const auto f = [&p](double alpha) { return printed_quintic(p, alpha); };
  const double upper = 2 * p.deception_cost / p.sharing_pull();
  std::uintmax_t limit = 200;
  const auto [low, high] =
      boost::math::tools::toms748_solve(f, upper * 1e-18, upper, f(upper * 1e-18), f(upper),
                                        boost::math::tools::eps_tolerance<double>(52), limit);
  return 0.5 * (low + high);
}

/// The three equations (16) as printed, by the general path from (0.1, 0.1, 0.1).
double general_path(const Representative& player) {
  const auto residual = [&player](const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    const auto p = lift<T>(player);
    const T w = T(1) - x(2), own = p.theta() * p.sharing_value * (T(1) + T(2) * p.rivals() * x(0) * w);
    solvers::VectorOf<T> value(3);
    value(0) = own * w - T(2) * p.sharing_cost * x(0);
    value(1) = p.theta() * p.probing_value - T(2) * p.probing_cost * x(1);
    value(2) = own * x(0) - T(2) * p.deception_cost * x(2);
    return value;
  };
  return solvers::solve_nonlinear_system(solvers::differentiated_system(residual, Vector::Constant(3, 0.1)))
      .solution(0);
}

template <typename Solve>
void measure_peer(const char* name, const std::vector<Point>& points, bool judging, Solve&& solve) {
  double sum = 0;
  const double seconds = seconds_of([&] {
    for (const auto& point : points) sum += solve(point.player);
  });
  const auto judged = judge(points, judging, solve);
  const auto count = static_cast<long>(points.size());
  print({"K1", name, "ns/point", std::isfinite(sum) ? 1e9 * seconds / static_cast<double>(count) : NAN,
         judged.error, judged.wrong, count});
}

void measure_grids(const std::vector<PrintedSymmetricGridProblem>& problems, InstructionSet set,
                   bool judging) {
  if (!solvers::supported(set)) return;
  std::vector<PrintedSymmetricGridResult> results(problems.size());
  const auto solve = [&] {
    for (std::size_t k = 0; k < problems.size(); ++k)
      results[k] = solve_printed_symmetric_grid(problems[k], {.instructions = set});
  };
  solve();  // warm
  const double seconds = seconds_of(solve);
  Measurement m{
      "K1", "grid march, " + std::string(name(set)), "ns/point", 0, -1, -1, long{kGrids} * kSide * kSide};
  m.value = 1e9 * seconds / static_cast<double>(m.points);
  if (judging) {
    m.error = 0, m.wrong = 0;
    for (std::size_t k = 0; k < problems.size(); ++k)
      for (Eigen::Index column = 0; column < kSide; ++column)
        for (Eigen::Index row = 0; row < kSide; ++row) {
          const double error =
              std::abs(step_to_root(problems[k].at(row, column), results[k].sharing(row, column)));
          if (error <= kWrong)
            m.error = std::max(m.error, error);
          else
            ++m.wrong;
        }
  }
  print(m);
}

/// Every stride-th point of all grids.
std::vector<Point> sample(const std::vector<PrintedSymmetricGridProblem>& problems, int stride,
                          bool judging) {
  std::vector<Point> points;
  for (long index = 0; index < long{kGrids} * kSide * kSide; index += stride) {
    const auto& problem = problems[static_cast<std::size_t>(index / (kSide * kSide))];
    const auto player = problem.at(index % kSide, index / kSide % kSide);
    const double near = solve_printed_symmetric(player).strategy.sharing;
    points.push_back({player, judging ? near * (1 + step_to_root(player, near)) : near});
  }
  return points;
}

void measure_proofs(const std::vector<PrintedSymmetricGridProblem>& problems) {
  long proved = 0, points = 0;
  double seconds = 0;
  for (std::size_t k = 0; k < problems.size(); k += 10) {
    const auto roots = solve_printed_symmetric_grid(problems[k]);
    seconds += seconds_of([&] {
      for (const auto verdict : certify_printed_symmetric_grid(problems[k], roots.sharing)) {
        ++points;
        proved += verdict == solvers::Verdict::proved;
      }
    });
  }
  print({"K1", "certificate, double_interval", "ns/point", 1e9 * seconds / static_cast<double>(points), -1,
         points - proved, points});
}

}  // namespace

void printed_symmetric(bool judging) {
  const auto problems = grids();
  const auto points = sample(problems, kStride, judging), few = sample(problems, kSlowStride, judging);
  measure_grids(problems, InstructionSet::avx2, judging);
  measure_peer("Boost toms748, eliminated scalar", points, judging, toms748);
  measure_grids(problems, InstructionSet::avx512, judging);
  measure_grids(problems, InstructionSet::baseline, judging);
  measure_peer("solver of one point", points, judging,
               [](const Representative& p) { return solve_printed_symmetric(p).strategy.sharing; });
  measure_peer("Ceres, three equations from (0.1, 0.1, 0.1)", few, judging, general_path);
  measure_proofs(problems);
}

}  // namespace bench
