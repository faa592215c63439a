// solvers/statistics/summary.hpp
// What a sample of numbers is like: order statistics, moments, correlation.
#pragma once

#include <optional>
#include <span>

namespace solvers {

struct Summary {
  double min = 0, lower_quartile = 0, median = 0, mean = 0, upper_quartile = 0, max = 0;
  double standard_deviation = 0;  ///< divides by n - 1; 0 for one number
  long distinct = 1;              ///< numbers that differ by more than rounding: 1e-12 relative
};

/// Quantile of numbers in ascending order by linear interpolation between the two nearest (type 7 of Hyndman
/// & Fan, 1996). Throws std::invalid_argument for no numbers, or a share outside [0, 1].
double quantile(std::span<const double> ascending, double share);

/// Throws std::invalid_argument for no numbers.
Summary summarise(std::span<const double> values);

/// Pearson's correlation; nothing where either sample is constant. Throws std::invalid_argument for samples
/// of different or no length.
std::optional<double> correlation(std::span<const double> x, std::span<const double> y);

}  // namespace solvers
