// solvers/statistics/sampled_variance.hpp
// Which input of a function explains how much of its variance, from a sample, with bootstrap intervals.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solvers/core/vector.hpp"

namespace solvers {

/// Independent inputs, uniform on their ranges, and outputs that are computed for many points at once.
struct SampledVarianceProblem {
  Vector lower, upper;  ///< k, finite, lower <= upper
  /// n x k points to n x outputs values; finite.
  std::function<Matrix(const Matrix& points)> evaluate;
};

struct SampledVarianceOptions {
  int samples = 4096;   ///< rows N of each of the two base samples; N (k + 2) points are evaluated
  int resamples = 500;  ///< of the bootstrap
  double level = 0.95;  ///< of the intervals
  std::uint64_t seed = 1;
};

/// A figure and its percentile interval.
struct IntervalEstimate {
  double value = 0, lower = 0, upper = 0;
};

/// Of one output, one entry an input each. An output that is constant on the sample has zeros everywhere.
struct SampledIndices {
  std::vector<IntervalEstimate> correlation;
  std::vector<IntervalEstimate> first_order;  ///< S_i
  std::vector<IntervalEstimate> total;        ///< ST_i
};

/// Sobol indices over continuous ranges, one entry an output. An input that enters nowhere has indices 0
/// exactly. Method: radial samples A, B, A_B^i; S_i by Saltelli et al. (2010), Table 2 (b), about the mean;
/// ST_i by Jansen, (f). Rows are independent, so the bootstrap draws rows; it draws the same ones for all
/// outputs and inputs. Throws std::invalid_argument for ranges or options out of bounds, and for values of
/// the wrong shape.
std::vector<SampledIndices> sampled_variance_indices(const SampledVarianceProblem&,
                                                     const SampledVarianceOptions& = {});

}  // namespace solvers
