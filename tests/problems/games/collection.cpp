#include "tests/problems/games/collection.hpp"

#include <cmath>
#include <stdexcept>

#include "solvers/convex_sets/box.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/convex_sets/simplex.hpp"
#include "solvers/games/make_game.hpp"

namespace tests {
namespace {

using solvers::make_game;
using solvers::Matrix;
using solvers::Vector;
using solvers::VectorOf;

std::vector<solvers::ConvexSetPtr> copies(int count, const solvers::ConvexSetPtr& set) {
  return std::vector<solvers::ConvexSetPtr>(static_cast<std::size_t>(count), set);
}

solvers::ConvexSetPtr interval(double lower, double upper) {
  return std::make_shared<solvers::Box>(1, lower, upper);
}

/// Quantities q_i at price intercept - slope sum q, unit costs c_i.
struct LinearCournot {
  double intercept, slope;
  Vector cost;
  template <typename T>
  T operator()(int i, const VectorOf<T>& q) const {
    return (T(intercept) - T(slope) * q.sum() - T(cost(i))) * q(i);
  }
  /// q_i = (a + sum_j c_j - (N + 1) c_i) / (slope (N + 1)) while all are positive
  Vector equilibrium() const {
    const double n = static_cast<double>(cost.size());
    return (Vector::Constant(cost.size(), intercept + cost.sum()) - (n + 1) * cost) / (slope * (n + 1));
  }
};

/// Five firms. Source: Murphy, Sherali & Soyster (1982), Math. Programming 24, 92-106.
struct MurphyCournot {
  template <typename T>
  T operator()(int i, const VectorOf<T>& q) const {
    using std::pow;
    constexpr double c[] = {10, 8, 6, 4, 2}, b[] = {1.2, 1.1, 1, 0.9, 0.8};
    const T price = pow(T(5000) / q.sum(), 1 / 1.1);
    const T cost =
        T(c[i]) * q(i) + T(b[i] / (b[i] + 1) * std::pow(5, -1 / b[i])) * pow(q(i), (b[i] + 1) / b[i]);
    return q(i) * price - cost;
  }
};

/// (x_i / S)(1 - S). Source: Facchinei & Kanzow (2010), SIAM J. Optim. 20(5), problem A.14.
struct InternetSwitching {
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    const T total = x.sum();
    return x(i) / total * (T(1) - total);
  }
};

/// V x_i / S - c x_i. Source: Tullock (1980).
struct LotteryContest {
  double prize, cost;
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    return T(prize) * x(i) / x.sum() - T(cost) * x(i);
  }
};

struct LogitContest {
  double prize, sharpness, cost;
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    using std::exp;
    T others(0);
    for (int j = 0; j < x.size(); ++j)
      if (j != i) others += exp(T(sharpness) * (x(j) - x(i)));
    return T(prize) / (T(1) + others) - T(cost) * x(i) * x(i);
  }
};

/// Two players spread a budget over battlefields won by lot: sum_k V_k x_k / (x_k + y_k).
/// Source: Friedman (1958), Operations Research 6(5), 699-709: x_k = V_k / sum V.
struct LotteryBlotto {
  Vector value;
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    const int n = static_cast<int>(value.size());
    T won(0);
    for (int k = 0; k < n; ++k) won += T(value(k)) * x(n * i + k) / (x(k) + x(n + k));
    return won;
  }
};

/// x' A y to the row player, x' B y to the column player.
struct MixedExtension {
  Matrix row, column;
  template <typename T>
  T operator()(int i, const VectorOf<T>& profile) const {
    const Matrix& payoff = i == 0 ? row : column;
    T expected(0);
    for (int a = 0; a < row.rows(); ++a)
      for (int b = 0; b < row.cols(); ++b)
        expected += T(payoff(a, b)) * profile(a) * profile(static_cast<int>(row.rows()) + b);
    return expected;
  }
};

/// +x y to the first player, -x y to the second, on [-1, 1] each.
struct Saddle {
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    return T(i == 0 ? 1 : -1) * x(0) * x(1);
  }
};

/// Contribution x_i in [0, 1] to a public good: cooperation costs 1 and gives every player 0.6.
struct PublicGood {
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    return T(0.6) * x.sum() - x(i);
  }
};

solvers::Game cournot(const LinearCournot& market) {
  return make_game(copies(static_cast<int>(market.cost.size()), interval(0, 100)), market);
}

std::vector<GameProblem> build() {
  const LinearCournot duopoly{20, 1, Vector::Constant(2, 4)};  // KU duopoly: (16/3, 16/3)
  const LinearCournot oligopoly{50, 0.5, Vector{{10, 11, 12, 13, 14, 15}}};
  const Vector blotto{{3, 2, 1}};
  const Vector oneill{{0.4, 0.2, 0.2, 0.2}};
  Matrix payoff = Matrix::Constant(4, 4, -5);
  for (const auto& [a, b] : {std::pair{0, 0}, {1, 2}, {1, 3}, {2, 1}, {2, 3}, {3, 1}, {3, 2}})
    payoff(a, b) = 5;
  return {
      {"cournot duopoly", cournot(duopoly), Vector::Constant(2, 16.0 / 3)},
      {"cournot oligopoly", cournot(oligopoly), oligopoly.equilibrium()},
      {"murphy cournot", make_game(copies(5, interval(0, 200)), MurphyCournot{}),
       Vector{{36.932510815736, 41.818141660438, 43.706578522274, 42.659239743305, 39.178952516625}}, 1e-10,
       true, 1},
      {"internet switching", make_game(copies(10, interval(0.01, 1)), InternetSwitching{}),
       Vector::Constant(10, 0.09), 1e-10, true, 0.05},
      {"lottery contest", make_game(copies(3, interval(0.01, 9)), LotteryContest{9, 1}),
       Vector::Constant(3, 2.0), 1e-10, true, 0.3},
      {"logit contest", logit_contest(4, 1, 1, 1), Vector::Constant(4, 3.0 / 32)},
      {"lottery blotto",
       make_game(copies(2, std::make_shared<solvers::CappedSimplex>(3)), LotteryBlotto{blotto}),
       Vector{{0.5, 1.0 / 3, 1.0 / 6, 0.5, 1.0 / 3, 1.0 / 6}}, 1e-10, true, 0.01},
      {"public good", make_game(copies(4, interval(0, 1)), PublicGood{}), Vector::Zero(4)},
      {"bilinear saddle", make_game(copies(2, interval(-1, 1)), Saddle{}), Vector::Zero(2), 1e-10, false},
      {"matching pennies", mixed_extension(Matrix{{1, -1}, {-1, 1}}, Matrix{{-1, 1}, {1, -1}}),
       Vector::Constant(4, 0.5), 1e-10, false},
      {"rock paper scissors",
       mixed_extension(Matrix{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}},
                       Matrix{{0, 1, -1}, {-1, 0, 1}, {1, -1, 0}}),
       Vector::Constant(6, 1.0 / 3), 1e-10, false},
      // Source: O'Neill (1987), PNAS 84, 2106-2109
      {"oneill", mixed_extension(payoff, -payoff), Vector{{0.4, 0.2, 0.2, 0.2, 0.4, 0.2, 0.2, 0.2}}, 1e-10,
       false},
  };
}

}  // namespace

const std::vector<GameProblem>& game_problems() {
  static const std::vector<GameProblem> problems = build();
  return problems;
}

const GameProblem& game_problem(const std::string& name) {
  for (const auto& problem : game_problems())
    if (problem.name == name) return problem;
  throw std::runtime_error("there is no game problem '" + name + "'");
}

solvers::Game logit_contest(int players, double prize, double sharpness, double cost) {
  return make_game(copies(players, interval(0, 10)), LogitContest{prize, sharpness, cost});
}

solvers::Game mixed_extension(const Matrix& row, const Matrix& column) {
  return make_game({std::make_shared<solvers::Simplex>(static_cast<int>(row.rows())),
                    std::make_shared<solvers::Simplex>(static_cast<int>(row.cols()))},
                   MixedExtension{row, column});
}

}  // namespace tests
