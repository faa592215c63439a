#include "solvers/scalars/special_functions.hpp"

#include <acb.h>
#include <arb_hypgeom.h>

namespace solvers {
namespace {

/// The hull of the values at the ends of a ball that is not narrow: for monotone functions.
template <typename Function>
Ball monotone(Function function, const Ball& x) {
  if (!x.is_finite() || arb_rel_accuracy_bits(x.arb()) >= 20) return function(x);
  return hull(function(Ball(x.lower())), function(Ball(x.upper())));
}

}  // namespace

Ball erfc(const Ball& x) {
  return monotone(
      [](const Ball& at) {
        Ball y;
        arb_hypgeom_erfc(y.arb(), at.arb(), ScopedPrecision::bits());
        return y;
      },
      x);
}

Ball normal_below(const Ball& z) { return erfc(-z / sqrt(Ball(2))) / Ball(2); }

Ball gamma_p(const Ball& shape, const Ball& x) {
  return monotone(
      [&](const Ball& at) {
        Ball y;
        arb_hypgeom_gamma_lower(y.arb(), shape.arb(), at.arb(), 1, ScopedPrecision::bits());
        return y;
      },
      x);
}

Ball log_gamma(const Ball& x) {
  Ball y;
  arb_lgamma(y.arb(), x.arb(), ScopedPrecision::bits());
  return y;
}

Ball hurwitz_zeta(const Ball& s, const Ball& q) {
  Ball y;
  arb_hurwitz_zeta(y.arb(), s.arb(), q.arb(), ScopedPrecision::bits());
  return y;
}

}  // namespace solvers
