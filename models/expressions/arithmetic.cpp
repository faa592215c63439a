#include "models/expressions/arithmetic.hpp"

namespace models::expressions {
namespace {

/// The members of x that are at least `bound`; the indeterminate ball where there is none. Exact ends may
/// lie a little below: rounding of balls spreads them.
Ball not_below(const Ball& x, double bound) {
  if (!x.is_finite() || x.upper() < bound) return Ball::indeterminate();
  return Ball(solvers::Interval{std::max(x.lower(), bound), x.upper()});
}

/// [0, f(upper)] and more: f increases from 0 at 0.
Ball from_zero(const Ball& top) { return Ball(solvers::Interval{0, top.upper()}); }

}  // namespace

Ball partial_sqrt(const Ball& x) {
  if (!PartialDomain::active() || certainly_nonnegative(x)) return sqrt(x);
  const Ball members = not_below(x, 0);
  return members.is_finite() ? from_zero(sqrt(Ball(members.upper()))) : members;
}

Ball partial_log(const Ball& x) {
  if (certainly_positive(x) || !PartialDomain::active()) return log(x);
  const double top = x.upper();
  if (!x.is_finite() || !(top > 0)) return Ball::indeterminate();
  return Ball(solvers::Interval{-std::numeric_limits<double>::infinity(), log(Ball(top)).upper()});
}

Ball partial_log1p(const Ball& x) {
  const Ball finite = log1p(x);
  if (finite.is_finite() || !PartialDomain::active()) return finite;
  const double top = x.upper();
  if (!x.is_finite() || !(top > -1)) return Ball::indeterminate();
  return Ball(solvers::Interval{-std::numeric_limits<double>::infinity(), log1p(Ball(top)).upper()});
}

Ball power(const Ball& x, const Ball& y) {
  if (y.is_exact()) {
    const double p = y.midpoint();
    if (Ball(p) == y && p == std::floor(p) && std::abs(p) <= 1024) return pow(x, static_cast<int>(p));
  }
  if (certainly_positive(x)) return exp(y * log(x));
  const bool exact_zero = is_zero(x);
  const bool usable = exact_zero || certainly_nonnegative(x) || PartialDomain::active();
  if (!usable || !certainly_positive(y) || !y.is_finite()) return Ball::indeterminate();
  if (exact_zero) return Ball(0);
  const Ball members = not_below(x, 0);
  if (!members.is_finite()) return members;
  const Ball top(members.upper());
  return is_zero(top) ? Ball(0) : from_zero(exp(y * log(top)));
}

Ball logistic(const Ball& x) {
  if (!x.is_finite()) return Ball(solvers::Interval{0, 1});
  const auto at = [](double end) { return inverse(Ball(1) + exp(-Ball(end))); };
  if (x.is_exact()) return inverse(Ball(1) + exp(-x));
  return hull(at(x.lower()), at(x.upper()));  // it increases
}

Ball softplus(const Ball& x) {
  if (!x.is_finite()) return Ball::indeterminate();
  const auto at = [](const Ball& end) {
    return certainly_positive(end) ? end + log1p(exp(-end)) : log1p(exp(end));
  };
  return x.is_exact() ? at(x) : hull(at(Ball(x.lower())), at(Ball(x.upper())));
}

}  // namespace models::expressions
