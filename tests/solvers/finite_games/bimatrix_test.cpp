// Finite games: published ones, closed forms, and random ones against brute force.
#include "solvers/games/bimatrix.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/games/support_system.hpp"

using namespace solvers;

namespace {

/// O'Neill (1987), PNAS 84, 2106-2109: +5 to player 1 at these cells, else -5.
BimatrixGame oneill() {
  Matrix A = Matrix::Constant(4, 4, -5);
  for (const auto& [i, j] : {std::pair(0, 0), {1, 2}, {1, 3}, {2, 1}, {2, 3}, {3, 1}, {3, 2}}) A(i, j) = 5;
  return {A, -A};
}

BimatrixGame matching_pennies() {
  const Matrix A = (Matrix(2, 2) << 1, -1, -1, 1).finished();
  return {A, -A};
}

BimatrixGame random_game(int m, int n, std::uint64_t task, int levels = 0) {
  RandomStream stream(20260, task);
  BimatrixGame game{Matrix(m, n), Matrix(m, n)};
  for (Matrix* A : {&game.row, &game.column})
    for (Eigen::Index k = 0; k < A->size(); ++k)
      A->data()[k] = levels > 0 ? static_cast<double>(stream.below(static_cast<std::uint64_t>(levels)))
                                : stream.uniform(-1, 1);
  return game;
}

double gain(const BimatrixGame& game, const Vector& x, const Vector& y) {
  return std::max((game.row * y).maxCoeff() - x.dot(game.row * y),
                  (game.column.transpose() * x).maxCoeff() - y.dot(game.column.transpose() * x));
}

}  // namespace

TEST_CASE("O'Neill's game has the one equilibrium (0.4, 0.2, 0.2, 0.2)", "[bimatrix][reference]") {
  const auto all = extreme_equilibria(exact(finite_game(oneill())));
  REQUIRE(all.complete);
  REQUIRE(all.equilibria.size() == 1);
  CHECK(all.equilibria[0].isolated);
  const Rational first = Rational::from_text("2/5"), other = Rational::from_text("1/5");
  for (const auto& strategy : all.equilibria[0].profile)
    for (int a = 0; a < 4; ++a) CHECK(strategy(a) == (a == 0 ? first : other));
  const auto regrets = exact_regrets(exact(finite_game(oneill())), all.equilibria[0].profile);
  CHECK(regrets.epsilon.sign() == 0);
  CHECK(regrets.payoff[0] == Rational(-1));
  for (int label = 0; label < 8; ++label) {
    const auto found = lemke_howson(oneill(), label);
    REQUIRE(reached_goal(found.termination));
    CHECK((found.row - Eigen::Vector4d(0.4, 0.2, 0.2, 0.2)).norm() < 1e-14);
  }
}

TEST_CASE("matching pennies: no pure equilibrium, one mixed, proved in a box", "[bimatrix]") {
  const auto game = matching_pennies();
  CHECK(pure_equilibria(game).empty());
  const auto found = find_bimatrix_equilibrium(game);
  CHECK((found.row - Vector::Constant(2, 0.5)).norm() < 1e-15);
  const auto certificate =
      certify_finite(exact(finite_game(game)), MixedProfile(2, Vector::Constant(2, 0.5)));
  CHECK(certificate.unique == Verdict::proved);
  CHECK(certificate.regrets.epsilon.sign() == 0);
  CHECK(certificate.box.size() == 4);
}

TEST_CASE("a pure equilibrium pays at least every deviation, on random games by brute force",
          "[bimatrix][property]") {
  for (std::uint64_t task = 0; task < 300; ++task) {
    const auto game = random_game(1 + static_cast<int>(task % 5), 1 + static_cast<int>(task % 7), task, 4);
    CAPTURE(task);
    std::vector<std::vector<int>> expected;
    for (int j = 0; j < game.row.cols(); ++j)
      for (int i = 0; i < game.row.rows(); ++i) {
        bool stable = true;
        for (int k = 0; k < game.row.rows(); ++k) stable = stable && game.row(k, j) <= game.row(i, j);
        for (int k = 0; k < game.row.cols(); ++k) stable = stable && game.column(i, k) <= game.column(i, j);
        if (stable) expected.push_back({i, j});
      }
    CHECK(pure_equilibria(finite_game(game)) == expected);
    CHECK(pure_equilibria(game).size() == expected.size());
  }
}

TEST_CASE("complementary pivoting ends at an equilibrium, ties or not, in doubles and exactly",
          "[bimatrix][property]") {
  for (std::uint64_t task = 0; task < 60; ++task) {
    const int m = 2 + static_cast<int>(task % 5), n = 2 + static_cast<int>(task / 5 % 4);
    const auto game = random_game(m, n, task, task % 2 == 0 ? 3 : 0);  // every other one full of ties
    CAPTURE(task, m, n);
    for (int label = 0; label < m + n; ++label) {
      const auto found = lemke_howson(game, label);
      REQUIRE(reached_goal(found.termination));
      CHECK(gain(game, found.row, found.column) < 1e-10);
      if (label > 1) continue;
      const auto precise = exact_lemke_howson(exact(finite_game(game)), label);
      REQUIRE(precise);
      CHECK(exact_regrets(exact(finite_game(game)), *precise).epsilon.sign() == 0);
    }
  }
}

TEST_CASE("enumeration finds what pivoting finds; generic games have an odd number", "[bimatrix][property]") {
  for (std::uint64_t task = 0; task < 25; ++task) {
    const int m = 2 + static_cast<int>(task % 3), n = 2 + static_cast<int>(task / 3 % 3);
    const auto game = random_game(m, n, 1000 + task);
    CAPTURE(task, m, n);
    const auto table = exact(finite_game(game));
    const auto all = extreme_equilibria(table);
    REQUIRE(all.complete);
    CHECK(all.equilibria.size() % 2 == 1);  // Lemke & Howson (1964), for nondegenerate games
    for (const auto& e : all.equilibria) {
      CHECK(e.isolated);
      CHECK(exact_regrets(table, e.profile).epsilon.sign() == 0);
    }
    for (int label = 0; label < m + n; ++label) {
      const auto one = exact_lemke_howson(table, label);
      REQUIRE(one);
      CHECK(std::any_of(all.equilibria.begin(), all.equilibria.end(), [&](const auto& e) {
        return e.profile[0] == (*one)[0] && e.profile[1] == (*one)[1];
      }));
    }
  }
}

TEST_CASE("brute force over supports finds the same equilibria of random 3 x 3 games",
          "[bimatrix][property]") {
  for (std::uint64_t task = 0; task < 40; ++task) {
    const auto game = finite_game(random_game(3, 3, 5000 + task));
    int count = 0;
    for (unsigned s = 1; s < 8; ++s)
      for (unsigned t = 1; t < 8; ++t) {
        Supports supports(2);
        for (int a = 0; a < 3; ++a) {
          if (s >> a & 1) supports[0].push_back(a);
          if (t >> a & 1) supports[1].push_back(a);
        }
        if (supports[0].size() != supports[1].size()) continue;  // generic games: equal sizes
        const MixedProfile even(2, Vector::Constant(3, 1. / static_cast<double>(supports[0].size())));
        const auto solved = solve_supports(game, supports, even);
        if (!solved) continue;
        const auto u = action_payoffs(game, *solved, 0), v = action_payoffs(game, *solved, 1);
        if (u.maxCoeff() - (*solved)[0].dot(u) < 1e-12 && v.maxCoeff() - (*solved)[1].dot(v) < 1e-12) ++count;
      }
    CAPTURE(task);
    CHECK(extreme_equilibria(exact(game)).equilibria.size() == static_cast<std::size_t>(count));
  }
}

TEST_CASE("a degenerate game's equilibria form components", "[bimatrix]") {
  // Row 1 and row 2 pay alike against column 1: every mixture of them with column 1 is an equilibrium.
  const Matrix A = (Matrix(2, 2) << 1, 0, 1, 0).finished(), B = (Matrix(2, 2) << 1, 0, 1, 0).finished();
  const auto all = extreme_equilibria(exact(finite_game({A, B})));
  REQUIRE(all.complete);
  CHECK(all.equilibria.size() == 2);
  CHECK(all.components == 1);
  for (const auto& e : all.equilibria) CHECK_FALSE(e.isolated);
  const auto certificate =
      certify_finite(exact(finite_game({A, B})), {Vector::Constant(2, 0.5), Vector::Unit(2, 0)});
  CHECK(certificate.regrets.epsilon.sign() == 0);
  CHECK(certificate.unique == Verdict::undecided);
}

TEST_CASE("games of 21 x 21 are solved to rounding", "[bimatrix]") {
  for (std::uint64_t task = 0; task < 40; ++task) {
    const auto game = random_game(21, 21, 9000 + task);
    const auto found = find_bimatrix_equilibrium(game);
    CAPTURE(task, found.pivots);
    REQUIRE(reached_goal(found.termination));
    CHECK(gain(game, found.row, found.column) < 1e-11);
    const auto mixed = lemke_howson(game, 3);
    REQUIRE(reached_goal(mixed.termination));
    CHECK(gain(game, mixed.row, mixed.column) < 1e-9);
  }
}

TEST_CASE("wrong finite games are refused", "[bimatrix][faults]") {
  CHECK_THROWS_AS(lemke_howson({Matrix::Zero(2, 2), Matrix::Zero(2, 3)}), std::invalid_argument);
  CHECK_THROWS_AS(lemke_howson({Matrix::Constant(2, 2, NAN), Matrix::Zero(2, 2)}), std::invalid_argument);
  CHECK_THROWS_AS(lemke_howson(matching_pennies(), 4), std::invalid_argument);
  CHECK_THROWS_AS(check_finite_game(FiniteGame{{2, 2}, {{1, 2, 3, 4}}}), std::invalid_argument);
  CHECK_THROWS_AS(exact_regrets(exact(finite_game(matching_pennies())), MixedProfile(2, Vector::Zero(2))),
                  std::invalid_argument);
  CHECK(extreme_equilibria(exact(finite_game(random_game(21, 21, 1)))).termination ==
        Termination::iteration_limit);
}
