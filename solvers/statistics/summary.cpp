#include "solvers/statistics/summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double same_number = 1e-12;  // relative: one number, computed in different ways

/// Sums of halves: errors grow with the logarithm of the length.
template <typename Term>
double pairwise_sum(std::size_t first, std::size_t last, const Term& term) {
  if (last - first <= 32) {
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) sum += term(i);
    return sum;
  }
  const std::size_t middle = first + (last - first) / 2;
  return pairwise_sum(first, middle, term) + pairwise_sum(middle, last, term);
}

double mean_of(std::span<const double> values) {
  return pairwise_sum(0, values.size(), [&](std::size_t i) { return values[i]; }) /
         static_cast<double>(values.size());
}

bool constant(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values[0]; });
}

}  // namespace

double quantile(std::span<const double> ascending, double share) {
  require::that(!ascending.empty(), "quantile", "there are no numbers");
  require::within("quantile", "share", share, 0, 1);
  const double place = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= ascending.size()) return ascending.back();
  return ascending[below] + (place - static_cast<double>(below)) * (ascending[below + 1] - ascending[below]);
}

Summary summarise(std::span<const double> values) {
  require::that(!values.empty(), "summarise", "there are no numbers");
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  Summary s;
  s.min = sorted.front();
  s.lower_quartile = quantile(sorted, 0.25);
  s.median = quantile(sorted, 0.5);
  s.upper_quartile = quantile(sorted, 0.75);
  s.max = sorted.back();
  s.mean = mean_of(sorted);
  const double squares = pairwise_sum(
      0, sorted.size(), [&](std::size_t i) { return (sorted[i] - s.mean) * (sorted[i] - s.mean); });
  if (sorted.size() > 1) s.standard_deviation = std::sqrt(squares / static_cast<double>(sorted.size() - 1));
  for (std::size_t i = 1; i < sorted.size(); ++i)
    s.distinct += sorted[i] - sorted[i - 1] > same_number * std::abs(sorted[i]) ? 1 : 0;
  return s;
}

std::optional<double> correlation(std::span<const double> x, std::span<const double> y) {
  require::that(!x.empty() && x.size() == y.size(), "correlation", "two samples of one length are needed");
  if (constant(x) || constant(y)) return std::nullopt;
  const double x_mean = mean_of(x), y_mean = mean_of(y);
  const auto sum = [&](auto a, double a_mean, auto b, double b_mean) {
    return pairwise_sum(0, a.size(), [&](std::size_t i) { return (a[i] - a_mean) * (b[i] - b_mean); });
  };
  const double squares = sum(x, x_mean, x, x_mean) * sum(y, y_mean, y, y_mean);
  return squares > 0 ? std::optional(sum(x, x_mean, y, y_mean) / std::sqrt(squares)) : std::nullopt;
}

}  // namespace solvers
