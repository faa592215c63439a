#include "solvers/certificates/definiteness.hpp"

namespace solvers {
namespace {

BallMatrix symmetric_part(const BallMatrix& A, int sign) {
  BallMatrix S(A.rows(), A.cols());
  for (Eigen::Index i = 0; i < A.rows(); ++i)
    for (Eigen::Index j = 0; j < A.cols(); ++j) S(i, j) = Ball(sign * 0.5) * (A(i, j) + A(j, i));
  return S;
}

bool has_positive_pivots(BallMatrix S) {
  const Eigen::Index n = S.rows();
  for (Eigen::Index p = 0; p < n; ++p) {
    if (!certainly_positive(S(p, p))) return false;
    for (Eigen::Index i = p + 1; i < n; ++i) {
      const Ball factor = S(i, p) / S(p, p);
      for (Eigen::Index j = p + 1; j < n; ++j) S(i, j) -= factor * S(p, j);
    }
  }
  return true;
}

}  // namespace

bool certainly_positive_definite(const BallMatrix& A) { return has_positive_pivots(symmetric_part(A, 1)); }

bool certainly_negative_semidefinite(const BallMatrix& A) {
  const BallMatrix S = symmetric_part(A, -1);  // positive semidefinite?
  bool dominant = true;
  for (Eigen::Index i = 0; i < S.rows() && dominant; ++i) {
    Ball rest;
    for (Eigen::Index j = 0; j < S.cols(); ++j)
      if (j != i) rest += abs(S(i, j));
    dominant = certainly_nonnegative(S(i, i) - rest);
  }
  return dominant || has_positive_pivots(S);
}

}  // namespace solvers
