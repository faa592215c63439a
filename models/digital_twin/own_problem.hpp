// models/digital_twin/own_problem.hpp
// One player's own problem with everything else held: maximise R sigma(x(s, b)) - c1 s^2 - c2 b^2 over s, b
// >= 0, s + b <= 1, where x is the log odds of the player's share. Deception is 0: it is strictly dominated.
#pragma once

#include <algorithm>
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

/// log sum of exp(scores), shifted into the range of exp.
template <typename T>
T log_sum_exp(const std::vector<T>& scores) {
  using std::exp, std::log;
  double largest = -std::numeric_limits<double>::infinity();
  for (const auto& score : scores) largest = std::max(largest, middle(score));
  T sum(0);
  for (const auto& score : scores) sum = sum + exp(score - T(largest));
  return T(largest) + log(sum);
}

/// What all players' own problems share at a profile. Trust is held at its value there (and moves with own
/// honesty in `stationary`).
template <typename T>
class OwnProblems {
 public:
  OwnProblems(Gradient gradient, const PlayersOf<T>& players, const TrustOf<T>& trust,
              const VectorOf<T>& profile)
      : gradient_(gradient), p_(players), trust_(trust), honesty_(digital_twin::honesty(profile)) {
    const VectorOf<T> inflow = received(trust, honesty_);
    scores_ = p_.information_sensitivity.cwiseProduct(information(p_, profile, honesty_, inflow));
    received_ = inflow;
  }

  /// The problem of player i as the equations say. O(N) to make, and O(N) at each evaluation unless
  /// `printed`.
  OwnProblem<T> problem(int i) const {
    OwnProblem<T> own = own_part(i);
    for (int k = 0; k < p_.count(); ++k) {
      if (k == i) continue;
      const T slope = rival_slope(k, i);
      const T& s = honesty_(i);
      own.base.push_back(own.response == Response::none ? scores_(k) : scores_(k) - slope * held_response(s));
      own.slope.push_back(slope);
    }
    const bool flat =
        std::all_of(own.slope.begin(), own.slope.end(), [](const T& slope) { return slope == T(0); });
    if (own.response == Response::none || flat) {  // one number stands for all rivals
      own.base = {log_sum_exp(own.base)};
      own.slope.clear();
      own.response = Response::none;
    }
    return own;
  }

  /// Every player's problem with the rivals' level replaced by its tangent at the profile: level and slope
  /// agree there, and since the level is convex no strategy pays less than in the problem itself. O(1) at
  /// each evaluation; O(N) to make all of them, O(N^2) where trust is a matrix. Exact, no relaxation, for
  /// `printed`.
  std::vector<OwnProblem<T>> relaxed_problems() const;

 private:
  OwnProblem<T> own_part(int i) const {
    OwnProblem<T> own;
    own.reward = p_.reward(i);
    own.sharing_cost = p_.sharing_cost(i);
    own.probing_cost = p_.probing_cost(i);
    own.sharing_pull = p_.information_sensitivity(i) * p_.sharing_value(i);
    own.probing_pull = p_.information_sensitivity(i) * p_.probing_value(i);
    own.received_score = own.sharing_pull * received_(i);
    own.response = gradient_ == Gradient::printed ? Response::none
                   : gradient_ == Gradient::exact ? Response::linear
                                                  : Response::quadratic;
    return own;
  }
  T held_response(const T& s) const { return gradient_ == Gradient::stationary ? T(s * s) : s; }
  T rival_slope(int k, int i) const {
    const T pull = p_.information_sensitivity(k) * p_.sharing_value(k);
    if (gradient_ == Gradient::printed) return T(0);
    if (gradient_ == Gradient::stationary) return pull;
    return pull * (trust_.kind == Trust::Kind::matrix    ? trust_.matrix(k, i)
                   : trust_.kind == Trust::Kind::uniform ? trust_.value
                                                         : honesty_(i));
  }

  Gradient gradient_;
  const PlayersOf<T>& p_;
  const TrustOf<T>& trust_;
  VectorOf<T> honesty_, received_, scores_;
};

template <typename T>
std::vector<OwnProblem<T>> OwnProblems<T>::relaxed_problems() const {
  using std::exp, std::log;
  const int n = p_.count();
  double largest = -std::numeric_limits<double>::infinity();
  for (const auto& score : scores_) largest = std::max(largest, middle(score));
  VectorOf<T> weight(n), pulled(n);
  for (int k = 0; k < n; ++k) {
    weight(k) = exp(scores_(k) - T(largest));
    pulled(k) = p_.information_sensitivity(k) * p_.sharing_value(k) * weight(k);
  }
  const VectorOf<T> others = sums_of_others(weight);
  VectorOf<T> leak = VectorOf<T>::Constant(n, T(0));  // sum over rivals of weight times slope of the score
  if (gradient_ != Gradient::printed && trust_.kind == Trust::Kind::matrix) {
    leak = trust_.matrix.transpose() * pulled;
  } else if (gradient_ != Gradient::printed) {
    leak = sums_of_others(pulled);
    for (int i = 0; i < n; ++i)
      leak(i) = leak(i) * (gradient_ == Gradient::stationary     ? T(2) * honesty_(i)
                           : trust_.kind == Trust::Kind::uniform ? trust_.value
                                                                 : honesty_(i));
  }
  std::vector<OwnProblem<T>> problems;
  problems.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    auto own = own_part(i);
    own.response = gradient_ == Gradient::printed ? Response::none : Response::linear;
    const T slope = leak(i) / others(i);
    own.base = {T(largest) + log(others(i)) - slope * honesty_(i)};
    own.slope = {slope};
    problems.push_back(std::move(own));
  }
  return problems;
}

}  // namespace models::digital_twin
