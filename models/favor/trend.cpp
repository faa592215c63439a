#include "models/favor/trend.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <Eigen/Dense>

#include "solvers/core/random.hpp"

namespace models::favor {
namespace {

constexpr int terms = 5;
constexpr int grid_points = 51;
using Basis = Eigen::Matrix<double, terms, 1>;
using Normal = Eigen::Matrix<double, terms, terms>;

/// Legendre polynomials P_0, ..., P_4 on [0, 1].
Basis basis(double x) {
  const double t = 2 * x - 1;
  Basis p;
  p << 1, t, 0, 0, 0;
  for (int n = 1; n + 1 < terms; ++n) p(n + 1) = ((2 * n + 1) * t * p(n) - n * p(n - 1)) / (n + 1);
  return p;
}

/// Normal equations of least squares: sums over points, so that resampling adds them up.
struct Equations {
  Normal matrix = Normal::Zero();
  Basis right = Basis::Zero();

  void add(const TrendPoint& point) {
    const auto p = basis(point.discount_factor);
    matrix += point.weight * p * p.transpose();
    right += point.weight * point.value * p;
  }
  void add(const Equations& other) {
    matrix += other.matrix;
    right += other.right;
  }
  /// Nothing where the points do not determine a quartic.
  std::optional<Basis> solve() const {
    const Eigen::LDLT<Normal> factors(matrix);
    if (factors.info() != Eigen::Success || !(factors.rcond() > 1e-12)) return std::nullopt;
    return factors.solve(right);
  }
};

std::vector<double> values_on_grid(const Basis& coefficients) {
  std::vector<double> values;
  for (int k = 0; k < grid_points; ++k)
    values.push_back(coefficients.dot(basis(static_cast<double>(k) / (grid_points - 1))));
  return values;
}

double place_of_largest(const std::vector<double>& values) {
  const auto at = std::max_element(values.begin(), values.end()) - values.begin();
  return static_cast<double>(at) / (grid_points - 1);
}

/// The k-th of n sorted numbers with k = share * (n - 1), rounded.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

/// Standard deviation around the mean.
double spread(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double x : values) mean += x / n;
  for (const double x : values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / n);
}

/// One block for each cluster, or for each point where they are all of one.
std::vector<Equations> blocks_of(const std::vector<TrendPoint>& points) {
  std::set<int> clusters;
  for (const auto& point : points) clusters.insert(point.cluster);
  std::vector<Equations> blocks(clusters.size() > 1 ? clusters.size() : points.size());
  for (std::size_t k = 0; k < points.size(); ++k) {
    const auto place = std::distance(clusters.begin(), clusters.find(points[k].cluster));
    blocks[clusters.size() > 1 ? static_cast<std::size_t>(place) : k].add(points[k]);
  }
  return blocks;
}

std::vector<std::vector<double>> resampled_fits(const std::vector<Equations>& blocks, int resamples,
                                                std::uint64_t seed) {
  std::vector<std::vector<double>> fits;
  for (int b = 0; b < resamples; ++b) {
    solvers::RandomStream random(seed, static_cast<std::uint64_t>(b));
    Equations drawn;
    for (std::size_t k = 0; k < blocks.size(); ++k) drawn.add(blocks[random.below(blocks.size())]);
    if (const auto coefficients = drawn.solve()) fits.push_back(values_on_grid(*coefficients));
  }
  return fits;
}

}  // namespace

std::optional<Trend> quartic_trend(const std::vector<TrendPoint>& points, int resamples, std::uint64_t seed) {
  std::set<double> different;
  for (const auto& point : points) different.insert(point.discount_factor);
  if (different.size() <= terms) return std::nullopt;
  const auto blocks = blocks_of(points);
  Equations all;
  for (const auto& block : blocks) all.add(block);
  const auto coefficients = all.solve();
  if (!coefficients) return std::nullopt;
  Trend trend;
  trend.fit = values_on_grid(*coefficients);
  trend.peak = place_of_largest(trend.fit);
  auto fits = resampled_fits(blocks, resamples, seed);
  if (fits.empty()) fits.push_back(trend.fit);
  std::vector<double> peaks, column(fits.size());
  for (const auto& fit : fits) peaks.push_back(place_of_largest(fit));
  trend.peak_error = spread(peaks);
  for (std::size_t g = 0; g < trend.fit.size(); ++g) {
    for (std::size_t b = 0; b < fits.size(); ++b) column[b] = fits[b][g];
    trend.grid.push_back(static_cast<double>(g) / (grid_points - 1));
    trend.lower.push_back(quantile(column, 0.05));
    trend.upper.push_back(quantile(column, 0.95));
  }
  return trend;
}

DataTable trend_table(std::string name, std::string meaning, const Trend& trend) {
  return {
      std::move(name),
      std::move(meaning),
      {{"discount_factor", trend.grid}, {"fit", trend.fit}, {"lower", trend.lower}, {"upper", trend.upper}}};
}

}  // namespace models::favor
