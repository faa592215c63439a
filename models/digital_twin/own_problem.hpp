// models/digital_twin/own_problem.hpp
// One player's own problem with everything else held: maximise R sigma(x(s, b)) - c1 s^2 - c2 b^2 over s, b
// >= 0, s + b <= 1, where x is the log odds of the player's share. Deception is 0: it is strictly dominated.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "models/digital_twin/equations.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// s and b of one player; its deception is 0, so s is its sharing.
struct OwnStrategy {
  double sharing = 0;
  double probing = 0;
};

/// How rivals' scores follow the player's honesty s: score_k = base_k + slope_k h(s).
enum class Response {
  none,       ///< h = 0: rivals' information is held (`printed`)
  linear,     ///< h = s: trust is held (`exact`)
  quadratic,  ///< h = s^2: inbound trust moves with s (`stationary`)
};

/// log sum over rivals of exp(score_k), with its derivative in s. Convex in s.
template <typename T>
struct RivalLevel {
  T value;
  T slope;
};

template <typename T>
struct OwnProblem {
  T reward = T(0), sharing_cost = T(0), probing_cost = T(0);  ///< R, c1, c2
  T sharing_pull = T(0), probing_pull = T(0);                 ///< lambda a, lambda b
  T received_score = T(0);                                    ///< lambda a sum_j tau_ij s_j
  Response response = Response::none;
  std::vector<T> base;   ///< rivals' scores without this player's contribution; one entry in `none`
  std::vector<T> slope;  ///< lambda_k a_k tau_ki (`linear`), lambda_k a_k (`quadratic`); empty in `none`

  RivalLevel<T> rivals(const T& s) const;
  /// x = lambda (a s + b_value b + received) - log sum_k exp(score_k), concave in (s, b).
  T log_odds(const T& s, const T& b) const { return linear_score(s, b) - rivals(s).value; }
  T linear_score(const T& s, const T& b) const {
    return sharing_pull * s + probing_pull * b + received_score;
  }
  T cost(const T& s, const T& b) const { return sharing_cost * s * s + probing_cost * b * b; }
  T payoff(const T& s, const T& b) const;
};

/// 1 / (1 + exp(-x)), its share of the reward at log odds x.
template <typename T>
T logistic(const T& x) {
  using std::exp;
  return T(1) / (T(1) + exp(-x));
}

inline double middle(double x) { return x; }
inline double middle(const solvers::Ball& x) { return x.midpoint(); }

template <typename T>
RivalLevel<T> OwnProblem<T>::rivals(const T& s) const {
  using std::exp, std::log;
  if (response == Response::none) return {base.front(), T(0)};
  const bool squared = response == Response::quadratic;
  const T h = squared ? s * s : s;
  const T h_slope = squared ? T(2) * s : T(1);
  if (base.size() == 1) return {base[0] + slope[0] * h, slope[0] * h_slope};
  double largest =
      -std::numeric_limits<double>::infinity();  // a shift by it keeps exp in range; it need not be exact
  for (std::size_t k = 0; k < base.size(); ++k)
    largest = std::max(largest, middle(base[k]) + middle(slope[k]) * middle(h));
  T sum(0), weighted(0);
  for (std::size_t k = 0; k < base.size(); ++k) {
    const T term = exp(base[k] + slope[k] * h - T(largest));
    sum = sum + term;
    weighted = weighted + slope[k] * term;
  }
  return {T(largest) + log(sum), h_slope * weighted / sum};
}

template <typename T>
T OwnProblem<T>::payoff(const T& s, const T& b) const {
  return reward * logistic(log_odds(s, b)) - cost(s, b);
}

/// The own problem of player i at a profile whose state is known, trust held at its value there (and moving
/// with own honesty in `stationary`). O(N).
template <typename T>
OwnProblem<T> own_problem(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust,
                          const State<T>& state, const VectorOf<T>& profile, int i) {
  using std::exp, std::log;
  OwnProblem<T> own;
  own.reward = p.reward(i);
  own.sharing_cost = p.sharing_cost(i);
  own.probing_cost = p.probing_cost(i);
  own.sharing_pull = p.information_sensitivity(i) * p.sharing_value(i);
  own.probing_pull = p.information_sensitivity(i) * p.probing_value(i);
  own.received_score = p.information_sensitivity(i) * state.information(i) -
                       own.sharing_pull * state.honesty(i) - own.probing_pull * profile(choices * i + 1);
  own.response = gradient == Gradient::printed ? Response::none
                 : gradient == Gradient::exact ? Response::linear
                                               : Response::quadratic;
  for (int k = 0; k < p.count(); ++k) {
    if (k == i) continue;
    const T score = p.information_sensitivity(k) * state.information(k);
    if (own.response == Response::none) {
      own.base.push_back(score);
      continue;
    }
    const T held = trust.kind == Trust::Kind::matrix    ? trust.matrix(k, i)
                   : trust.kind == Trust::Kind::uniform ? trust.value
                                                        : state.honesty(i);
    const T pull = p.information_sensitivity(k) * p.sharing_value(k);
    own.base.push_back(score - pull * held * state.honesty(i));
    own.slope.push_back(own.response == Response::linear ? pull * held : pull);
  }
  if (own.response == Response::none) {  // one number stands for all of them
    double largest = -std::numeric_limits<double>::infinity();
    for (const auto& score : own.base) largest = std::max(largest, middle(score));
    T sum(0);
    for (const auto& score : own.base) sum = sum + exp(score - T(largest));
    own.base = {T(largest) + log(sum)};
  }
  return own;
}

}  // namespace models::digital_twin
