// models/coopetition/factorial.hpp
// TR-2's factorial experiment: the metrics of every combination of levels.
#pragma once

#include <array>
#include <vector>

#include "models/coopetition/kernels/factorial_metrics.hpp"
#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// Rows are configurations in lexicographic order, the first factor slowest.
struct FactorialTable {
  std::array<std::vector<double>, factor_names.size()> factors;
  Matrix metrics;  ///< configurations x kernels::metric_count
  long rows() const { return metrics.rows(); }
};

/// Groups of rows whose metrics are equal to the bit.
struct DistinctRows {
  std::vector<long> first;  ///< row of each group, ascending
  std::vector<long> times;  ///< rows of the group
};

kernels::TrustVariant variant_of(const TrustLaw&);

/// The number of configurations as a double: no product overflows.
double configurations(const Factorial&);

/// Every configuration is followed, also where factors are idle. Throws TooLarge.
FactorialTable factorial_table(const TrustLaw& variants, const Factorial&);

DistinctRows distinct_rows(const FactorialTable&);

/// Metrics of points anywhere: `points` has a column a factor; rows of the result are configurations.
Matrix metrics_at(const TrustLaw& variants, bool reactive, const Matrix& points);

}  // namespace models::coopetition
