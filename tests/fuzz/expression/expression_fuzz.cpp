// Fuzz target for formulas: any bytes give a program or located problems, and a program gives numbers.
#include "tests/fuzz/expression/expression_fuzz.hpp"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "models/expressions/formula.hpp"
#include "models/expressions/lowering.hpp"
#include "models/expressions/parser.hpp"

namespace {

namespace ex = models::expressions;
using solvers::Vector;

constexpr std::size_t longest = 4096;

void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", claim);
  std::abort();
}

ex::FunctionSyntax function(const char* text) {
  return std::get<ex::FunctionSyntax>(ex::parse_function(text, 1));
}

/// Two players with a number and an array each, sets of all kinds, parameters of all shapes, functions.
ex::Scope game() {
  ex::Scope scope;
  scope.sets = {{.name = "players", .elements = {"ada", "bob"}, .size = 2},
                {.name = "goods", .elements = {"pen", "book", "ink"}, .size = 3},
                {.name = "periods", .size = 4},
                {.name = "edges", .size = 2, .pairs = {{0, 1}, {1, 0}}, .of = {0, 0}}};
  scope.parameters = {{"a", {}, {}, {0.5}, 0},
                      {"price", {3}, {1}, {3, 10, 2}, 1},
                      {"tau", {2, 2}, {-1, -1}, {0, 0.25, 0.75, 0}, 4}};
  scope.functions = {{"f", function("t -> t^2 + a")}, {"g", function("(i, j) -> tau[i, j] * f(q[j])")}};
  scope.functions.push_back({"loop", function("t -> loop(t)")});
  scope.laws = {{"W", solvers::uniform_law(0, 1)}, {"T", solvers::exponential_law(1)}};
  scope.variables = {{"q", {0, 4}, {1, 1}, {-1, -1}, {false, false}},
                     {"x", {1, 5}, {3, 3}, {1, 1}, {true, true}}};
  return scope;
}

void require_problems(const std::vector<ex::Problem>& problems, std::size_t size) {
  require(!problems.empty() && problems.size() <= 20, "some problems are reported, not too many");
  for (const auto& problem : problems) {
    require(!problem.message.empty() && problem.message.size() < 100'000, "a problem has a message");
    const auto length = problem.text == 0 ? size : 100;
    require(
        problem.span.begin >= 0 && problem.span.length >= 1 && problem.span.begin <= static_cast<int>(length),
        "a problem stands in the formula");
  }
}

void require_numbers(const ex::Formula& formula) {
  const Vector x{{2, 1, 3, 0.5, 5, 4, 0.25, 7}};
  const auto same = [](double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  };
  require(same(formula.value(x), formula.value(x)), "a formula has one value");
  const auto ball = formula.value(solvers::to_balls(x));
  require(!(ball.upper() < ball.lower()), "balls are in order");
  solvers::Derivatives<double> d;
  formula.differentiate(x, {8, 0, 4}, d);
  require(d.gradient.size() == 8 && d.hessian.rows() == 4 && d.hessian.cols() == 8,
          "derivatives have their shapes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto scope = game();
  if (size > longest) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(ex::parse_function(text, 0));
  auto parsed = ex::parse(text, 0);
  if (const auto* problem = std::get_if<ex::Problem>(&parsed)) {
    require_problems({*problem}, size);
    return 0;
  }
  auto store = std::make_shared<ex::FormulaStore>();
  ex::Lowering lowering(store->graph, scope);
  store->variables = scope.dimension();
  store->parameters = {0.5, 3, 10, 2, 0, 0.25, 0.75, 0};
  std::vector<ex::Problem> problems;
  const auto& syntax = std::get<ex::Syntax>(parsed);
  const auto node = lowering.number(syntax, {0, "the payoff of player 'ada'"}, problems);
  if (!node)
    require_problems(problems, size);
  else if (store->graph.size() <= 2000)  // larger ones would only make the fuzzing slow
    require_numbers(ex::Formula(store, *node));
  std::vector<ex::Problem> more;
  static_cast<void>(lowering.relation(syntax, {-1, "a shared constraint"}, more));
  return 0;
}
