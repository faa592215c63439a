#include "models/coopetition/best_reply.hpp"

#include <algorithm>
#include <limits>

namespace models::coopetition {
namespace {

using solvers::Ball;
using solvers::Interval;

/// Whether action 0 is a best reply: nothing draws the actor away from it.
bool rests_at_zero(const OwnProblem<double>& own) {
  return own.pull == 0 && own.form == ValueForm::logarithmic && own.scale + own.linear <= 0;
}

}  // namespace

double best_reply(const OwnProblem<double>& own, double endowment) {
  if (rests_at_zero(own)) return 0;
  if (own.slope(endowment) >= 0) return endowment;
  double lower = std::log(std::numeric_limits<double>::min()), upper = std::log(endowment);
  if (own.slope(std::exp(lower)) <= 0) return 0;  // below every normal double
  double x = std::clamp(0.0, lower + 1, upper), before = upper - lower;
  for (int step = 0; step < 200 && upper - lower > 0; ++step) {
    const double a = std::exp(x), slope = own.slope(a);
    (slope > 0 ? lower : upper) = x;
    // Far below the best reply the slope is a power of a, and Newton's step in log a constant: cut in half.
    double next = x - slope / (a * own.curvature(a));
    const bool slow = std::abs(next - x) > before / 2;
    if (slow || !(next > lower && next < upper)) next = (lower + upper) / 2;
    before = std::abs(next - x);
    if (before <= 4e-16 * std::max(1.0, std::abs(x))) return std::min(std::exp(next), endowment);
    x = next;
  }
  return std::min(std::exp(x), endowment);
}

Interval enclose_best_reply(const OwnProblem<Ball>& own, double endowment, double guess) {
  // Outward from the guess until the sign is certain: positive slopes lie below the best reply, negative ones
  // above.
  Interval range{0, endowment};
  const auto certainly_below = [&](double a) { return a > 0 && certainly_positive(own.slope(Ball(a))); };
  const auto certainly_above = [&](double a) { return a > 0 && certainly_negative(own.slope(Ball(a))); };
  if (guess >= endowment && certainly_nonnegative(own.slope(Ball(endowment)))) return {endowment, endowment};
  if (own.form == ValueForm::logarithmic && own.pull.is_exact() && own.pull == Ball(0) &&
      certainly_nonpositive(own.scale + own.linear))
    return {0, 0};
  for (double width = 4e-16; width < 1; width *= 16) {
    const double a = guess * (1 - width);
    if (!certainly_below(a)) continue;
    range.lower = a;
    break;
  }
  for (double width = 4e-16; width < 1; width *= 16) {
    const double a = std::max(guess, std::numeric_limits<double>::min()) * (1 + width);
    if (a >= endowment) break;
    if (!certainly_above(a)) continue;
    range.upper = a;
    break;
  }
  return range;
}

Vector best_replies(const StageGame<double>& game, const Vector& actions) {
  Vector replies(actions.size());
  for (int i = 0; i < game.count(); ++i)
    replies(i) = best_reply(own_problem(game, i, actions), game.endowment(i));
  return replies;
}

}  // namespace models::coopetition
