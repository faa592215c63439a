// models/favor/trend.hpp
// Trends of utility over discount factors: the best fitting quartic with a bootstrap band.
// Source: Hazard (2008), Figures 1 and 2.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/results.hpp"

namespace models::favor {

/// One agent, or one stay of an agent.
struct TrendPoint {
  double discount_factor = 0;  ///< in [0, 1]
  double value = 0;
  double weight = 1;  ///< >= 0, of the squared residual
  int cluster = 0;    ///< from 0: points that are resampled together, those of one seed
};

/// On the grid of discount factors 0, 0.02, ..., 1.
struct Trend {
  std::vector<double> grid, fit, lower, upper;  ///< the quartic, and 90 % of its resamples
  double peak = 0;                              ///< the discount factor at which it is largest
  double peak_error = 0;                        ///< standard deviation of the resamples' peaks
};

/// Weighted least squares by a polynomial of degree 4; the band by resampling clusters with replacement, or
/// points where there is one cluster. Nothing for fewer than 6 different discount factors. The basis is
/// Legendre's on [0, 1], so the normal equations are well conditioned.
std::optional<Trend> quartic_trend(const std::vector<TrendPoint>& points, int resamples, std::uint64_t seed);

/// Columns discount_factor, fit, lower, upper.
DataTable trend_table(std::string name, std::string meaning, const Trend& trend);

}  // namespace models::favor
