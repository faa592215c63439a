#include "models/digital_twin/reproductions.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/printed_symmetric.hpp"
#include "models/digital_twin/printed_symmetric_grid.hpp"
#include "models/digital_twin/schema.hpp"

namespace models::digital_twin {
namespace {

const std::vector<std::string> laws_are_ours{
    "the source names neither the laws of its parameters nor its seed: costs U[0.5, 1.5], lambda U[0.5, 2], "
    "R = 5, a = b "
    "= 1, eta U[0.1, 0.5], eta hat U[0.02, 0.1]",
    "gradient (15) as printed, trust from 0, opponents taken to do what they did last"};

/// First and last value of each series of the figure's quantities.
Reproduction ends_of_series(const std::vector<std::string>& quantities, const ReproduceOptions& options) {
  const auto loaded = catalog_model("digital-twin/figures-1-3", options);
  RunOptions run = loaded.wishes;
  run.stop = options.stop;
  const auto trajectory = loaded.model->simulate(run);
  Reproduction result{.choices = laws_are_ours};
  for (const auto& series : trajectory.series) {
    if (std::find(quantities.begin(), quantities.end(), series.quantity) == quantities.end()) continue;
    if (series.values.empty()) continue;
    for (const auto& [when, value] : {std::pair{trajectory.steps.front(), series.values.front()},
                                      std::pair{trajectory.steps.back(), series.values.back()}})
      result.numbers.push_back(
          {.name = fmt::format("{}, {}, t = {}", series.entity, series.quantity, when), .computed = value});
  }
  return result;
}

Reproduction figure1(const ReproduceOptions& options) {
  return ends_of_series({"sharing", "probing", "deception"}, options);
}
Reproduction figure2(const ReproduceOptions& options) { return ends_of_series({"utility"}, options); }
Reproduction figure3(const ReproduceOptions& options) { return ends_of_series({"trust"}, options); }

/// Share of the steps of a table along an axis at which it falls.
double falling_share(const Matrix& table, bool along_rows) {
  const Eigen::Index m = table.rows(), n = table.cols();
  const Matrix steps = along_rows ? Matrix(table.bottomRows(m - 1) - table.topRows(m - 1))
                                  : Matrix(table.rightCols(n - 1) - table.leftCols(n - 1));
  return static_cast<double>((steps.array() < 0).count()) / static_cast<double>(steps.size());
}

Reproduction figure4(const ReproduceOptions& options) {
  const auto loaded = catalog_model("digital-twin/figure4", options);
  const auto axis = [&](int i) {
    const auto& values = loaded.axes.at(static_cast<std::size_t>(i)).values;
    return Vector(Vector::Map(values.data(), static_cast<Eigen::Index>(values.size())));
  };
  const PrintedSymmetricGridProblem problem{identical(parameters(loaded.resolved).players), axis(0), axis(1)};
  const auto grid = solve_printed_symmetric_grid(problem);
  const auto verdicts = certify_printed_symmetric_grid(problem, grid.sharing);
  const Matrix sum = (grid.sharing + grid.deception).colwise() + grid.probing;
  const auto proved = std::count(verdicts.begin(), verdicts.end(), solvers::Verdict::proved);
  Reproduction result;
  const auto add = [&](std::string name, double value) {
    result.numbers.push_back({.name = std::move(name), .computed = value});
  };
  const auto last = grid.sharing.rows() - 1, end = grid.sharing.cols() - 1;
  for (const auto& [name, table] :
       {std::pair{"sharing", &grid.sharing}, std::pair{"deception", &grid.deception}}) {
    add(fmt::format("{} at the smallest lambda and c3", name), (*table)(0, 0));
    add(fmt::format("{} at the smallest lambda, the largest c3", name), (*table)(0, end));
    add(fmt::format("{} at the largest lambda, the smallest c3", name), (*table)(last, 0));
    add(fmt::format("{} at the largest lambda and c3", name), (*table)(last, end));
    add(fmt::format("share of steps along lambda at which {} falls", name), falling_share(*table, true));
    add(fmt::format("share of steps along c3 at which {} falls", name), falling_share(*table, false));
  }
  add("probing at the largest lambda", grid.probing(last));
  add("share of roots that violate the budget",
      static_cast<double>((sum.array() > 1).count()) / static_cast<double>(sum.size()));
  add("roots proved in balls", static_cast<double>(proved));
  result.choices = {"N = 5, R = a = b = c1 = c2 = 1 and a grid of 64 x 64: the source states none of them",
                    "roots of (16) as printed, also where they violate the budget"};
  return result;
}

}  // namespace

const std::vector<Reproducer>& reproductions() {
  static const std::vector<Reproducer> all = {
      {"figure1", "strategies of five learning players over 50 rounds", "Section IV-A, Figure 1", figure1},
      {"figure2", "their utilities", "Section IV-B, Figure 2", figure2},
      {"figure3", "their trust in one another", "Section IV-B, Figure 3", figure3},
      {"figure4", "the symmetric system (16) over lambda and c3", "Section IV-C, Figure 4", figure4},
  };
  return all;
}

}  // namespace models::digital_twin
