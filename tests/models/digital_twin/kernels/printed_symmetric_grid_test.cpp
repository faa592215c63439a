// tests/models/digital_twin/kernels/printed_symmetric_grid_test.cpp
// The grid of (16) as its users see it: points left by the kernel, agreement with the solver of one point,
// proofs.
#include "models/digital_twin/printed_symmetric_grid.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/printed_symmetric.hpp"
#include "solvers/core/random.hpp"
#include "solvers/roots/nonlinear_system.hpp"
#include "solvers/scalars/double_interval.hpp"
#include "tests/models/digital_twin/kernels/printed_symmetric_judge.hpp"

using namespace models::digital_twin;
using solvers::Verdict;

namespace {

PrintedSymmetricGridProblem grid(long players, double reward, int rows, int columns) {
  PrintedSymmetricGridProblem problem;
  problem.player = {.count = players,
                    .sharing_cost = 1.3,
                    .probing_cost = 0.7,
                    .reward = reward,
                    .sharing_value = 0.9,
                    .probing_value = 1.1};
  problem.information_sensitivity = Vector::LinSpaced(rows, 0.1, 3);
  problem.deception_cost = Vector::LinSpaced(columns, 0.1, 5);
  return problem;
}

tests::PrintedSymmetricPoint judged(const Representative& p) {
  return {static_cast<int>(p.count), p.reward,       p.information_sensitivity,
          p.sharing_value,           p.sharing_cost, p.deception_cost};
}

}  // namespace

TEST_CASE("the grid and the solver of one point agree", "[digital_twin][kernels]") {
  for (const long players : {2, 5, 20}) {
    const auto problem = grid(players, 5, 17, 19);
    const auto result = solve_printed_symmetric_grid(problem);
    CHECK(result.solved_singly == 0);
    for (Eigen::Index column = 0; column < 19; ++column)
      for (Eigen::Index row = 0; row < 17; ++row) {
        const auto root = solve_printed_symmetric(problem.at(row, column));
        REQUIRE(result.sharing(row, column) == Approx(root.strategy.sharing).epsilon(2e-13));  // 1e-13 each
        REQUIRE(result.deception(row, column) == Approx(root.strategy.deception).epsilon(2e-13));
        REQUIRE(result.probing(row) == Approx(root.strategy.probing).epsilon(1e-15));
      }
  }
}

TEST_CASE("the grid and the general path through Ceres agree", "[digital_twin][kernels]") {
  const auto problem = grid(5, 5, 4, 5);
  const auto result = solve_printed_symmetric_grid(problem);
  for (Eigen::Index column = 0; column < 5; ++column)
    for (Eigen::Index row = 0; row < 4; ++row) {
      const auto player = problem.at(row, column);
      const auto equations = [&player](const auto& x) {  // (16) as printed: alpha, beta, delta
        using T = typename std::decay_t<decltype(x)>::Scalar;
        const auto p = lift<T>(player);
        const T w = T(1) - x(2), own = p.sharing_pull() * (T(1) + T(2) * p.rivals() * x(0) * w);
        solvers::VectorOf<T> value(3);
        value(0) = own * w - T(2) * p.sharing_cost * x(0);
        value(1) = p.theta() * p.probing_value - T(2) * p.probing_cost * x(1);
        value(2) = own * x(0) - T(2) * p.deception_cost * x(2);
        return value;
      };
      const Vector grid_root{
          {result.sharing(row, column), result.probing(row), result.deception(row, column)}};
      // from 5 percent away: from further away the general path finds other roots
      const auto found =
          solvers::solve_nonlinear_system(solvers::differentiated_system(equations, 1.05 * grid_root));
      CAPTURE(row, column, found.residual);
      REQUIRE(solvers::reached_goal(found.termination));
      CHECK((found.solution - grid_root).lpNorm<Eigen::Infinity>() < 1e-10);  // its residual is below 1e-12
    }
}

TEST_CASE("points beyond the kernel's range are solved one by one", "[digital_twin][kernels]") {
  auto problem = grid(5, 5, 3, 2);
  problem.information_sensitivity << 1e-170, 1, 1e170;  // m^2 under- and overflows
  const auto result = solve_printed_symmetric_grid(problem);
  CHECK(result.solved_singly > 0);
  CHECK(result.unsolved == 0);
  for (Eigen::Index column = 0; column < 2; ++column)
    for (Eigen::Index row = 0; row < 3; ++row)
      CHECK(tests::encloses(judged(problem.at(row, column)), result.sharing(row, column), 1e-12L));
  problem.player.sharing_value = 0;  // nothing to gain by sharing
  CHECK(solve_printed_symmetric_grid(problem).sharing.cwiseAbs().maxCoeff() == 0);
}

TEST_CASE("roots of a grid are proved, and moved ones are not", "[digital_twin][kernels][certificate]") {
  solvers::RandomStream random(5);
  for (int trial = 0; trial < 6; ++trial) {
    auto problem = grid(2 + 3 * trial, 0.1 * std::pow(600, random.uniform()), 30, 30);
    problem.information_sensitivity = Vector::LinSpaced(30, std::log(0.01), std::log(10)).array().exp();
    problem.deception_cost = Vector::LinSpaced(30, std::log(1e-3), std::log(50)).array().exp();
    const auto result = solve_printed_symmetric_grid(problem);
    for (const auto verdict : certify_printed_symmetric_grid(problem, result.sharing))
      REQUIRE(verdict == Verdict::proved);
    for (const double moved : {1 - 1e-9, 1 + 1e-9})
      for (const auto verdict : certify_printed_symmetric_grid(problem, moved * result.sharing))
        REQUIRE(verdict == Verdict::refuted);
  }
}

TEST_CASE("a sign that rounding could have made is not a proof", "[digital_twin][kernels][certificate]") {
  const auto problem = grid(5, 5, 2, 2);
  const auto p = problem.at(1, 1);
  const double root = solve_printed_symmetric(p).strategy.sharing;
  CHECK(certify_printed_symmetric(p, root) == Verdict::proved);
  CHECK(certify_printed_symmetric(p, root, 0) == Verdict::undecided);  // both signs at one float
  CHECK(certify_printed_symmetric(p, std::nan("")) == Verdict::undecided);
  CHECK(certify_printed_symmetric(p, -root) == Verdict::undecided);
  CHECK(certify_printed_symmetric(p, HUGE_VAL) == Verdict::undecided);
}

TEST_CASE("an interval of doubles holds the exact result", "[scalars][double_interval]") {
  solvers::RandomStream random(6);
  for (int k = 0; k < 20000; ++k) {
    const double x = random.uniform(-3, 3), y = random.uniform(-3, 3);
    const solvers::DoubleInterval a(x), b(y);
    // long double holds the sum and the product of two such doubles to 64 bits: closer than an ulp of the
    // ends
    const auto holds = [](const solvers::DoubleInterval& i, long double exact) {
      return i.lower() <= exact && exact <= i.upper() &&
             i.upper() - i.lower() <= 4e-15 * std::abs(exact) + 1e-299;
    };
    REQUIRE(holds(a + b, static_cast<long double>(x) + y));
    REQUIRE(holds(a - b, static_cast<long double>(x) - y));
    REQUIRE(holds(a * b, static_cast<long double>(x) * y));
    REQUIRE(holds(a / b, static_cast<long double>(x) / y));
    REQUIRE(holds(-(a * b), -(static_cast<long double>(x) * y)));
  }
  const solvers::DoubleInterval nothing(std::nan(""));
  CHECK_FALSE(certainly_positive(nothing * solvers::DoubleInterval(0)));
  CHECK_FALSE(certainly_negative(nothing + solvers::DoubleInterval(1)));
}

TEST_CASE("a grid refuses what it cannot read", "[digital_twin][kernels][faults]") {
  auto problem = grid(5, 5, 3, 2);
  problem.deception_cost(1) = 0;
  CHECK_THROWS_AS(solve_printed_symmetric_grid(problem), std::invalid_argument);
  problem = grid(1, 5, 3, 2);
  CHECK_THROWS_AS(solve_printed_symmetric_grid(problem), std::invalid_argument);
  problem = grid(5, 5, 3, 2);
  problem.information_sensitivity(0) = std::nan("");
  CHECK_THROWS_AS(solve_printed_symmetric_grid(problem), std::invalid_argument);
  problem.information_sensitivity.resize(0);
  CHECK_THROWS_AS(solve_printed_symmetric_grid(problem), std::invalid_argument);
  problem = grid(5, 5, 3, 2);
  CHECK_THROWS_AS(certify_printed_symmetric_grid(problem, Matrix::Ones(2, 2)), std::invalid_argument);
}
