// models/digital_twin/printed_symmetric_grid.cpp
// The grid of (16): the kernel's arrays, the points that it leaves over, the signs that prove.
#include "models/digital_twin/printed_symmetric_grid.hpp"

#include <cmath>
#include <limits>

#include "models/digital_twin/kernels/march_printed_symmetric.hpp"
#include "models/digital_twin/printed_symmetric.hpp"
#include "solvers/core/require.hpp"
#include "solvers/scalars/double_interval.hpp"

namespace models::digital_twin {
namespace {

namespace require = solvers::require;
using solvers::DoubleInterval;
using solvers::Verdict;

void check(const PrintedSymmetricGridProblem& problem) {
  constexpr auto who = "solve_printed_symmetric_grid";
  require::at_least(who, "players", problem.player.count, 2);
  require::positive(who, "sharing_cost", problem.player.sharing_cost);
  require::positive(who, "probing_cost", problem.player.probing_cost);
  require::positive(who, "reward", problem.player.reward);
  require::nonnegative(who, "sharing_value", problem.player.sharing_value);
  require::nonnegative(who, "probing_value", problem.player.probing_value);
  for (const auto& [name, axis] : {std::pair{"information_sensitivity", &problem.information_sensitivity},
                                   std::pair{"deception_cost", &problem.deception_cost}}) {
    require::at_least(who, name, axis->size(), 1);
    require::finite(who, name, *axis);
    require::positive(who, name, axis->minCoeff());
  }
}

/// Points that hold NaN, one by one.
void solve_the_rest(const PrintedSymmetricGridProblem& problem, PrintedSymmetricGridResult& result) {
  for (Eigen::Index column = 0; column < result.sharing.cols(); ++column)
    for (Eigen::Index row = 0; row < result.sharing.rows(); ++row) {
      if (!std::isnan(result.sharing(row, column))) continue;
      const auto root = solve_printed_symmetric(problem.at(row, column));
      ++result.solved_singly;
      if (solvers::reached_goal(root.termination)) {
        result.sharing(row, column) = root.strategy.sharing;
        result.deception(row, column) = root.strategy.deception;
      } else {
        ++result.unsolved;
      }
    }
}

}  // namespace

Representative PrintedSymmetricGridProblem::at(Eigen::Index row, Eigen::Index column) const {
  auto point = player;
  point.information_sensitivity = information_sensitivity(row);
  point.deception_cost = deception_cost(column);
  return point;
}

PrintedSymmetricGridResult solve_printed_symmetric_grid(const PrintedSymmetricGridProblem& problem,
                                                        const PrintedSymmetricGridOptions& options) {
  check(problem);
  const Eigen::Index rows = problem.information_sensitivity.size(), columns = problem.deception_cost.size();
  PrintedSymmetricGridResult result{
      .sharing = Matrix(rows, columns), .deception = Matrix(rows, columns), .probing = Vector(rows)};
  Vector g_rate(rows), h_rate(rows), sharing_rate(rows);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const auto point = problem.at(row, 0);
    const double m = point.sharing_pull();
    g_rate(row) = 4 * point.rivals() / m;
    h_rate(row) = 4 * point.sharing_cost / (m * m);
    sharing_rate(row) = 2 / m;
    result.probing(row) = point.theta() * point.probing_value / (2 * point.probing_cost);
  }
  const long failed = kernels::march_printed_symmetric(
      {g_rate.data(), h_rate.data(), sharing_rate.data(), rows}, problem.deception_cost.data(), columns,
      result.sharing.data(), result.deception.data(), options.instructions);
  if (failed > 0) solve_the_rest(problem, result);
  return result;
}

Verdict certify_printed_symmetric(const Representative& player, double sharing, double relative_width) {
  if (!(sharing > 0) || !std::isfinite(sharing)) return Verdict::undecided;
  const auto p = lift<DoubleInterval>(player);
  const auto below = printed_quintic(p, DoubleInterval(sharing * (1 - relative_width)));
  const auto above = printed_quintic(p, DoubleInterval(sharing * (1 + relative_width)));
  if (certainly_negative(below) && certainly_positive(above)) return Verdict::proved;
  if (certainly_positive(below) || certainly_negative(above)) return Verdict::refuted;
  return Verdict::undecided;
}

std::vector<Verdict> certify_printed_symmetric_grid(const PrintedSymmetricGridProblem& problem,
                                                    const Matrix& sharing, double relative_width) {
  check(problem);
  require::same_size("certify_printed_symmetric_grid", "rows of sharing", sharing.rows(),
                     "information_sensitivity", problem.information_sensitivity.size());
  require::same_size("certify_printed_symmetric_grid", "columns of sharing", sharing.cols(), "deception_cost",
                     problem.deception_cost.size());
  std::vector<Verdict> verdicts;
  verdicts.reserve(static_cast<std::size_t>(sharing.size()));
  for (Eigen::Index column = 0; column < sharing.cols(); ++column)
    for (Eigen::Index row = 0; row < sharing.rows(); ++row)
      verdicts.push_back(
          certify_printed_symmetric(problem.at(row, column), sharing(row, column), relative_width));
  return verdicts;
}

}  // namespace models::digital_twin
