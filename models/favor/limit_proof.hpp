// models/favor/limit_proof.hpp
// Where the greatest limits of a pair lie, proved in balls by monotonicity.
#pragma once

#include <string>

#include "models/favor/discounting.hpp"
#include "models/favor/enclosed_law.hpp"
#include "models/favor/pair_limits.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/verdict.hpp"

namespace models::favor {

/// A = sum of D(t) as a quotient: exact where D has a closed form in the doubles as read.
struct EnclosedAnnuity {
  Ball numerator, denominator;
  Ball value() const { return numerator / denominator; }
};
EnclosedAnnuity enclosed_annuity(const Discounting&);

/// A pair in balls.
struct EnclosedPair {
  EnclosedFavor from_1, from_2;
  EnclosedAnnuity annuity_1, annuity_2;
  double rate_12, rate_21;

  static bool is_known(const Pair& p) {
    return EnclosedFavor::is_known(p.from_1) && EnclosedFavor::is_known(p.from_2);
  }
};

struct LimitProofOptions {
  int max_pieces = 100'000;  ///< of exclusion, for laws whose density rises somewhere
  solvers::Stop stop{};
};

struct LimitProof {
  solvers::Verdict verdict = solvers::Verdict::undecided;  ///< proved: the greatest limits lie in c12 and c21
  solvers::Interval c12{}, c21{};  ///< (0, 0) exactly where it is proved that there are no others
  bool unique = false;             ///< proved: the only positive limits
  bool near_fold = false;          ///< limits are about to vanish, or have just done so
  int pieces = 0;
  std::string method;
};

/// Enclose the greatest limits around `guess`, which may come from anywhere.
/// Existence: x <= T(x) shows a solution >= x (Tarski). Absence above: all solutions lie below the top
/// T(inf); a piece [p, q] holds none if Psi(q) - L (q - p) < p, Psi = T1 o T2 and L >= 0 a lower bound of its
/// slope R1 R2 on the piece (L = 0 is monotonicity alone). Densities that never rise: one sub- and one
/// supersolution suffice, as there is at most one positive solution, and A1 A2 r12 r21 mu^2 f(0)^2 <= 1,
/// decided in exact products, shows that there is none. Near 0 the elasticity of F ends the search. Throws
/// std::invalid_argument for options out of range.
LimitProof prove_greatest_limits(const Pair&, const EnclosedPair&, const PairLimits& guess,
                                 const LimitProofOptions& = {});

}  // namespace models::favor
