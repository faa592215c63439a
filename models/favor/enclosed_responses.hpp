// models/favor/enclosed_responses.hpp
// Best limits T1, T2 and their round trip Psi = T1 o T2 with rigorous bounds, from monotonicity.
#pragma once

#include <utility>

#include "models/favor/limit_proof.hpp"

namespace models::favor {

class EnclosedResponses {
 public:
  EnclosedResponses(const Pair&, const EnclosedPair&);  ///< both must outlive it

  double top() const;                ///< >= T1(infinity): a bound of every solution's c12
  double upper_1(double c21) const;  ///< >= T1(c21)
  double upper_2(double c12) const;  ///< >= T2(c12)
  double upper_round_trip(double c12) const { return upper_1(upper_2(c12)); }  ///< >= Psi(c12)
  double lower_1(double c21) const;                                            ///< <= T1(c21)
  double lower_2(double c12) const;                                            ///< <= T2(c12)

  bool is_sub(const PairLimits& x) const;    ///< certainly x <= T(x): a solution >= x exists
  bool is_super(const PairLimits& x) const;  ///< certainly T(x) <= x

  /// Whether [p, q] certainly holds no c12 of a solution, `image` >= Psi(q): Psi(q) - L (q - p) < p.
  bool excludes(double p, double q, double image) const;
  /// An enclosure of the slope Psi' = R1 R2 over c12 in [p, q].
  Ball slope_over(double p, double q) const;
  /// Whether certainly no solution has 0 < c12 <= q: Psi(x) < x by the elasticity of F.
  bool nothing_below(double q) const;

  // In double, for guidance only.
  std::pair<double, double> slopes(const PairLimits&) const;  ///< R1, R2
  double slope(const PairLimits& at) const {                  ///< R1 R2
    const auto [r1, r2] = slopes(at);
    return r1 * r2;
  }
  double slope_at(double c12) const { return slope({c12, best_limit_2(pair_, c12)}); }

 private:
  struct Side {  // of one agent: c + weight M(c) = s
    const EnclosedFavor& own;
    const CostLaw& costs;
    Ball weight;
    double rounded_weight;
    double upper(const Ball& s) const;
    double lower(const Ball& s) const;
    bool ends_at(double c, const Ball& s) const;
    Ball cost(double c) const { return Ball(c) + weight * own.partial_cost(Ball(c)); }
  };

  const Pair& pair_;
  const EnclosedPair& enclosed_;
  Ball gain_1_, gain_2_;  ///< A1 r21, A2 r12
  Side side_1_, side_2_;
  bool has_slopes_;
};

}  // namespace models::favor
