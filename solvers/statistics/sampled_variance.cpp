#include "solvers/statistics/sampled_variance.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"
#include "solvers/statistics/summary.hpp"

namespace solvers {
namespace {

constexpr auto who = "sampled_variance_indices";

/// Values at A, B and every A_B^i (A with column i of B).
struct Sample {
  Matrix A;  // N x k, on the unit cube less its centre
  Matrix at_A, at_B;
  std::vector<Matrix> at_AB;
};

Matrix scaled(const SampledVarianceProblem& problem, const Matrix& unit) {
  Matrix points = unit;
  for (Eigen::Index i = 0; i < unit.cols(); ++i)
    points.col(i) = problem.lower(i) + (problem.upper(i) - problem.lower(i)) * unit.col(i).array();
  return points;
}

Sample draw(const SampledVarianceProblem& problem, const SampledVarianceOptions& options) {
  const auto k = problem.lower.size();
  Matrix A(options.samples, k), B(options.samples, k);
  for (Eigen::Index row = 0; row < A.rows(); ++row) {
    RandomStream random(options.seed, static_cast<std::uint64_t>(row));
    for (Eigen::Index i = 0; i < k; ++i) A(row, i) = random.uniform();
    for (Eigen::Index i = 0; i < k; ++i) B(row, i) = random.uniform();
  }
  Sample sample;
  sample.at_A = problem.evaluate(scaled(problem, A));
  sample.at_B = problem.evaluate(scaled(problem, B));
  for (Eigen::Index i = 0; i < k; ++i) {
    Matrix AB = A;
    AB.col(i) = B.col(i);
    sample.at_AB.push_back(problem.evaluate(scaled(problem, AB)));
  }
  for (const auto* values : {&sample.at_A, &sample.at_B})
    require::that(values->rows() == A.rows() && values->allFinite(), who,
                  "evaluate must return a row of finite values for each point");
  sample.A = A.array() - 0.5;
  return sample;
}

/// Row r of the result: how often the bootstrap's resample r has each row of the sample, over N. Row 0: the
/// sample.
Matrix resample_weights(const SampledVarianceOptions& options) {
  const auto n = static_cast<Eigen::Index>(options.samples);
  Matrix weights = Matrix::Zero(options.resamples + 1, n);
  weights.row(0).setConstant(1.0 / static_cast<double>(n));
  for (int r = 1; r <= options.resamples; ++r) {
    RandomStream random(mix(options.seed + 0x626f6f74), static_cast<std::uint64_t>(r));
    for (Eigen::Index draws = 0; draws < n; ++draws)
      weights(r, static_cast<Eigen::Index>(random.below(static_cast<std::uint64_t>(n)))) +=
          1.0 / static_cast<double>(n);
  }
  return weights;
}

/// Of values whose first is the sample's own.
IntervalEstimate interval(std::vector<double> values, double level) {
  IntervalEstimate result{.value = values[0]};
  std::vector<double> resampled(values.begin() + 1, values.end());
  if (resampled.empty()) resampled = values;
  std::sort(resampled.begin(), resampled.end());
  result.lower = quantile(resampled, 0.5 * (1 - level));
  result.upper = quantile(resampled, 1 - 0.5 * (1 - level));
  return result;
}

/// Columns whose weighted means make the indices: f_A, f_A^2, f_B, f_B^2, then for each input x f_A, the
/// product of first order and half the squared difference of the total effect.
Matrix terms(const Sample& sample, Eigen::Index output) {
  const auto k = sample.A.cols();
  const double centre = 0.5 * (sample.at_A.col(output).mean() + sample.at_B.col(output).mean());
  const Eigen::ArrayXd a = sample.at_A.col(output).array() - centre,
                       b = sample.at_B.col(output).array() - centre;
  Matrix columns(sample.A.rows(), 4 + 3 * k);
  columns.col(0) = a;
  columns.col(1) = a * a;
  columns.col(2) = b;
  columns.col(3) = b * b;
  for (Eigen::Index i = 0; i < k; ++i) {
    const Eigen::ArrayXd moved =
        sample.at_AB[static_cast<std::size_t>(i)].col(output).array() - sample.at_A.col(output).array();
    columns.col(4 + 3 * i) = sample.A.col(i).array() * a;
    columns.col(5 + 3 * i) = b * moved;
    columns.col(6 + 3 * i) = 0.5 * moved * moved;
  }
  return columns;
}

struct Means {
  Matrix x, xx;  // of the inputs and their squares, a row a resample
  double level;
};

SampledIndices indices(const Sample& sample, const Matrix& weights, const Means& inputs,
                       Eigen::Index output) {
  const auto k = sample.A.cols();
  SampledIndices result;
  const auto count = static_cast<std::size_t>(k);
  result.correlation.resize(count), result.first_order.resize(count), result.total.resize(count);
  if ((sample.at_A.col(output).array() == sample.at_A(0, output)).all()) return result;
  const Matrix means = weights * terms(sample, output);
  for (Eigen::Index i = 0; i < k; ++i) {
    std::vector<double> r, first, total;
    for (Eigen::Index row = 0; row < means.rows(); ++row) {
      const auto m = means.row(row);
      const double mean = 0.5 * (m(0) + m(2)), variance = 0.5 * (m(1) + m(3)) - mean * mean;
      const double own = m(1) - m(0) * m(0), x = inputs.x(row, i), spread = inputs.xx(row, i) - x * x;
      const double scale = own * spread;
      r.push_back(scale > 0 ? (m(4 + 3 * i) - x * m(0)) / std::sqrt(scale) : 0);
      first.push_back(variance > 0 ? m(5 + 3 * i) / variance : 0);
      total.push_back(variance > 0 ? m(6 + 3 * i) / variance : 0);
    }
    const auto at = static_cast<std::size_t>(i);
    result.correlation[at] = interval(std::move(r), inputs.level);
    result.first_order[at] = interval(std::move(first), inputs.level);
    result.total[at] = interval(std::move(total), inputs.level);
  }
  return result;
}

void check(const SampledVarianceProblem& problem, const SampledVarianceOptions& options) {
  require::that(problem.lower.size() > 0 && problem.lower.size() == problem.upper.size(), who,
                "lower and upper need one entry an input");
  require::that(problem.lower.allFinite() && problem.upper.allFinite() &&
                    (problem.lower.array() <= problem.upper.array()).all(),
                who, "ranges must be finite with lower <= upper");
  require::at_least(who, "samples", options.samples, 2);
  require::at_least(who, "resamples", options.resamples, 0);
  require::within(who, "level", options.level, 0, 1);
}

}  // namespace

std::vector<SampledIndices> sampled_variance_indices(const SampledVarianceProblem& problem,
                                                     const SampledVarianceOptions& options) {
  check(problem, options);
  const auto sample = draw(problem, options);
  const auto weights = resample_weights(options);
  const Means inputs{weights * sample.A, weights * sample.A.cwiseAbs2(), options.level};
  std::vector<SampledIndices> result;
  for (Eigen::Index output = 0; output < sample.at_A.cols(); ++output)
    result.push_back(indices(sample, weights, inputs, output));
  return result;
}

}  // namespace solvers
