// models/digital_twin/symmetric_regret.hpp
// The regret of one player when all play alike: one own problem whose rivals are one number, whatever their
// count.
#pragma once

#include <cmath>
#include <optional>

#include "models/digital_twin/regrets.hpp"
#include "models/digital_twin/representative_player.hpp"

namespace models::digital_twin {

/// A symmetric profile (alpha, beta, delta) on any number type.
template <typename T>
struct SymmetricChoice {
  T sharing{}, probing{}, deception{};
  T honesty() const { return sharing * (T(1) - deception); }  ///< s, (4)
};

/// One player's own problem where every other plays `all`. Rivals' scores are equal, so they are one rival of
/// score log(n) higher. held_trust: a fixed trust of every pair; nothing: steady state, tau = s.
template <typename T>
OwnProblem<T> symmetric_own_problem(Gradient gradient, const RepresentativeOf<T>& p,
                                    const std::optional<double>& held_trust, const SymmetricChoice<T>& all) {
  using std::log;
  const T s = all.honesty(), trust = held_trust ? T(*held_trust) : s;
  OwnProblem<T> own;
  own.reward = p.reward;
  own.sharing_cost = p.sharing_cost;
  own.probing_cost = p.probing_cost;
  own.sharing_pull = p.information_sensitivity * p.sharing_value;
  own.probing_pull = p.information_sensitivity * p.probing_value;
  own.received_score = own.sharing_pull * p.rivals() * trust * s;
  const T score = own.linear_score(s, all.probing);
  if (gradient == Gradient::printed) {
    own.base = {score + log(p.rivals())};
    return own;
  }
  own.response = gradient == Gradient::exact ? Response::linear : Response::quadratic;
  own.base = {score + log(p.rivals()) - own.sharing_pull * trust * s};
  own.slope = {gradient == Gradient::exact ? T(own.sharing_pull * trust) : own.sharing_pull};
  return own;
}

/// U of every player of the symmetric profile: R / N - c1 alpha^2 - c2 beta^2 - c3 delta^2.
template <typename T>
T symmetric_payoff(const RepresentativeOf<T>& p, const SymmetricChoice<T>& all) {
  return p.reward / T(p.count) - p.sharing_cost * all.sharing * all.sharing -
         p.probing_cost * all.probing * all.probing - p.deception_cost * all.deception * all.deception;
}

/// The regret of each player of the symmetric profile, in the meaning of `gradient`. O(1) in the number of
/// players.
PlayerRegret symmetric_regret(Gradient gradient, const Representative& player,
                              const std::optional<double>& held_trust, const SymmetricStrategy& all);

}  // namespace models::digital_twin
