// models/digital_twin/printed_symmetric.hpp
// S0: the source's symmetric system (16), exactly as printed. It is nobody's equilibrium (its condition for
// delta has a sign error, see appendix_b below), but a clean system with exactly one positive root. Source:
// Li & Li, Section IV-C and Appendix B.
#pragma once

#include <optional>

#include "models/digital_twin/representative_player.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// The root of (16) in double. Not cut to the strategy set: alpha and beta may exceed 1.
struct PrintedSymmetricRoot {
  solvers::Termination termination = solvers::Termination::not_started;
  SymmetricStrategy strategy;
  double candour = 1;   ///< w = 1 - delta, with its own digits where delta is near 1
  int evaluations = 0;  ///< of the eliminated equation
};

/// The one positive root of (16). Method: beta is closed, and on the root c1 alpha^2 = c3 delta (1 - delta),
/// so with m = theta a, n = N - 1, w = 1 - delta one equation is left, increasing in z = logit(w):
///   z - 2 log(1 - (m n / c1) w^2) + 2 log(m / (2 c1)) - log(c3 / c1) = 0,
/// solved by Newton's method inside a bracket; where 1 - (m n / c1) w^2 is small its logarithm is the
/// unknown. On both pieces the slope stays between 1 and 5, so the steps never fail; logarithms keep every
/// scale in range.
PrintedSymmetricRoot solve_printed_symmetric(const Representative&);

/// Rigorous enclosure of the one positive root of (16) for these double parameters.
struct PrintedSymmetricEnclosure {
  bool proved = false;  ///< the signs of the eliminated quintic at the ends of `sharing` were decided
  solvers::Ball sharing, probing, deception;
  /// alpha + beta + delta <= 1 (then each is at most 1): a strategy at all?
  solvers::Verdict feasible = solvers::Verdict::undecided;
};

/// What eliminating delta from (16) leaves, for parameters of type P and alpha of type T:
///   4 c1 alpha (c3 + m n alpha^2)^2 - m c3 (2 c3 - m alpha) (1 + 2 n alpha),
/// a quintic whose coefficients change sign once (+, 0, +, +, ?, -), so by Descartes' rule it has exactly one
/// positive root: negative below it, positive above.
template <typename P, typename T>
T printed_quintic(const RepresentativeOf<P>& p, const T& alpha) {
  const P m = p.sharing_pull(), n = p.rivals();
  const T base = T(p.deception_cost) + T(m * n) * alpha * alpha;
  return T(P(4) * p.sharing_cost) * alpha * base * base -
         T(m * p.deception_cost) * (T(P(2) * p.deception_cost) - T(m) * alpha) * (T(1) + T(P(2) * n) * alpha);
}

/// Method: a sign change of the quintic in balls between floats next to `near` encloses its one positive
/// root. `near`: alpha of the root in double.
PrintedSymmetricEnclosure enclose_printed_symmetric(const Representative&, double near);

/// The lambda at which alpha of (16) peaks (where delta = 1/2): below it alpha rises with lambda, above it
/// falls. lambda_peak = 4 c1 sqrt(c3) / (2 sqrt(c1) + n sqrt(c3)) * N^2 / (R n a). a > 0.
template <typename T>
T lambda_peak(const RepresentativeOf<T>& p) {
  using std::sqrt;
  const T root = sqrt(p.deception_cost);
  return T(4) * p.sharing_cost * root / (T(2) * sqrt(p.sharing_cost) + p.rivals() * root) *
         (T(p.count) * T(p.count) / (p.reward * p.rivals() * p.sharing_value));
}

/// S1, "appendix-b": the system of Appendix B with the sign of its delta condition mended, in its own
/// convention, which differentiates the opponents' tau_ij and alpha_j as if they were the player's: delta = 0
/// and alpha = m / (2 c1 - 2 m n), or nothing where c1 <= m n and alpha runs into the corner. Kept for the
/// record; no concept of the descriptions uses it.
std::optional<SymmetricStrategy> appendix_b_symmetric(const Representative&);

}  // namespace models::digital_twin
