// solvers/scalars/differentiate.hpp
// Derivatives of a function written once as a template on its number type.
#pragma once

#include "solvers/core/vector.hpp"
#include "solvers/scalars/dual.hpp"

namespace solvers {

namespace detail {

/// The point x with its entries first, ..., first + count - 1 as the variables to differentiate by.
template <int N, typename T>
VectorOf<Dual<T, N>> seeded(const VectorOf<T>& x, int first, int count) {
  VectorOf<Dual<T, N>> lifted(x.size());
  for (int i = 0; i < x.size(); ++i) {
    const bool varies = i >= first && i < first + count;
    lifted(i) = varies ? Dual<T, N>::variable(x(i), i - first, count) : Dual<T, N>(x(i));
  }
  return lifted;
}

/// Calls use(first, count, f(lifted x)) for each group of at most N variables (all at once if N is dynamic).
template <int N, typename F, typename T, typename Use>
void each_pass(F&& f, const VectorOf<T>& x, Use&& use) {
  const int n = static_cast<int>(x.size());
  const int width = N == Eigen::Dynamic ? std::max(n, 1) : N;
  for (int first = 0; first < n; first += width) {
    const int count = N == Eigen::Dynamic ? n : N;  // a fixed Dual carries N tangents, used or not
    use(first, std::min(width, n - first), f(seeded<N>(x, first, count)));
  }
}

}  // namespace detail

/// f'(x). f: a function of one number, over T and Dual<T, 1>.
template <typename F, typename T>
T derivative_of(F&& f, const T& x) {
  return f(Dual<T, 1>::variable(x, 0)).tangent(0);
}

/// The gradient of f at x, n entries. f: VectorOf<S> -> S for S = Dual<T, N>. N: how many derivatives one
/// pass carries; dynamic takes all n in one pass, a fixed N takes ceil(n / N) passes without memory from the
/// heap.
template <int N = Eigen::Dynamic, typename F, typename T>
VectorOf<T> gradient_of(F&& f, const VectorOf<T>& x) {
  VectorOf<T> gradient(x.size());
  detail::each_pass<N>(f, x, [&](int first, int count, const Dual<T, N>& value) {
    for (int k = 0; k < count; ++k) gradient(first + k) = value.tangent(k);
  });
  return gradient;
}

/// The Jacobian of f at x: entry (i, j) is d f_i / d x_j. f: VectorOf<S> -> VectorOf<S>; N as in gradient_of.
template <int N = Eigen::Dynamic, typename F, typename T>
MatrixOf<T> jacobian_of(F&& f, const VectorOf<T>& x) {
  MatrixOf<T> jacobian(0, x.size());
  detail::each_pass<N>(f, x, [&](int first, int count, const VectorOf<Dual<T, N>>& values) {
    if (first == 0) jacobian.resize(values.size(), x.size());
    for (int k = 0; k < count; ++k)
      for (int i = 0; i < values.size(); ++i) jacobian(i, first + k) = values(i).tangent(k);
  });
  return jacobian;
}

}  // namespace solvers
