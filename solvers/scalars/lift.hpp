// solvers/scalars/lift.hpp
// Parameters in the number type of the equations, before any arithmetic: a product of doubles that is lifted
// afterwards has been rounded, and a ball around it is a proof about other parameters.
#pragma once

#include "solvers/core/vector.hpp"

namespace solvers {

template <typename T>
VectorOf<T> lift(const Vector& values) {
  VectorOf<T> lifted(values.size());
  for (Eigen::Index i = 0; i < values.size(); ++i) lifted(i) = T(values(i));
  return lifted;
}

template <typename T>
MatrixOf<T> lift(const Matrix& values) {
  MatrixOf<T> lifted(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    for (Eigen::Index i = 0; i < values.rows(); ++i) lifted(i, j) = T(values(i, j));
  return lifted;
}

}  // namespace solvers
