#include "models/coopetition/factorial_record.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "models/coopetition/factorial.hpp"
#include "models/coopetition/factorial_closed_forms.hpp"
#include "solvers/statistics/factorial_variance.hpp"
#include "solvers/statistics/sampled_variance.hpp"
#include "solvers/statistics/summary.hpp"

namespace models::coopetition {
namespace {

using kernels::Metric;
using kernels::metric_count;
using kernels::metric_names;

constexpr double rounding = 1e-12;
constexpr std::size_t factors = factor_names.size();

std::span<const double> column(const Matrix& metrics, int metric) {
  return {metrics.col(metric).data(), static_cast<std::size_t>(metrics.rows())};
}

std::string text(std::string_view words) { return std::string(words); }

/// Columns that grow row by row.
class Columns {
 public:
  void add(const std::string& name, double value) { numbers(name).push_back(value); }
  void add(const std::string& name, std::string value) { texts(name).push_back(std::move(value)); }
  std::vector<Column> take() { return std::move(columns_); }

 private:
  template <typename T>
  std::vector<T>& of(const std::string& name) {
    for (auto& column : columns_)
      if (column.name == name) return std::get<std::vector<T>>(column.values);
    columns_.push_back({name, std::vector<T>{}});
    return std::get<std::vector<T>>(columns_.back().values);
  }
  std::vector<double>& numbers(const std::string& name) { return of<double>(name); }
  std::vector<std::string>& texts(const std::string& name) { return of<std::string>(name); }
  std::vector<Column> columns_;
};

DataTable statistics_table(const FactorialTable& table) {
  Columns columns;
  for (int m = 0; m < metric_count; ++m) {
    const auto s = solvers::summarise(column(table.metrics, m));
    columns.add("metric", text(metric_names[static_cast<std::size_t>(m)]));
    columns.add("min", s.min);
    columns.add("lower_quartile", s.lower_quartile);
    columns.add("median", s.median);
    columns.add("mean", s.mean);
    columns.add("standard_deviation", s.standard_deviation);
    columns.add("upper_quartile", s.upper_quartile);
    columns.add("max", s.max);
    columns.add("distinct", static_cast<double>(s.distinct));
  }
  return {"statistics", "a metric over all configurations; standard_deviation divides by n - 1",
          columns.take()};
}

std::vector<solvers::SampledIndices> sampled(const Parameters& p, std::uint64_t seed) {
  const auto& factorial = *p.factorial;
  solvers::SampledVarianceProblem problem{
      Vector(static_cast<Eigen::Index>(factors)), Vector(static_cast<Eigen::Index>(factors)),
      [&](const Matrix& points) { return metrics_at(p.trust.law, factorial.reactive, points); }};
  for (std::size_t f = 0; f < factors; ++f) {
    problem.lower(static_cast<Eigen::Index>(f)) = factorial.levels[f].front();
    problem.upper(static_cast<Eigen::Index>(f)) = factorial.levels[f].back();
  }
  return solvers::sampled_variance_indices(
      problem, {.samples = factorial.samples, .resamples = factorial.resamples, .seed = seed});
}

void add_interval(Columns& columns, const std::string& name, const solvers::IntervalEstimate& estimate) {
  columns.add(name, estimate.value);
  columns.add(name + "_lower", estimate.lower);
  columns.add(name + "_upper", estimate.upper);
}

std::vector<int> level_counts(const Factorial& factorial) {
  std::vector<int> counts;
  for (const auto& levels : factorial.levels) counts.push_back(static_cast<int>(levels.size()));
  return counts;
}

DataTable effects_table(const Parameters& p, const FactorialTable& table, std::uint64_t seed) {
  const auto counts = level_counts(*p.factorial);
  const auto ranges = p.factorial->samples > 1 ? sampled(p, seed) : std::vector<solvers::SampledIndices>{};
  Columns columns;
  for (int m = 0; m < metric_count; ++m) {
    const auto values = column(table.metrics, m);
    const auto shares = solvers::factorial_variance_shares(counts, values);
    for (std::size_t f = 0; f < factors; ++f) {
      if (counts[f] == 1) continue;  // no factor
      columns.add("metric", text(metric_names[static_cast<std::size_t>(m)]));
      columns.add("factor", text(factor_names[f]));
      columns.add("correlation", solvers::correlation(table.factors[f], values).value_or(0));
      columns.add("first_order", shares.first_order(static_cast<Eigen::Index>(f)));
      columns.add("total", shares.total(static_cast<Eigen::Index>(f)));
      if (ranges.empty()) continue;
      const auto& range = ranges[static_cast<std::size_t>(m)];
      add_interval(columns, "range_correlation", range.correlation[f]);
      add_interval(columns, "range_first_order", range.first_order[f]);
      add_interval(columns, "range_total", range.total[f]);
    }
  }
  return {"effects",
          "a metric and a factor: correlation, variance-based indices on the grid and over the ranges",
          columns.take()};
}

DataTable configurations_table(const FactorialTable& table, const DistinctRows& groups) {
  Columns columns;
  for (std::size_t g = 0; g < groups.first.size(); ++g) {
    const long row = groups.first[g];
    columns.add("configuration", static_cast<double>(row + 1));
    columns.add("times", static_cast<double>(groups.times[g]));
    for (std::size_t f = 0; f < factors; ++f)
      columns.add(text(factor_names[f]), table.factors[f][static_cast<std::size_t>(row)]);
    for (int m = 0; m < metric_count; ++m)
      columns.add(text(metric_names[static_cast<std::size_t>(m)]), table.metrics(row, m));
  }
  return {"configurations", "the first of equal configurations, numbered in lexicographic order",
          columns.take()};
}

TrustLaw law_of_row(TrustLaw law, const FactorialTable& table, long row) {
  const auto at = [&](std::size_t f) { return table.factors[f][static_cast<std::size_t>(row)]; };
  law.building_rate = at(0), law.erosion_rate = at(1), law.damage_rate = at(2), law.decay_rate = at(3);
  law.amplification = at(4);
  return law;
}

Invariant closed_forms(const Parameters& p, const FactorialTable& table, const DistinctRows& groups) {
  double worst = 0;
  long compared = 0;
  for (const long row : groups.first)
    for (int m = 0; m < metric_count; ++m)
      if (const auto exact = closed_form(static_cast<Metric>(m), law_of_row(p.trust.law, table, row))) {
        worst = std::max(worst, std::abs(table.metrics(row, m) - *exact) / std::max(1.0, std::abs(*exact)));
        ++compared;
      }
  return {"closed forms hold", worst <= rounding,
          fmt::format("largest difference {:.2g} of {} metrics of configurations", worst, compared)};
}

/// Var(E(Y | lambda-)) / Var(Y) of Y = lambda- / lambda+ on the grid: a product of independent factors.
Invariant negativity_index(const Parameters& p, const FactorialTable& table) {
  const auto moments = [](const std::vector<double>& levels, auto&& value) {
    double mean = 0, square = 0;
    for (const double level : levels) mean += value(level), square += value(level) * value(level);
    const auto n = static_cast<double>(levels.size());
    return std::pair{mean / n, square / n - mean / n * (mean / n)};
  };
  const auto& levels = p.factorial->levels;
  const auto [up, up_variance] = moments(levels[1], [](double x) { return x; });
  const auto [down, down_variance] = moments(levels[0], [](double x) { return 1 / x; });
  const double variance = up_variance * (down * down + down_variance) + down_variance * up * up;
  const auto shares = solvers::factorial_variance_shares(level_counts(*p.factorial),
                                                         column(table.metrics, kernels::negativity_ratio));
  const double expected = variance > 0 ? up_variance * down * down / variance : 0;
  const double away = std::abs(shares.first_order(1) - expected);
  return {"the index of lambda- in lambda-/lambda+ is that of its closed form", away <= 1e-9,
          fmt::format("{:.6g}, difference {:.2g}", expected, away)};
}

Invariant bounded(const FactorialTable& table) {
  double low = 1, high = 0;
  for (const auto metric : {kernels::trust_at_25, kernels::trust_final_50, kernels::final_recovery_level}) {
    low = std::min(low, table.metrics.col(metric).minCoeff());
    high = std::max(high, table.metrics.col(metric).maxCoeff());
  }
  return {"trust in [0,1]", low >= 0 && high <= 1, fmt::format("between {:.6g} and {:.6g}", low, high)};
}

double share(std::span<const double> values, auto&& holds) {
  return static_cast<double>(std::count_if(values.begin(), values.end(), holds)) /
         static_cast<double>(values.size());
}

Quantities summary_of(const FactorialTable& table, const DistinctRows& groups) {
  const auto of = [&](Metric metric) { return column(table.metrics, metric); };
  const auto negativity = of(kernels::negativity_ratio);
  const auto s = solvers::summarise(negativity);
  return {
      {"configurations", static_cast<double>(table.rows())},
      {"configurations_that_differ", static_cast<double>(groups.first.size())},
      {"periods_followed", static_cast<double>(table.rows()) * kernels::periods_per_configuration},
      {"negativity_within_1_of_median",
       share(negativity, [&](double x) { return std::abs(x - s.median) <= 1 + rounding; })},
      {"negativity_within_1_sd_of_mean",
       share(negativity, [&](double x) { return std::abs(x - s.mean) <= s.standard_deviation; })},
      {"recovery_35_above_1", share(of(kernels::hysteresis_recovery_35), [](double x) { return x > 1; })},
      {"above_ceiling_after_violation", share(of(kernels::ceiling_excess), [](double x) { return x > 0; })},
      {"above_ceiling_at_35", share(of(kernels::ceiling_excess_35), [](double x) { return x > 0; })}};
}

void add_notes(const Parameters& p, const FactorialTable& table, const DistinctRows& groups,
               std::vector<std::string>& notes) {
  if (static_cast<long>(groups.first.size()) < table.rows())
    notes.push_back(fmt::format("only {} of {} configurations differ; signals are {}, so {} nothing",
                                groups.first.size(), table.rows(),
                                p.factorial->reactive ? "reactive" : "fixed",
                                p.factorial->reactive ? "some level changes" : "rho and kappa change"));
  notes.push_back(
      "negativity_ratio is lambda-/lambda+, an input; a recovery above 1 is no hysteresis, since 0.85 is no "
      "steady "
      "state: counterfactual_recovery_35 compares with the same pair without the violation");
  if (p.trust.law.building == Building::product)
    notes.push_back("product building knows no ceiling: trust passes Theta and goes to 1");
  if (p.factorial->samples > 1)
    notes.push_back(
        fmt::format("range_ figures: {} rows, uniform on the ranges of the levels; 95 % percentile "
                    "intervals of {} bootstrap resamples",
                    p.factorial->samples, p.factorial->resamples));
}

}  // namespace

Trajectory simulate_factorial(const Parameters& p, const RunOptions& options) {
  Trajectory result;
  const auto table = factorial_table(p.trust.law, *p.factorial);
  const auto groups = distinct_rows(table);
  result.tables.push_back(statistics_table(table));
  if (const auto stop = options.stop.requested()) {
    result.status = Status::stopped, result.termination = *stop;
    return result;
  }
  result.tables.push_back(effects_table(p, table, options.seed));
  result.tables.push_back(configurations_table(table, groups));
  result.summary = summary_of(table, groups);
  result.invariants = {bounded(table), negativity_index(p, table)};
  if (!p.factorial->reactive) result.invariants.push_back(closed_forms(p, table, groups));
  add_notes(p, table, groups, result.notes);
  const bool holds = std::all_of(result.invariants.begin(), result.invariants.end(),
                                 [](const Invariant& invariant) { return invariant.holds; });
  result.status = holds ? Status::certified : Status::failed;
  result.termination = solvers::Termination::converged;
  return result;
}

CheckReport check_factorial_experiment(const Parameters& p) {
  auto few = *p.factorial;  // the corners of the grid
  for (auto& levels : few.levels)
    if (levels.size() > 2) levels = {levels.front(), levels.back()};
  const auto table = factorial_table(p.trust.law, few);
  const auto bounds = bounded(table);
  CheckReport report;
  report.items.push_back({"metrics are finite at the corners of the grid", table.metrics.allFinite(),
                          fmt::format("{} configurations", table.rows())});
  report.items.push_back({bounds.name, bounds.holds, bounds.detail});
  report.notes.push_back(fmt::format("{} configurations, {} periods each", configurations(*p.factorial),
                                     kernels::periods_per_configuration));
  return report;
}

std::vector<std::string> factorial_tables() { return {"statistics", "effects", "configurations"}; }

}  // namespace models::coopetition
