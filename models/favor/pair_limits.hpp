// models/favor/pair_limits.hpp
// The greatest mutual limits of two agents who know one another's discounting, in double.
#pragma once

#include <optional>

#include "models/favor/favor_law.hpp"

namespace models::favor {

/// Two agents who meet. Indices say who does the favor: c12 is the largest cost at which 1 does one for 2.
struct Pair {
  FavorLaw from_1, from_2;      ///< favors that 1 does for 2, and 2 for 1
  double annuity_1, annuity_2;  ///< A = sum of D(t), t >= 1; finite, >= 0
  double rate_12, rate_21;      ///< per round, 1 offers and 2 asks (12); in [0, 1]

  Pair exchanged() const { return {from_2, from_1, annuity_2, annuity_1, rate_21, rate_12}; }
};

struct PairLimits {
  double c12 = 0, c21 = 0;  ///< unit of cost
};

/// The c with c + weight M(c) = s; 0 for s <= 0. Relative error of a few roundings of the best that M allows.
double inverse_granting_cost(const CostLaw&, double weight, double s);

/// The smallest c with H(c) >= value; infinite where value > E(W).
double inverse_partial_value(const FavorLaw&, double value);

/// T1(c21): the largest cost that 1 bears while 2 keeps the limit c21; c21 may be infinite. Increasing.
double best_limit_1(const Pair&, double c21);
/// T2(c12), likewise for agent 2.
double best_limit_2(const Pair&, double c12);

/// The greatest solution of c12 = T1(c21), c21 = T2(c12): (0, 0) where there is no other. Closed form and a
/// cubic for uniform costs from 0, Newton's method from above for exponential ones, monotone iteration from
/// the top with checked Newton steps for others. Allocates nothing for uniform and exponential costs. No
/// certificate: see certificate.hpp.
PairLimits greatest_limits(const Pair&);

/// gamma*_offer: the smallest discount factor with which agent 1, facing an agent 2 of known annuity factor,
/// grants 2 a favor of cost c; the source's P says gamma_1 >= it, R says gamma_1 <= it. Nothing where no
/// patience below 1 is enough. Exact also where limits jump: inf over x >= c. `pair.annuity_1` plays no part.
std::optional<double> offer_threshold(const Pair&, double c);

/// For recommendations: the smallest discount factor of agent 2 with which agent 1, of known annuity factor,
/// grants 2 a favor of cost c. `pair.annuity_2` plays no part. Nothing where there is none.
std::optional<double> partner_threshold(const Pair&, double c);

}  // namespace models::favor
