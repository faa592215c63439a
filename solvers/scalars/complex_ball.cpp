#include "solvers/scalars/complex_ball.hpp"

#include <cmath>

#include <acb_hypgeom.h>

namespace solvers {

ComplexBall ComplexBall::argument(acb_srcptr box, bool must_be_analytic) {
  ComplexBall x;
  acb_set(x.value_, box);
  x.must_be_analytic_ = must_be_analytic;
  return x;
}

Ball ComplexBall::part(arb_srcptr part) {
  Ball x;
  arb_set(x.arb(), part);
  return x;
}

ComplexBall ComplexBall::applied(Unary* function, const ComplexBall& x) {
  ComplexBall z;
  function(z.value_, x.value_, ScopedPrecision::bits());
  z.must_be_analytic_ = x.must_be_analytic_;
  return z;
}

ComplexBall ComplexBall::combined(Binary* function, const ComplexBall& x, const ComplexBall& y) {
  ComplexBall z;
  function(z.value_, x.value_, y.value_, ScopedPrecision::bits());
  z.must_be_analytic_ = x.must_be_analytic_ || y.must_be_analytic_;
  return z;
}

ComplexBall ComplexBall::marked(Marked* function, const ComplexBall& x) {
  ComplexBall z;
  function(z.value_, x.value_, x.must_be_analytic_, ScopedPrecision::bits());
  z.must_be_analytic_ = x.must_be_analytic_;
  return z;
}

ComplexBall ComplexBall::marked(MarkedBinary* function, const ComplexBall& x, const ComplexBall& y) {
  ComplexBall z;
  z.must_be_analytic_ = x.must_be_analytic_ || y.must_be_analytic_;
  function(z.value_, x.value_, y.value_, z.must_be_analytic_, ScopedPrecision::bits());
  return z;
}

ComplexBall ComplexBall::indeterminate_like() const {
  ComplexBall z;
  acb_indeterminate(z.value_);
  z.must_be_analytic_ = must_be_analytic_;
  return z;
}

ComplexBall log1p(const ComplexBall& x) {
  const bool meets_cut = !certainly_positive(1 + ComplexBall::part(acb_realref(x.value_))) &&
                         arb_contains_zero(acb_imagref(x.value_));
  return meets_cut && x.must_be_analytic_ ? x.indeterminate_like() : ComplexBall::applied(acb_log1p, x);
}

ComplexBall erfc(const ComplexBall& x) { return ComplexBall::applied(acb_hypgeom_erfc, x); }

ComplexBall atan(const ComplexBall& x) {  // cuts along the imaginary axis beyond +-i
  const bool meets_cut = arb_contains_zero(acb_realref(x.value_)) &&
                         !certainly_less(abs(ComplexBall::part(acb_imagref(x.value_))), Ball(1));
  return meets_cut && x.must_be_analytic_ ? x.indeterminate_like() : ComplexBall::applied(acb_atan, x);
}

ComplexBall max(const ComplexBall& x, const ComplexBall& y) {
  return ComplexBall::marked(acb_real_max, x, y);
}

ComplexBall min(const ComplexBall& x, const ComplexBall& y) {
  return ComplexBall::marked(acb_real_min, x, y);
}

ComplexBall pow(const ComplexBall& x, int exponent) {
  ComplexBall z;
  acb_pow_si(z.value_, x.value_, exponent, ScopedPrecision::bits());
  z.must_be_analytic_ = x.must_be_analytic_;
  return z;
}

ComplexBall pow(const ComplexBall& x, double exponent) {
  if (exponent == std::floor(exponent) && std::abs(exponent) <= 1e6)
    return pow(x, static_cast<int>(exponent));
  return ComplexBall::marked(acb_pow_analytic, x, ComplexBall(exponent));
}

}  // namespace solvers
