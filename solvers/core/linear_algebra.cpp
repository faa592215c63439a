#include "solvers/core/linear_algebra.hpp"

#include <algorithm>
#include <limits>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>

#include "solvers/core/require.hpp"

namespace solvers {

std::optional<Vector> solve_linear(const Matrix& A, const Vector& b) {
  require::same_size("solve_linear", "A's rows", A.rows(), "A's columns", A.cols());
  require::same_size("solve_linear", "b", b.size(), "A's rows", A.rows());
  if (!A.allFinite() || !b.allFinite()) return std::nullopt;
  if (A.rows() == 0) return Vector(0);
  const Eigen::ColPivHouseholderQR<Matrix> qr(A);
  if (!qr.isInvertible()) return std::nullopt;
  Vector x = qr.solve(b);
  if (!x.allFinite()) return std::nullopt;
  return x;
}

std::optional<Vector> solve_linear_quickly(const Matrix& A, const Vector& b) {
  require::same_size("solve_linear_quickly", "A's rows", A.rows(), "A's columns", A.cols());
  require::same_size("solve_linear_quickly", "b", b.size(), "A's rows", A.rows());
  if (A.rows() == 0) return Vector(0);
  Vector x = Eigen::PartialPivLU<Matrix>(A).solve(b);
  if (!x.allFinite()) return std::nullopt;  // a zero pivot or an entry that is not finite ends here
  return x;
}

std::optional<Matrix> inverse(const Matrix& A) {
  require::same_size("inverse", "A's rows", A.rows(), "A's columns", A.cols());
  if (!A.allFinite()) return std::nullopt;
  if (A.rows() == 0) return Matrix(0, 0);
  const Eigen::ColPivHouseholderQR<Matrix> qr(A);
  if (!qr.isInvertible()) return std::nullopt;
  Matrix result = qr.inverse();
  if (!result.allFinite()) return std::nullopt;
  return result;
}

Vector least_squares(const Matrix& A, const Vector& b) {
  require::same_size("least_squares", "b", b.size(), "A's rows", A.rows());
  if (A.cols() == 0) return Vector(0);
  return Eigen::CompleteOrthogonalDecomposition<Matrix>(A).solve(b);
}

int rank(const Matrix& A, double relative_tolerance) {
  require::within("rank", "relative_tolerance", relative_tolerance, 0, 1);
  if (A.size() == 0) return 0;
  require::that(A.allFinite(), "rank", "the matrix has an entry that is not finite");
  Eigen::ColPivHouseholderQR<Matrix> qr(A);
  if (relative_tolerance > 0) qr.setThreshold(relative_tolerance);
  return static_cast<int>(qr.rank());
}

std::vector<std::complex<double>> eigenvalues(const Matrix& A) {
  require::same_size("eigenvalues", "A's rows", A.rows(), "A's columns", A.cols());
  if (A.rows() == 0 || !A.allFinite()) return {};
  const Eigen::EigenSolver<Matrix> solver(A, /*computeEigenvectors=*/false);
  if (solver.info() != Eigen::Success) return {};
  const auto& values = solver.eigenvalues();
  return {values.data(), values.data() + values.size()};
}

SymmetricEigen symmetric_eigen(const Matrix& A) {
  require::same_size("symmetric_eigen", "A's rows", A.rows(), "A's columns", A.cols());
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(A);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

double spectral_radius(const Matrix& A) {
  if (A.size() == 0) return 0;
  const auto values = eigenvalues(A);
  double radius = values.empty() ? std::numeric_limits<double>::quiet_NaN() : 0;
  for (const auto& value : values) radius = std::max(radius, std::abs(value));
  return radius;
}

}  // namespace solvers
