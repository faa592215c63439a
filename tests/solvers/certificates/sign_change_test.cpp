#include "solvers/certificates/sign_change.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using solvers::Ball;
using solvers::certify_sign_change;
using solvers::SignChangeProblem;
using solvers::Verdict;

namespace {

const SignChangeProblem kepler{
    .function = [](const Ball& E) { return E - Ball::from_decimal("0.9") * sin(E) - Ball(1); },
    .derivative = [](const Ball& E) { return Ball(1) - Ball::from_decimal("0.9") * cos(E); },
    .bracket = {0, 4}};

}  // namespace

TEST_CASE("a root between floats is proved, and that it is the only one", "[certificates]") {
  auto problem = kepler;
  CHECK(certify_sign_change(problem).root == Verdict::proved);
  CHECK(certify_sign_change(problem).unique == Verdict::proved);
  // E = 1.8620866868745... (Kepler's equation, M = 1, e = 0.9; SciPy brentq): neighbours 1e-12 apart
  problem.bracket = {1.862086686874, 1.862086686875};
  CHECK(certify_sign_change(problem).root == Verdict::proved);
}

TEST_CASE("a bracket without root is refuted", "[certificates]") {
  auto problem = kepler;
  problem.bracket = {2, 4};
  const auto result = certify_sign_change(problem);
  CHECK(result.root == Verdict::refuted);
  CHECK(result.unique == Verdict::undecided);
}

TEST_CASE("equal signs with roots between are neither proved nor refuted", "[certificates]") {
  const SignChangeProblem two{.function = [](const Ball& x) { return x * x - Ball(2); },
                              .derivative = [](const Ball& x) { return Ball(2) * x; },
                              .bracket = {-2, 2}};
  CHECK(certify_sign_change(two).root == Verdict::undecided);
}

TEST_CASE("three roots are a root, never a unique one", "[certificates]") {
  const SignChangeProblem cubic{.function = [](const Ball& x) { return x * x * x - x; },
                                .derivative = [](const Ball& x) { return Ball(3) * x * x - Ball(1); },
                                .bracket = {-2, 2}};
  const auto result = certify_sign_change(cubic);
  CHECK(result.root == Verdict::proved);
  CHECK(result.unique == Verdict::undecided);
}

TEST_CASE("inflated balls lower the verdict of a sign change", "[certificates]") {
  auto problem = kepler;
  problem.bracket = {1.862086686874, 1.862086686875};
  const auto exact = problem.function;
  problem.function = [exact](const Ball& x) {
    return inflated(exact(x), 1e-10);
  };  // f changes by 1.3e-12 here
  CHECK(certify_sign_change(problem).root == Verdict::undecided);
  problem.function = [](const Ball&) { return Ball::indeterminate(); };
  CHECK(certify_sign_change(problem).root == Verdict::undecided);
}

TEST_CASE("a root at an end counts only if it is exact", "[certificates]") {
  SignChangeProblem square{.function = [](const Ball& x) { return x * x - Ball(4); }, .bracket = {2, 3}};
  CHECK(certify_sign_change(square).root == Verdict::proved);
  square.function = [](const Ball& x) { return inflated(x * x - Ball(4), 1e-300); };
  CHECK(certify_sign_change(square).root == Verdict::undecided);
}

TEST_CASE("a bracket that is none is refused", "[certificates][fault]") {
  auto problem = kepler;
  problem.bracket = {2, 1};
  CHECK_THROWS_WITH(certify_sign_change(problem), Catch::Contains("wrong order"));
  problem.bracket = {0, std::numeric_limits<double>::infinity()};
  CHECK_THROWS_AS(certify_sign_change(problem), std::invalid_argument);
  CHECK_THROWS_AS(certify_sign_change({.bracket = {0, 1}}), std::invalid_argument);
}
