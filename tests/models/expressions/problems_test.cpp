// What is said of wrong formulas, and where.
#include <string>

#include <catch2/catch.hpp>

#include "tests/models/expressions/formulas.hpp"

namespace {

struct Wrong {
  std::string text;
  int begin, length;
  std::string message;
};

}  // namespace

TEST_CASE("problems of formulas are located", "[expressions]") {
  const Wrong cases[] = {
      {"", 0, 1, "the formula is empty"},
      {"x +", 3, 1, "the formula ends where a number, a name or '(' is expected"},
      {"x + * y", 4, 1, "a number, a name or '(' is expected, not '*'"},
      {"(x + y", 6, 1, "the formula ends where ')' is expected"},
      {"x y", 2, 1, "an operator or the end of the formula is expected, not 'y'"},
      {"2x", 0, 2, "'2x' is no number"},
      {"x ** 2", 2, 2, "'**' is no operator"},
      {"x = 2", 2, 1, "'=' is no operator"},
      {"x # y", 2, 1, "unexpected character '#'"},
      {"1e400 * x", 0, 5, "1e400 is no number that a double can hold"},
      {"x < y < z", 6, 1, "comparisons do not chain"},
      {"x + gama", 4, 4, "unknown name 'gama' in the payoff of player 'me'"},
      {"lgo(x)", 0, 3, "unknown function 'lgo' in the payoff of player 'me'"},
      {"log(x, y)", 0, 9, "log takes 1 argument, 2 given in the payoff of player 'me'"},
      {"D(x)", 0, 1, "'D' is no function in the payoff of player 'me'"},
      {"D[1]", 0, 4, "'D' is a number and has no entries in the payoff of player 'me'"},
      {"x + (x < y)", 4, 7, "a comparison stands where a number is expected in the payoff of player 'me'"},
      {"if(x, 1, 2)", 3, 1, "a number stands where a comparison is expected in the payoff of player 'me'"},
      {"sum(j, goods, x)", 7, 5, "unknown name 'goods' in the payoff of player 'me'"},
      {"sum(x)", 0, 6, "sum needs a name, a set and a formula in the payoff of player 'me'"},
      {"sum(j, 1..x, j)", 7, 4,
       "a range needs fixed whole numbers, at most 100000 of them, in the payoff of player 'me'"},
      {"other.x", 0, 5, "'other' needs exactly two players, and there is 1"},
      {"total", 0, 5, "'total' is ambiguous in the payoff of player 'me': there are several variables"},
      {"me.w", 3, 1, "unknown variable 'w' in the payoff of player 'me'"},
      {"players", 0, 7, "the set 'players' stands where a number is expected in the payoff of player 'me'"},
      {"sum(x, players, x)", 4, 1, "'x' is a variable already, in the payoff of player 'me'"},
      {"sum(self, players, 1)", 4, 4, "'self' is a word of formulas already, in the payoff of player 'me'"},
      {"max(D, 1..2, D)", 4, 1, "'D' is a parameter already, in the payoff of player 'me'"},
      {"max()", 0, 5, "max of nothing in the payoff of player 'me'"},
  };
  for (const auto& wrong : cases) {
    CAPTURE(wrong.text);
    const auto compiled = tests::compile(wrong.text);
    REQUIRE(compiled.problems.size() == 1);
    CHECK_FALSE(compiled.formula);
    const auto& problem = compiled.problems.front();
    CHECK(problem.message == wrong.message);
    CHECK(problem.span.begin == wrong.begin);
    CHECK(problem.span.length == wrong.length);
  }
}

TEST_CASE("a near name is suggested and parameters are listed", "[expressions]") {
  const auto compiled = tests::compile("x * lamb");
  REQUIRE(compiled.problems.size() == 1);
  CHECK(compiled.problems.front().note == "did you mean 'lam'? parameters: D, g, lam");
}

TEST_CASE("formulas stay within their limits", "[expressions]") {
  const auto refused = [](const std::string& text) { return tests::compile(text).problems.size() == 1; };
  CHECK(refused(std::string(200'000, 'x')));
  CHECK(refused(std::string(5000, '(') + "x" + std::string(5000, ')')));
  CHECK(refused(std::string(5000, '-') + "x"));
  std::string powers = "x";
  for (int k = 0; k < 3000; ++k) powers += "^x";
  CHECK(refused(powers));
  std::string sum = "x";
  for (int k = 0; k < 20'000; ++k) sum += "+y";
  CHECK(tests::compile(sum).formula);  // long is fine, deep is not
  CHECK(refused("sum(a, 1..100000, sum(b, 1..100000, x))"));
}

TEST_CASE("conditions on indices are decided before anything is computed", "[expressions]") {
  auto scope = tests::three_variables();
  scope.parameters.push_back({"a", {3}, {-1}, {1, 2, 3}, 3});
  const auto value = [&](const std::string& text) {
    const auto compiled = tests::compile(text, scope);
    REQUIRE(compiled.problems.empty());
    return compiled.formula->value(solvers::Vector{{2, 3, 5}});
  };
  CHECK(value("sum(k, 1..3, k > 1, a[k - 1])") == 3);
  CHECK(value("sum(k, 1..3, if(k == 1, x, a[k - 1]))") == 5);
  CHECK(value("prod(k, 1..3, a[k] != 2, a[k])") == 3);
  CHECK(value("max(k, 1..3, a[k] * x)") == 6);
  CHECK(value("min(k, 1..3, k >= 2, a[k] * x)") == 4);
  CHECK(value("sum(k, 1..3, x > a[k], a[k])") == 1);
  CHECK(value("sum(k, 1..0, a[k])") == 0);
  CHECK(value("total.x + self.y + me.z") == 10);
}
