#include "models/coopetition/factorial.hpp"

#include <cstring>
#include <unordered_map>

#include "models/memory.hpp"
#include "solvers/core/random.hpp"

namespace models::coopetition {
namespace {

using kernels::metric_count;

kernels::Configurations arrays(const std::array<const double*, factor_names.size()>& columns, long count) {
  return {columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], count};
}

Matrix measured(const TrustLaw& law, bool reactive, const kernels::Configurations& all) {
  Matrix metrics(all.count, static_cast<Eigen::Index>(metric_count));
  kernels::factorial_metrics(all, variant_of(law),
                             reactive ? kernels::Signals::reactive : kernels::Signals::fixed, metrics.data(),
                             all.count);
  return metrics;
}

std::uint64_t hash_of_row(const Matrix& metrics, long row) {
  std::uint64_t hash = 0;
  for (Eigen::Index m = 0; m < metrics.cols(); ++m) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &metrics(row, m), sizeof bits);
    hash = solvers::mix(hash ^ bits);
  }
  return hash;
}

}  // namespace

kernels::TrustVariant variant_of(const TrustLaw& law) {
  return {.gap = law.building == Building::gap,
          .always_heals = law.decay == Decay::always,
          .ceiling = law.clip == Clip::ceiling};
}

double configurations(const Factorial& factorial) {
  double product = 1;
  for (const auto& levels : factorial.levels) product *= static_cast<double>(levels.size());
  return product;
}

FactorialTable factorial_table(const TrustLaw& variants, const Factorial& factorial) {
  const double count = configurations(factorial);
  require_memory("simulate", "the table of all configurations",
                 2 * bytes_of_matrix(count, double{metric_count} + double{factor_names.size()}),
                 "give fewer levels");
  const auto rows = static_cast<std::size_t>(count);
  FactorialTable table;
  std::array<const double*, factor_names.size()> columns;
  std::size_t inner = rows;
  for (std::size_t factor = 0; factor < factor_names.size(); ++factor) {
    const auto& levels = factorial.levels[factor];
    auto& column = table.factors[factor];
    column.resize(rows);
    inner /= levels.size();
    for (std::size_t row = 0; row < rows; ++row) column[row] = levels[row / inner % levels.size()];
    columns[factor] = column.data();
  }
  table.metrics = measured(variants, factorial.reactive, arrays(columns, static_cast<long>(rows)));
  return table;
}

DistinctRows distinct_rows(const FactorialTable& table) {
  DistinctRows result;
  std::unordered_multimap<std::uint64_t, std::size_t> groups;  // by hash; a group's own row settles equality
  for (long row = 0; row < table.rows(); ++row) {
    const auto hash = hash_of_row(table.metrics, row);
    const auto [from, to] = groups.equal_range(hash);
    auto same = from;
    while (same != to &&
           !(table.metrics.row(result.first[same->second]).array() == table.metrics.row(row).array()).all())
      ++same;
    if (same != to) {
      ++result.times[same->second];
    } else {
      groups.emplace(hash, result.first.size());
      result.first.push_back(row);
      result.times.push_back(1);
    }
  }
  return result;
}

Matrix metrics_at(const TrustLaw& variants, bool reactive, const Matrix& points) {
  std::array<const double*, factor_names.size()> columns;
  for (std::size_t factor = 0; factor < columns.size(); ++factor)
    columns[factor] = points.col(static_cast<Eigen::Index>(factor)).data();
  return measured(variants, reactive, arrays(columns, points.rows()));
}

}  // namespace models::coopetition
