// solvers/scalars/complex_ball.hpp
// A complex number with rigorous bounds that also answers for analyticity: what rigorous integration
// evaluates.
#pragma once

#include <concepts>
#include <utility>

#include <acb.h>

#include "solvers/scalars/ball.hpp"

namespace solvers {

/// An enclosure of a complex number. When the argument of an integrand is marked `must be analytic`, so is
/// everything computed from it, and a function that is not analytic on all of its argument (sqrt, log or a
/// power across the cut, abs, max, min across their kinks) becomes indeterminate instead of returning its
/// values. Without that mark a rigorous quadrature trusts error bounds that do not hold: sqrt on [0, 2] came
/// out as 1.906, the truth is 1.886. Precision: that of ScopedPrecision. Comparisons do not exist. Source:
/// Johansson (2018), Numerical integration in arbitrary-precision ball arithmetic, ICMS, 255-263.
class ComplexBall {
 public:
  ComplexBall() noexcept { acb_init(value_); }  ///< exactly 0
  ComplexBall(const Ball& real) : ComplexBall() { acb_set_arb(value_, real.arb()); }
  ComplexBall(double real) : ComplexBall(Ball(real)) {}
  template <std::integral I>
  ComplexBall(I real) : ComplexBall(Ball(real)) {}
  ComplexBall(const ComplexBall& other) : ComplexBall() {
    acb_set(value_, other.value_);
    must_be_analytic_ = other.must_be_analytic_;
  }
  ComplexBall(ComplexBall&& other) noexcept : must_be_analytic_(other.must_be_analytic_) {
    *value_ = *other.value_;
    acb_init(other.value_);
  }
  ComplexBall& operator=(ComplexBall other) noexcept {
    acb_swap(value_, other.value_);
    must_be_analytic_ = other.must_be_analytic_;
    return *this;
  }
  ~ComplexBall() { acb_clear(value_); }

  /// The argument of an integrand: a box of complex numbers, marked or not.
  static ComplexBall argument(acb_srcptr box, bool must_be_analytic);

  /// The parts. Indeterminate under the mark: neither is an analytic function, and balls carry no mark.
  Ball real() const { return must_be_analytic_ ? Ball::indeterminate() : part(acb_realref(value_)); }
  Ball imaginary() const { return must_be_analytic_ ? Ball::indeterminate() : part(acb_imagref(value_)); }
  bool is_finite() const { return acb_is_finite(value_) != 0; }
  bool must_be_analytic() const { return must_be_analytic_; }
  acb_srcptr acb() const { return value_; }  ///< for calls of Arb itself, which do not see the mark

  ComplexBall& operator+=(const ComplexBall& y) { return *this = *this + y; }
  ComplexBall& operator-=(const ComplexBall& y) { return *this = *this - y; }
  ComplexBall& operator*=(const ComplexBall& y) { return *this = *this * y; }
  ComplexBall& operator/=(const ComplexBall& y) { return *this = *this / y; }
  friend ComplexBall operator+(const ComplexBall& x, const ComplexBall& y) { return combined(acb_add, x, y); }
  friend ComplexBall operator-(const ComplexBall& x, const ComplexBall& y) { return combined(acb_sub, x, y); }
  friend ComplexBall operator*(const ComplexBall& x, const ComplexBall& y) { return combined(acb_mul, x, y); }
  friend ComplexBall operator/(const ComplexBall& x, const ComplexBall& y) { return combined(acb_div, x, y); }
  friend ComplexBall operator-(const ComplexBall& x) { return ComplexBall() - x; }
  friend ComplexBall operator+(const ComplexBall& x) { return x; }

  friend ComplexBall exp(const ComplexBall& x) { return applied(acb_exp, x); }
  friend ComplexBall expm1(const ComplexBall& x) { return applied(acb_expm1, x); }
  friend ComplexBall sin(const ComplexBall& x) { return applied(acb_sin, x); }
  friend ComplexBall cos(const ComplexBall& x) { return applied(acb_cos, x); }
  friend ComplexBall tanh(const ComplexBall& x) { return applied(acb_tanh, x); }
  friend ComplexBall inverse(const ComplexBall& x) { return applied(acb_inv, x); }
  friend ComplexBall log(const ComplexBall& x) { return marked(acb_log_analytic, x); }
  friend ComplexBall sqrt(const ComplexBall& x) { return marked(acb_sqrt_analytic, x); }
  friend ComplexBall abs(const ComplexBall& x) { return marked(acb_real_abs, x); }  ///< +-x, not the modulus
  friend ComplexBall log1p(const ComplexBall& x);
  friend ComplexBall atan(const ComplexBall& x);
  friend ComplexBall erfc(const ComplexBall& x);                       ///< 1 - erf(x)
  friend ComplexBall max(const ComplexBall& x, const ComplexBall& y);  ///< of the real parts
  friend ComplexBall min(const ComplexBall& x, const ComplexBall& y);
  friend ComplexBall pow(const ComplexBall& x, int exponent);
  friend ComplexBall pow(const ComplexBall& x, double exponent);

 private:
  using Unary = void(acb_ptr, acb_srcptr, long);
  using Binary = void(acb_ptr, acb_srcptr, acb_srcptr, long);
  using Marked = void(acb_ptr, acb_srcptr, int, long);
  using MarkedBinary = void(acb_ptr, acb_srcptr, acb_srcptr, int, long);
  static ComplexBall applied(Unary*, const ComplexBall& x);
  static ComplexBall combined(Binary*, const ComplexBall& x, const ComplexBall& y);
  static ComplexBall marked(Marked*, const ComplexBall& x);
  static ComplexBall marked(MarkedBinary*, const ComplexBall& x, const ComplexBall& y);
  static Ball part(arb_srcptr);
  ComplexBall indeterminate_like() const;

  acb_t value_;
  bool must_be_analytic_ = false;
};

}  // namespace solvers
