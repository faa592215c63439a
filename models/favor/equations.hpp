// models/favor/equations.hpp
// Equations of favor reciprocation, on a number type T. Source: Hazard (2008), Por Favor? Favor Reciprocation
// When Agents Have Private Discounting; numbers in brackets are the source's.
//
// Discounting enters only through the annuity factor A = sum over t >= 1 of D(t), gamma / (1 - gamma) for
// exponential discounting. Agent 1 does favors for agent 2 at the rate r12 up to the cost limit c12:
//   (1)  U_1 = A_1 [ r21 H(c21) - r12 M(c12) ] - c,  c the cost of the favor asked now.
// At the limit c = c12 the agent is indifferent, U_1 = 0:
//   h_1(c12) = c12 + A_1 r12 M(c12) = A_1 r21 H(c21).
#pragma once

namespace models::favor {

/// A = gamma / (1 - gamma), periods.
template <typename T>
T annuity_factor(const T& discount_factor) {
  return discount_factor / (T(1) - discount_factor);
}

/// gamma = A / (1 + A): the exponential discount factor with the same annuity factor.
template <typename T>
T equivalent_discount_factor(const T& annuity) {
  return annuity / (T(1) + annuity);
}

/// h(c) = c + A r M(c): what granting favors up to the limit c costs, the one asked now included.
template <typename T>
T granting_cost(const T& c, const T& annuity, const T& rate, const T& partial_cost) {
  return c + annuity * rate * partial_cost;
}

/// (1): U = A [ r_in H(c_in) - r_out M(c_out) ] - c, payoff of granting a favor of cost c now.
template <typename T>
T granting_utility(const T& c, const T& annuity, const T& rate_in, const T& value_in, const T& rate_out,
                   const T& cost_out) {
  return annuity * (rate_in * value_in - rate_out * cost_out) - c;
}

/// R_1 = dT1/dc21: the slope of the best limit, and what the opponent can give or take over the own marginal
/// saving, the ratio that (2) equates to 1. `value_density` is H'(c21), `own_density` f(c12).
template <typename T>
T retaliation(const T& annuity, const T& rate_in, const T& value_density, const T& rate_out,
              const T& own_limit, const T& own_density) {
  return annuity * rate_in * value_density / (T(1) + annuity * rate_out * own_limit * own_density);
}

/// (2) solved for the discount factor at which R = 1: 1 / (1 + D), D = r_in H'(c_in) - r_out c_out f(c_out).
/// It exists exactly where D > 0: Theorem 1 needs f(c) > 0 and E(W) > c.
template <typename T>
T equal_retaliation_discount_factor(const T& difference) {
  return T(1) / (T(1) + difference);
}

}  // namespace models::favor
