// solvers/games/smooth_function.hpp
// A function of several numbers with its first and second derivatives, over doubles and over balls: behind
// one virtual call, so that a template in C++ and a formula read from a description look alike to the
// solvers.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>

#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/dual.hpp"

namespace solvers {

/// Which derivatives of f(z) to form: df/dz_c for c < columns, and d^2 f / dz_r dz_c for
/// first_row <= r < first_row + rows, c < columns.
struct DerivativeRequest {
  int columns = 0;
  int first_row = 0;
  int rows = 0;
};

template <typename T>
struct Derivatives {
  T value{};
  VectorOf<T> gradient;  ///< `columns` entries
  MatrixOf<T> hessian;   ///< rows x columns
};

/// f : z -> f(z). z may be longer than the numbers that players choose: parameters stand at its end, so that
/// derivatives by them come out of the same code. Immutable, so threads may share it. Values over balls
/// enclose f on the part of z where f is defined; derivatives over balls are indeterminate where a member of
/// z has none.
class SmoothFunction {
 public:
  virtual ~SmoothFunction() = default;

  virtual double value(const Vector& z) const = 0;  ///< NaN or infinite where f is not defined
  virtual Ball value(const BallVector& z) const = 0;
  /// Fills `out`, whose storage is reused from call to call.
  virtual void differentiate(const Vector& z, const DerivativeRequest&, Derivatives<double>& out) const = 0;
  virtual void differentiate(const BallVector& z, const DerivativeRequest&, Derivatives<Ball>& out) const = 0;
  /// False only where f surely does not change with z_k: solvers skip what is zero.
  virtual bool depends_on(int k) const { return static_cast<void>(k), true; }
};
using SmoothFunctionPtr = std::shared_ptr<const SmoothFunction>;

namespace detail {

template <typename F>
class TemplateFunction final : public SmoothFunction {
 public:
  explicit TemplateFunction(F f) : f_(std::move(f)) {}

  double value(const Vector& z) const override { return f_(z); }
  Ball value(const BallVector& z) const override { return f_(z); }
  void differentiate(const Vector& z, const DerivativeRequest& request,
                     Derivatives<double>& out) const override {
    by_duals(z, request, out);
  }
  void differentiate(const BallVector& z, const DerivativeRequest& request,
                     Derivatives<Ball>& out) const override {
    by_duals(z, request, out);
  }

 private:
  static constexpr int width = 4;

  /// z as variables first_column, ... of the outer dual; the entry `row` also varies inside.
  template <typename Outer, typename T>
  static VectorOf<Outer> seeded(const VectorOf<T>& z, int first_column, int count, int row) {
    using Inner = typename Outer::Scalar;
    VectorOf<Outer> lifted(z.size());
    for (int k = 0; k < z.size(); ++k) {
      Inner inner(z(k));
      if constexpr (requires { inner.tangent(0); })
        if (k == row) inner = Inner::variable(z(k), 0);
      const bool varies = k >= first_column && k < first_column + count;
      lifted(k) = varies ? Outer::variable(std::move(inner), k - first_column) : Outer(std::move(inner));
    }
    return lifted;
  }

  template <typename T>
  void by_duals(const VectorOf<T>& z, const DerivativeRequest& request, Derivatives<T>& out) const {
    out.gradient.resize(request.columns);
    out.hessian.resize(request.rows, request.columns);
    if (request.columns == 0) out.value = f_(z);
    for (int c = 0; c < request.columns; c += width) {
      const int count = std::min(width, request.columns - c);
      if (request.rows == 0) {
        const Dual<T, width> f = f_(seeded<Dual<T, width>>(z, c, count, -1));
        out.value = f.value();
        for (int k = 0; k < count; ++k) out.gradient(c + k) = f.tangent(k);
      }
      for (int r = 0; r < request.rows; ++r) {
        using Second = Dual<Dual<T, 1>, width>;
        const Second f = f_(seeded<Second>(z, c, count, request.first_row + r));
        out.value = f.value().value();
        for (int k = 0; k < count; ++k) {
          out.gradient(c + k) = f.tangent(k).value();
          out.hessian(r, c + k) = f.tangent(k).tangent(0);
        }
      }
    }
  }

  F f_;
};

}  // namespace detail

/// The smooth function of a template: (const VectorOf<T>& z) -> T for T = double, Ball, and duals over them,
/// with literals written T(0.5). It is copied.
template <typename F>
SmoothFunctionPtr make_smooth_function(F f) {
  return std::make_shared<detail::TemplateFunction<F>>(std::move(f));
}

}  // namespace solvers
