// models/favor/pairwise.hpp
// Limits of every pair of a group.
#pragma once

#include "models/favor/parameters.hpp"
#include "solvers/core/stop.hpp"

namespace models::favor {

/// limits(i, j): the greatest limit of what i does for j, for each pair on its own; n x n, zero diagonal.
/// O(n^2) solves of greatest_limits. `stop` is asked once a row; rows left over stay NaN and `complete` says
/// so.
struct PairwiseLimits {
  Matrix limits;
  bool complete = true;
};
PairwiseLimits pairwise_limits(const Favors&, const Vector& annuities, const Matrix& rates,
                               const solvers::Stop& stop = {});

}  // namespace models::favor
