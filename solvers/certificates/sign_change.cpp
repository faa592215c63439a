#include "solvers/certificates/sign_change.hpp"

#include <vector>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

int certain_sign(const Ball& y) { return certainly_positive(y) ? 1 : certainly_negative(y) ? -1 : 0; }

bool is_zero(const Ball& y) { return y == Ball(0); }

/// The sign that f certainly has on the whole interval, 0 where none is shown within the budget: bisection of
/// the pieces on which one evaluation does not tell.
int sign_throughout(const std::function<Ball(const Ball&)>& f, const Interval& bracket, int max_pieces,
                    int& pieces) {
  std::vector<Interval> open{bracket};
  int common = 0;
  for (int used = 0; !open.empty(); ++used) {
    if (used >= max_pieces) return 0;
    const Interval piece = open.back();
    open.pop_back();
    ++pieces;
    const int sign = certain_sign(f(Ball(piece)));
    if (sign != 0 && common != 0 && sign != common) return 0;
    if (sign != 0) {
      common = sign;
      continue;
    }
    const double middle = piece.lower + (piece.upper - piece.lower) / 2;
    if (!(piece.lower < middle && middle < piece.upper)) return 0;  // no float lies between
    open.push_back({middle, piece.upper});
    open.push_back({piece.lower, middle});
  }
  return common;
}

}  // namespace

SignChangeResult certify_sign_change(const SignChangeProblem& problem, const SignChangeOptions& options) {
  constexpr auto who = "certify_sign_change";
  require::that(static_cast<bool>(problem.function), who, "there is no function");
  require::finite(who, "bracket.lower", problem.bracket.lower);
  require::finite(who, "bracket.upper", problem.bracket.upper);
  require::that(problem.bracket.lower <= problem.bracket.upper, who,
                "the bracket's ends are in the wrong order");
  require::at_least(who, "max_pieces", options.max_pieces, 1);
  SignChangeResult result;
  const Ball at_lower = problem.function(Ball(problem.bracket.lower));
  const Ball at_upper = problem.function(Ball(problem.bracket.upper));
  const bool changes = certain_sign(at_lower) * certain_sign(at_upper) < 0;
  if (changes || is_zero(at_lower) || is_zero(at_upper)) {
    result.root = Verdict::proved;
  } else if (sign_throughout(problem.function, problem.bracket, options.max_pieces, result.pieces) != 0) {
    result.root = Verdict::refuted;
  }
  if (result.root == Verdict::proved && problem.derivative &&
      sign_throughout(problem.derivative, problem.bracket, options.max_pieces, result.pieces) != 0)
    result.unique = Verdict::proved;
  return result;
}

}  // namespace solvers
