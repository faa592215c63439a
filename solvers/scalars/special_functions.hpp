// solvers/scalars/special_functions.hpp
// Special functions in balls: what distribution functions and zeta sums are made of.
#pragma once

#include "solvers/scalars/ball.hpp"

namespace solvers {

Ball erfc(const Ball& x);                         ///< complementary error function; tight on wide balls
Ball normal_below(const Ball& z);                 ///< Phi(z) = erfc(-z / sqrt 2) / 2
Ball gamma_p(const Ball& shape, const Ball& x);   ///< P(k, x), regularised lower incomplete; k > 0, x >= 0
Ball log_gamma(const Ball& x);                    ///< log Gamma(x), x > 0
Ball hurwitz_zeta(const Ball& s, const Ball& q);  ///< sum over n >= 0 of (q + n)^-s; s > 1, q > 0

}  // namespace solvers
