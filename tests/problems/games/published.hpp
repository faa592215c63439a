// tests/problems/games/published.hpp
// Games with constraints whose equilibria are published or exact: sources beside each.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "solvers/games/constrained_game.hpp"

namespace tests::games {

using solvers::ConstrainedGame;
using solvers::make_smooth_function;
using solvers::Matrix;
using solvers::Vector;
using solvers::VectorOf;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <typename... T>
Vector vector(T... entries) {
  Vector result(static_cast<int>(sizeof...(entries)));
  int k = 0;
  ((result(k++) = entries), ...);
  return result;
}

template <typename T>
T sum_of(const VectorOf<T>& z, int n) {
  T total(0);
  for (int k = 0; k < n; ++k) total += z(k);
  return total;
}

/// sum_k weight_k x_k <= bound
inline solvers::GameConstraint linear_cap(Vector weights, double bound) {
  return {make_smooth_function([weights, bound]<typename T>(const VectorOf<T>& z) {
    T total = T(-bound);
    for (int k = 0; k < weights.size(); ++k) total += T(weights(k)) * z(k);
    return total;
  })};
}

/// E1: Murphy, Sherali & Soyster (1982), Math. Programming 24, 92-106; five Cournot firms.
struct CournotFirm {
  double c, b;
  /// q p(Q) - c q - b / (b + 1) K^(-1/b) q^((b + 1) / b), p = (5000 / Q)^(1 / gamma)
  template <typename T>
  T profit(const T& q, const T& Q, double gamma = 1.1) const {
    using std::log, std::exp, std::pow;
    const double power = 1 / gamma, up = 1 + 1 / b;
    return q * pow(T(5000) / Q, power) - T(c) * q - T(1 / up) * pow(T(5), -1 / b) * pow(q, up);
  }
};
inline std::vector<CournotFirm> cournot_firms() { return {{10, 1.2}, {8, 1.1}, {6, 1}, {4, 0.9}, {2, 0.8}}; }
inline ConstrainedGame cournot(double cap = infinity) {
  ConstrainedGame game;
  for (int i = 0; i < 5; ++i)
    game.players.push_back({1, make_smooth_function([i]<typename T>(const VectorOf<T>& z) {
                              return cournot_firms()[static_cast<std::size_t>(i)].profit(z(i), sum_of(z, 5));
                            })});
  game.lower = Vector::Zero(5);
  game.upper = Vector::Constant(5, infinity);
  if (cap < infinity) game.shared.push_back(linear_cap(Vector::Ones(5), cap));
  return game;
}
inline Vector cournot_answer() {
  return vector(36.932510815736, 41.818141660438, 43.706578522274, 42.659239743305, 39.178952516625);
}

/// E4: Krawczyk & Uryasev (2000), Env. Mod. Assess. 5, 63-73; Facchinei & Kanzow (2010), A.13. Minimised
/// there.
inline ConstrainedGame river_basin() {
  const Vector c1 = vector(.1, .12, .15), c2 = vector(.01, .05, .01), e = vector(.5, .25, .75);
  ConstrainedGame game;
  for (int j = 0; j < 3; ++j)
    game.players.push_back({1, make_smooth_function([j, c1, c2]<typename T>(const VectorOf<T>& z) {
                              const T x = z(j);
                              return (T(3) - T(0.01) * sum_of(z, 3)) * x - (T(c1(j)) + T(c2(j)) * x) * x;
                            })});
  game.lower = Vector::Zero(3);
  game.upper = Vector::Constant(3, infinity);
  game.shared.push_back(linear_cap(e.cwiseProduct(vector(6.5, 5., 5.5)), 100));
  game.shared.push_back(linear_cap(e.cwiseProduct(vector(4.583, 6.25, 3.75)), 100));
  return game;
}
inline Vector river_basin_answer() { return vector(21.144796015410, 16.027853447025, 2.725962700882); }

/// E6: internet switching, A.14: x_i / S (1 - S), x_i >= lower, S <= 1; answer (N - 1) / N^2 each.
inline ConstrainedGame internet_switching(int n = 10, double lower = 0.01) {
  ConstrainedGame game;
  for (int i = 0; i < n; ++i)
    game.players.push_back({1, make_smooth_function([i, n]<typename T>(const VectorOf<T>& z) {
                              const T total = sum_of(z, n);
                              return z(i) / total * (T(1) - total);
                            })});
  game.lower = Vector::Constant(n, lower);
  game.upper = Vector::Constant(n, infinity);
  game.shared.push_back(linear_cap(Vector::Ones(n), 1));
  return game;
}

/// E7: A.11. Generalised equilibria (t, 1 - t), 1/2 <= t <= 1; variational (3/4, 1/4) with multiplier 1/2.
inline ConstrainedGame shared_line() {
  ConstrainedGame game;
  const auto loss_from = [](int k, double target) {
    return make_smooth_function([k, target]<typename T>(const VectorOf<T>& z) {
      const T gap = z(k) - T(target);
      return -(gap * gap);
    });
  };
  game.players = {{1, loss_from(0, 1)}, {1, loss_from(1, 0.5)}};
  game.lower = Vector::Constant(2, -infinity);
  game.upper = Vector::Constant(2, infinity);
  game.shared.push_back(linear_cap(Vector::Ones(2), 1));
  return game;
}

/// E8: A.12, duopoly with d = 20, cost 4, slope 1: (16/3, 16/3).
inline ConstrainedGame duopoly() {
  ConstrainedGame game;
  for (int i = 0; i < 2; ++i)
    game.players.push_back({1, make_smooth_function([i]<typename T>(const VectorOf<T>& z) {
                              return z(i) * (T(20) - z(0) - z(1)) - T(4) * z(i);
                            })});
  game.lower = Vector::Constant(2, -10);
  game.upper = Vector::Constant(2, 10);
  return game;
}

/// E10: A.17. Variational (0, 11, 8), multipliers (3, 1), the bound's multiplier 0.
inline ConstrainedGame degenerate_bound() {
  ConstrainedGame game;
  game.players.push_back({2, make_smooth_function([]<typename T>(const VectorOf<T>& z) {
                            return -(z(0) * z(0) + z(0) * z(1) + z(1) * z(1) + (z(0) + z(1)) * z(2) -
                                     T(25) * z(0) - T(38) * z(1));
                          })});
  game.players.push_back({1, make_smooth_function([]<typename T>(const VectorOf<T>& z) {
                            return -(z(2) * z(2) + (z(0) + z(1)) * z(2) - T(25) * z(2));
                          })});
  game.lower = Vector::Zero(3);
  game.upper = Vector::Constant(3, infinity);
  game.shared = {linear_cap(vector(1., 2., -1.), 14), linear_cap(vector(3., 2., 1.), 30)};
  return game;
}

/// E14: GAMS simpleqvi1. Variational (5, 5), multiplier 5; all (t, 10 - t) are generalised equilibria.
inline ConstrainedGame simple_qvi() {
  ConstrainedGame game;
  for (int i = 0; i < 2; ++i)
    game.players.push_back({1, make_smooth_function([i]<typename T>(const VectorOf<T>& z) {
                              return T(-0.5) * (z(i) - T(10)) * (z(i) - T(10));
                            })});
  game.lower = Vector::Zero(2);
  game.upper = Vector::Constant(2, infinity);
  game.shared.push_back(linear_cap(Vector::Ones(2), 10));
  return game;
}

/// E16: Kojima & Shindo; Dirkse & Ferris (1995). (sqrt 6 / 2, 0, 0, 1/2), degenerate, and (1, 0, 3, 0).
inline solvers::VariationalInequality kojima_shindo() {
  const auto entry = [](auto f) { return make_smooth_function(f); };
  solvers::VariationalInequality problem;
  problem.map = {
      entry([]<typename T>(const VectorOf<T>& x) {
        return T(3) * x(0) * x(0) + T(2) * x(0) * x(1) + T(2) * x(1) * x(1) + x(2) + T(3) * x(3) - T(6);
      }),
      entry([]<typename T>(const VectorOf<T>& x) {
        return T(2) * x(0) * x(0) + x(0) + x(1) * x(1) + T(10) * x(2) + T(2) * x(3) - T(2);
      }),
      entry([]<typename T>(const VectorOf<T>& x) {
        return T(3) * x(0) * x(0) + x(0) * x(1) + T(2) * x(1) * x(1) + T(2) * x(2) + T(9) * x(3) - T(9);
      }),
      entry([]<typename T>(const VectorOf<T>& x) {
        return x(0) * x(0) + T(3) * x(1) * x(1) + T(2) * x(2) + T(3) * x(3) - T(3);
      })};
  problem.lower = Vector::Zero(4);
  problem.upper = Vector::Constant(4, infinity);
  return problem;
}

}  // namespace tests::games
