#include "models/favor/pairwise.hpp"

#include <cmath>

#include "solvers/core/require.hpp"

namespace models::favor {

PairwiseLimits pairwise_limits(const Favors& favors, const Vector& annuities, const Matrix& rates,
                               const solvers::Stop& stop) {
  const auto n = annuities.size();
  solvers::require::same_size("pairwise_limits", "rates", rates.rows(), "annuities", n);
  solvers::require::same_size("pairwise_limits", "columns of rates", rates.cols(), "annuities", n);
  PairwiseLimits result{Matrix::Constant(n, n, std::nan("")), true};
  result.limits.diagonal().setZero();
  constexpr Eigen::Index block = 32;  // of columns, so that rows of the upper triangle are written in cache
  for (Eigen::Index first = 0; first < n; first += block) {
    if (stop.requested()) {
      result.complete = false;
      break;
    }
    for (Eigen::Index j = first; j < std::min(first + block, n); ++j)
      for (Eigen::Index i = 0; i < j; ++i) {
        const auto found =
            greatest_limits(pair_of(favors, annuities, rates, static_cast<int>(i), static_cast<int>(j)));
        result.limits(i, j) = found.c12;
        result.limits(j, i) = found.c21;
      }
  }
  return result;
}

}  // namespace models::favor
