// solvers/core/linear_algebra.hpp
// Dense factorisations behind one compiled file: Eigen's are slow to compile, so nobody else includes them.
#pragma once

#include <complex>
#include <optional>
#include <vector>

#include "solvers/core/vector.hpp"

namespace solvers {

/// x with A x = b for square A, or nothing where A is singular to working precision or not finite.
/// Method: QR with column pivoting. Throws std::invalid_argument for shapes that disagree.
std::optional<Vector> solve_linear(const Matrix& A, const Vector& b);

/// The same by LU with partial pivoting: several times faster, for steps whose success is measured
/// afterwards. Nothing where a pivot is 0 or something is not finite; near singularity is not noticed.
std::optional<Vector> solve_linear_quickly(const Matrix& A, const Vector& b);

/// The inverse of a square A, or nothing where A is singular to working precision or not finite.
std::optional<Matrix> inverse(const Matrix& A);

/// x with least |A x - b|, the one of least norm among those; A may have any shape and rank.
/// Method: complete orthogonal decomposition.
Vector least_squares(const Matrix& A, const Vector& b);

/// Number of independent columns. A column counts as dependent where its pivot is below `relative_tolerance`
/// times the largest; 0 stands for the size of A times the rounding unit. Method: QR with column pivoting.
/// Throws std::invalid_argument for an entry that is not finite.
int rank(const Matrix& A, double relative_tolerance = 0);

/// All eigenvalues of a square A, with multiplicity. Empty where A is not finite or QR iteration fails.
std::vector<std::complex<double>> eigenvalues(const Matrix& A);

/// Eigenvalues of a symmetric A, ascending, with orthonormal eigenvectors as columns.
struct SymmetricEigen {
  Vector values;
  Matrix vectors;
};
SymmetricEigen symmetric_eigen(const Matrix& A);

/// Largest |eigenvalue| of a square A: below 1 exactly where x -> A x contracts to 0. NaN where unknown.
double spectral_radius(const Matrix& A);

}  // namespace solvers
