// models/favor/fast_limits.hpp
// Greatest limits of a pair in closed form (uniform costs from 0) and by Newton's method from above
// (exponential costs), for W independent of C.
#pragma once

#include "models/favor/pair_limits.hpp"

namespace models::favor {

/// The numbers that a pair's equations hold: c12 + weight_1 M(c12) = gain_1 F(c21), likewise for agent 2.
struct Gains {
  double weight_1, weight_2;  ///< A1 r12, A2 r21, periods
  double gain_1, gain_2;      ///< k1 = A1 r21 mu, k2 = A2 r12 mu, unit of cost
};

/// The c with c + weight M(c) = s for costs U(0, upper), without cancellation.
double uniform_inverse(double upper, double weight, double s);

/// C_1 ~ U(0, upper_1), C_2 ~ U(0, upper_2). With u = F(c12), interior limits are the one positive root of a
/// cubic; beyond the support they are linear in s.
PairLimits uniform_limits(double upper_1, double upper_2, const Gains&);

/// Exponential costs with the means given. F is concave, so in u = F(c12), v = F(c21) the equations are
/// convex with a Jacobian of non-positive off-diagonals: Newton's method from a point above falls to the
/// greatest solution (Ortega & Rheinboldt (1970), Iterative Solution of Nonlinear Equations, theorem 13.3.4).
PairLimits exponential_limits(double mean_1, double mean_2, const Gains&);

}  // namespace models::favor
