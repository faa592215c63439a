#include "solvers/statistics/factorial_variance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

/// Values of one factor's lines: `blocks` x `levels` x `inner`, inner fastest.
struct Lines {
  std::size_t blocks, levels, inner;
  std::size_t at(std::size_t block, std::size_t level, std::size_t k) const {
    return (block * levels + level) * inner + k;
  }
};

/// Population variance about a value near all of them, so that equal values give exactly 0.
double variance(const std::vector<double>& values) {
  const double centre = values[0];
  double mean = 0, squares = 0;
  for (const double value : values) mean += value - centre;
  mean /= static_cast<double>(values.size());
  for (const double value : values) squares += (value - centre - mean) * (value - centre - mean);
  return squares / static_cast<double>(values.size());
}

/// Var(E(Y | X)): of the means at each level.
double variance_of_means(const Lines& lines, std::span<const double> values) {
  std::vector<double> means(lines.levels, 0);
  for (std::size_t block = 0; block < lines.blocks; ++block)
    for (std::size_t level = 0; level < lines.levels; ++level)
      for (std::size_t k = 0; k < lines.inner; ++k)
        means[level] += values[lines.at(block, level, k)] - values[0];
  for (double& mean : means) mean /= static_cast<double>(lines.blocks * lines.inner);
  return variance(means);
}

/// E(Var(Y | all but X)): the mean over lines along X of the variance within each.
double mean_of_variances(const Lines& lines, std::span<const double> values) {
  double sum = 0;
  std::vector<double> line(lines.levels);
  for (std::size_t block = 0; block < lines.blocks; ++block)
    for (std::size_t k = 0; k < lines.inner; ++k) {
      for (std::size_t level = 0; level < lines.levels; ++level)
        line[level] = values[lines.at(block, level, k)];
      sum += variance(line);
    }
  return sum / static_cast<double>(lines.blocks * lines.inner);
}

}  // namespace

VarianceShares factorial_variance_shares(std::span<const int> levels, std::span<const double> values) {
  constexpr auto who = "factorial_variance_shares";
  std::size_t points = 1;
  for (const int count : levels) {
    require::at_least(who, "levels", count, 1);
    points *= static_cast<std::size_t>(count);
  }
  require::that(points == values.size(), who, "the number of values must be the product of the levels");
  VarianceShares shares{.variance = variance({values.begin(), values.end()}),
                        .first_order = Vector::Zero(static_cast<Eigen::Index>(levels.size())),
                        .total = Vector::Zero(static_cast<Eigen::Index>(levels.size()))};
  if (shares.variance == 0) return shares;
  std::size_t inner = points;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto count = static_cast<std::size_t>(levels[i]);
    inner /= count;
    const Lines lines{points / count / inner, count, inner};
    const auto row = static_cast<Eigen::Index>(i);
    shares.first_order(row) = variance_of_means(lines, values) / shares.variance;
    shares.total(row) = mean_of_variances(lines, values) / shares.variance;
  }
  return shares;
}

}  // namespace solvers
