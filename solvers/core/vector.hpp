// solvers/core/vector.hpp
// The vectors and matrices that every solver speaks.
#pragma once

#include <Eigen/Core>

namespace solvers {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// A vector over any number type: double, Dual, Ball.
template <typename T>
using VectorOf = Eigen::Matrix<T, Eigen::Dynamic, 1>;

/// A matrix over any number type.
template <typename T>
using MatrixOf = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

}  // namespace solvers
