// models/limited_trust/phi_general.hpp
// Phi(x, y) for any pair of laws with densities, by quadrature split at every kink.
#pragma once

#include "models/limited_trust/phi_pair.hpp"
#include "solvers/laws/law.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {

/// What two rules and the cut tails say of a quadrature.
struct CheckedPhi {
  PhiPair<double> phi;
  PhiPair<double> error;  ///< absolute, on the safe side
};

/// Which probability stands for "the others do not disturb" in the integrand.
enum class OtherReplies {
  exact,    ///< R_y(b, c) = F_b(b - y) + P(b - y < b_j <= b, a_j + b_j <= c)
  printed,  ///< Lemma 2 as printed: the inner lower limit is +infinity, so R - [F_b(b) - F_b(b - y)]
};

/// The two-dimensional integral of 4.2 in b and u = c - b:
///   n (n-1) int db f_b(b) int du F_a(u) [int_x^y f_b(b-s) f_a(u+s) ds] R^(n-2),
///   R = F_b(b) - int_0^y f_b(b-s) P(a > u+s) ds,
/// with the inner integrals as sums over nodes shared by as many (b, u) as have the same kinks. x may be
/// negative (Lemma 2 as printed, eps > delta). `fineness` multiplies the nodes of every panel. Throws
/// std::invalid_argument for a law with atoms.
CheckedPhi general_phi(const solvers::Law& leader, const solvers::Law& follower, double lower, double gap,
                       int replies, OtherReplies = OtherReplies::exact, int fineness = 1);

/// n = 2: Phi = 2 int_x^y g(s) P(a_2 - a_1 > s) ds, g the density of b_1 - b_2; x >= 0.
CheckedPhi two_replies_phi(const solvers::Law& leader, const solvers::Law& follower, double lower, double gap,
                           int fineness = 1);

/// The same in balls for normal laws, whose correlations are elementary: g(s) = exp(-(s / 2 sigma_b)^2) /
/// (2 sigma_b sqrt(pi)), P(a_2 - a_1 > s) = erfc(s / 2 sigma_a) / 2; rigorous quadrature. x >= 0, gap > 0.
solvers::Ball two_normal_replies_phi(const solvers::Law& leader, const solvers::Law& follower,
                                     const solvers::Ball& lower, const solvers::Ball& gap);

}  // namespace models::limited_trust
