// solvers/statistics/factorial_variance.hpp
// Which factor of a full factorial explains how much of an outcome's variance, exactly.
#pragma once

#include <span>

#include "solvers/core/vector.hpp"

namespace solvers {

/// Shares of the variance over a grid whose points all weigh the same.
struct VarianceShares {
  double variance = 0;  ///< population variance of all values
  Vector first_order;   ///< S_i = Var(E(Y | X_i)) / Var(Y), one a factor; 0 where Y is constant
  Vector total;         ///< ST_i = E(Var(Y | all but X_i)) / Var(Y), likewise
};

/// Variance-based indices of a function on a full factorial: the decomposition of Hoeffding and Sobol is
/// finite there, so nothing is sampled. `levels[i]` is how many levels factor i has; `values` in
/// lexicographic order, the first factor slowest. A factor that enters nowhere has index 0 exactly. Source:
/// Saltelli et al. (2010), Computer Physics Communications 181, 259-270, (2) and (4). Throws
/// std::invalid_argument where a factor has no level or the number of values is not the product of levels.
VarianceShares factorial_variance_shares(std::span<const int> levels, std::span<const double> values);

}  // namespace solvers
