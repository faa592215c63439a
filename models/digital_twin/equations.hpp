// models/digital_twin/equations.hpp
// The digital-twin trust game on any number type T: information, shares of the reward, payoffs, own
// gradients. Source: Li & Li, "Digital Twin-Driven Trust-Aware Strategy Modeling in Asymmetric Multi-Agent
// Social Games"; numbers in parentheses are its equations. A profile stacks (alpha, beta, delta) of player 1,
// then of player 2, ...
#pragma once

#include <cmath>

#include "models/digital_twin/parameters.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/lift.hpp"

namespace models::digital_twin {

using solvers::lift;
using solvers::MatrixOf;
using solvers::VectorOf;

constexpr int choices = 3;  ///< numbers that a player chooses: sharing, probing, deception

/// `Players` in the number type of the equations. Lifted before any arithmetic: a product of doubles that is
/// lifted afterwards has been rounded, and a ball around it is a proof about other parameters.
template <typename T>
struct PlayersOf {
  VectorOf<T> sharing_cost, probing_cost, deception_cost;  ///< c1, c2, c3
  VectorOf<T> information_sensitivity;                     ///< lambda
  VectorOf<T> reward;                                      ///< R
  VectorOf<T> sharing_value, probing_value;                ///< a, b
  int count() const { return static_cast<int>(reward.size()); }
};

/// `Trust` in the number type of the equations.
template <typename T>
struct TrustOf {
  Trust::Kind kind = Trust::Kind::steady_state;
  T value = T(0);      ///< of `uniform`
  MatrixOf<T> matrix;  ///< of `matrix`
};

template <typename T>
PlayersOf<T> lift(const Players& p) {
  return {lift<T>(p.sharing_cost),   lift<T>(p.probing_cost),
          lift<T>(p.deception_cost), lift<T>(p.information_sensitivity),
          lift<T>(p.reward),         lift<T>(p.sharing_value),
          lift<T>(p.probing_value)};
}

template <typename T>
TrustOf<T> lift(const Trust& trust) {
  return {trust.kind, T(trust.value), lift<T>(trust.matrix)};
}

/// (4): s_i = alpha_i (1 - delta_i), the effective honesty of every player.
template <typename T>
VectorOf<T> honesty(const VectorOf<T>& profile) {
  VectorOf<T> s(profile.size() / choices);
  for (Eigen::Index i = 0; i < s.size(); ++i) s(i) = profile(choices * i) * (T(1) - profile(choices * i + 2));
  return s;
}

/// (7): trust of a player with responsiveness `rate` after seeing `observed` honesty.
template <typename T>
T next_trust(const T& rate, const T& trust, const T& observed) {
  return (T(1) - rate) * trust + rate * observed;
}

/// For each i the sum of the other entries, from the left and from the right: O(N), and no subtraction that
/// cancels.
template <typename T>
VectorOf<T> sums_of_others(const VectorOf<T>& values) {
  const Eigen::Index n = values.size();
  VectorOf<T> sums(n);
  T before(0), after(0);
  for (Eigen::Index i = 0; i < n; ++i) {
    sums(i) = before;
    before = before + values(i);
  }
  for (Eigen::Index i = n; i-- > 0;) {
    sums(i) = sums(i) + after;
    after = after + values(i);
  }
  return sums;
}

/// (8): what each player receives, sum over j of tau_ij s_j. O(N) unless trust is a matrix.
template <typename T>
VectorOf<T> received(const TrustOf<T>& trust, const VectorOf<T>& s) {
  if (trust.kind == Trust::Kind::steady_state) return sums_of_others<T>(s.cwiseProduct(s));  // tau_ij = s_j
  if (trust.kind == Trust::Kind::matrix) return trust.matrix * s;
  auto sums = sums_of_others(s);
  for (Eigen::Index i = 0; i < s.size(); ++i) sums(i) = trust.value * sums(i);
  return sums;
}

/// (9): I_i = a_i s_i + a_i received_i + b_i beta_i.
template <typename T>
VectorOf<T> information(const PlayersOf<T>& p, const VectorOf<T>& profile, const VectorOf<T>& s,
                        const VectorOf<T>& received) {
  VectorOf<T> value(s.size());
  for (Eigen::Index i = 0; i < s.size(); ++i)
    value(i) = p.sharing_value(i) * (s(i) + received(i)) + p.probing_value(i) * profile(choices * i + 1);
  return value;
}

/// (10): P_i, and 1 - P_i as the sum of the others' shares, which keeps its digits when P_i is near 1.
template <typename T>
struct Shares {
  VectorOf<T> share;  ///< P
  VectorOf<T> rest;   ///< 1 - P
};

/// Shares of players with scores x_i = lambda_i I_i, as P_i = 1 / (1 + Q_i), 1 - P_i = 1 / (1 + 1 / Q_i) with
/// Q_i = sum over k != i of exp(x_k - x_i): tight in balls, since Q_i occurs once. O(N^2).
template <typename T>
Shares<T> shares(const VectorOf<T>& scores) {
  using std::exp;
  const Eigen::Index n = scores.size();
  Shares<T> result{VectorOf<T>(n), VectorOf<T>(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    T odds(0);
    for (Eigen::Index k = 0; k < n; ++k)
      if (k != i) odds = odds + exp(scores(k) - scores(i));
    result.share(i) = T(1) / (T(1) + odds);
    result.rest(i) = n == 1 ? T(0) : T(1) / (T(1) + T(1) / odds);
  }
  return result;
}

/// The same in double: shifted by the largest score, so that no lambda overflows. O(N).
inline Shares<double> shares(const Vector& scores) {
  Vector weight(scores.size());
  const double largest = scores.maxCoeff();
  for (Eigen::Index i = 0; i < scores.size(); ++i) weight(i) = std::exp(scores(i) - largest);
  const Vector others = sums_of_others<double>(weight);
  const Eigen::ArrayXd total = weight.array() + others.array();
  return {weight.array() / total, others.array() / total};
}

/// What the equations need to know of a profile, each worked out once.
template <typename T>
struct State {
  VectorOf<T> honesty;      ///< s, (4)
  VectorOf<T> information;  ///< I, (9)
  Shares<T> shares;         ///< P and 1 - P, (10)
};

template <typename T>
State<T> state_of(const PlayersOf<T>& p, const VectorOf<T>& profile, const VectorOf<T>& s,
                  const VectorOf<T>& received) {
  auto info = information(p, profile, s, received);
  const VectorOf<T> scores = p.information_sensitivity.cwiseProduct(info);
  return {s, std::move(info), shares(scores)};
}

/// The state under the model's trust.
template <typename T>
State<T> state_of(const PlayersOf<T>& p, const TrustOf<T>& trust, const VectorOf<T>& profile) {
  const VectorOf<T> s = honesty(profile);
  return state_of(p, profile, s, received(trust, s));
}

/// (3): c1 alpha^2 + c2 beta^2 + c3 delta^2.
template <typename T>
T cost(const PlayersOf<T>& p, int i, const T& alpha, const T& beta, const T& delta) {
  return p.sharing_cost(i) * alpha * alpha + p.probing_cost(i) * beta * beta +
         p.deception_cost(i) * delta * delta;
}

/// (11): U_i = R_i P_i - C_i of every player.
template <typename T>
VectorOf<T> payoffs(const PlayersOf<T>& p, const State<T>& state, const VectorOf<T>& profile) {
  VectorOf<T> value(p.count());
  for (int i = 0; i < p.count(); ++i)
    value(i) = p.reward(i) * state.shares.share(i) -
               cost<T>(p, i, profile(choices * i), profile(choices * i + 1), profile(choices * i + 2));
  return value;
}

/// leak_i = sum over k != i of lambda_k P_k a_k tau_ki: how fast own honesty lifts the rivals' scores, each
/// weighed by its share. Zero for `printed`; for `stationary` inbound trust moves with s_i, so tau_ki + s_i
/// stands for tau_ki. O(N) unless trust is a matrix.
template <typename T>
VectorOf<T> leak(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust, const State<T>& state) {
  const Eigen::Index n = p.count();
  if (gradient == Gradient::printed) return VectorOf<T>::Constant(n, T(0));
  const VectorOf<T> weight =
      p.information_sensitivity.cwiseProduct(state.shares.share).cwiseProduct(p.sharing_value);
  if (trust.kind == Trust::Kind::matrix) return trust.matrix.transpose() * weight;  // zero diagonal
  auto sums = sums_of_others(weight);
  for (Eigen::Index i = 0; i < n; ++i) {
    const T inbound = trust.kind == Trust::Kind::uniform ? trust.value : state.honesty(i);
    sums(i) = sums(i) * (gradient == Gradient::stationary ? T(2) * state.honesty(i) : inbound);
  }
  return sums;
}

/// Own gradients (dU_i/dalpha_i, dU_i/dbeta_i, dU_i/ddelta_i), stacked, for the given leak:
/// R P K (1 - delta) - 2 c1 alpha, R P lambda (1 - P) b - 2 c2 beta, -R P K alpha - 2 c3 delta with
/// K = lambda (1 - P) a - leak. Without leak this is (15).
template <typename T>
VectorOf<T> own_gradients(const PlayersOf<T>& p, const Shares<T>& shares, const VectorOf<T>& leak,
                          const VectorOf<T>& profile) {
  VectorOf<T> g(profile.size());
  for (int i = 0; i < p.count(); ++i) {
    const T& alpha = profile(choices * i);
    const T& delta = profile(choices * i + 2);
    const T prize = p.reward(i) * shares.share(i);
    const T pull = p.information_sensitivity(i) * shares.rest(i);
    const T by_honesty = prize * (pull * p.sharing_value(i) - leak(i));
    g(choices * i) = by_honesty * (T(1) - delta) - T(2) * p.sharing_cost(i) * alpha;
    g(choices * i + 1) =
        prize * pull * p.probing_value(i) - T(2) * p.probing_cost(i) * profile(choices * i + 1);
    g(choices * i + 2) = -(by_honesty * alpha) - T(2) * p.deception_cost(i) * delta;
  }
  return g;
}

/// Own gradients under the model's trust and the chosen meaning of "own".
template <typename T>
VectorOf<T> own_gradients(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust,
                          const VectorOf<T>& profile) {
  const auto state = state_of(p, trust, profile);
  return own_gradients(p, state.shares, leak(gradient, p, trust, state), profile);
}

/// What player i is paid when it alone plays `own` against `profile`. S: the number type of what others do
/// and of trust, T: that of the own strategy; with T = Dual<S, 3> the derivative is the own gradient of that
/// meaning. `printed`: rivals' information stays as it is at the profile. `exact`: own honesty also reaches
/// the rivals who trust i, with trust held at its value. `stationary`: inbound trust moves with own honesty.
template <typename T, typename S>
T payoff_of_deviation(Gradient gradient, const PlayersOf<S>& p, const TrustOf<S>& trust,
                      const VectorOf<S>& profile, int i, const T& alpha, const T& beta, const T& delta) {
  using std::exp;
  const VectorOf<S> s = honesty(profile);
  const VectorOf<S> inflow = received(trust, s);
  const VectorOf<S> info = information(p, profile, s, inflow);
  const T own_honesty = alpha * (T(1) - delta);
  const T own_score = T(p.information_sensitivity(i)) *
                      (T(p.sharing_value(i)) * (own_honesty + T(inflow(i))) + T(p.probing_value(i)) * beta);
  T odds(0);
  for (int k = 0; k < p.count(); ++k) {
    if (k == i) continue;
    T rival = T(info(k));
    if (gradient != Gradient::printed) {
      const S held = trust.kind == Trust::Kind::matrix    ? trust.matrix(k, i)
                     : trust.kind == Trust::Kind::uniform ? trust.value
                                                          : s(i);
      const T inbound = gradient == Gradient::stationary ? own_honesty : T(held);
      rival = rival + T(p.sharing_value(k)) * (inbound * own_honesty - T(held * s(i)));
    }
    odds = odds + exp(T(p.information_sensitivity(k)) * rival - own_score);
  }
  return T(p.reward(i)) / (T(1) + odds) -
         (T(p.sharing_cost(i)) * alpha * alpha + T(p.probing_cost(i)) * beta * beta +
          T(p.deception_cost(i)) * delta * delta);
}

}  // namespace models::digital_twin
