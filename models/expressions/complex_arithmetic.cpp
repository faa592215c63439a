// The operations of formulas over complex balls, as rigorous quadrature asks for them.
#include "models/expressions/arithmetic.hpp"

namespace models::expressions {
namespace {

using solvers::ComplexBall;

/// The real part, of whichever box: sides are decided for all of it.
Ball real_part(const ComplexBall& x) { return ComplexBall::argument(x.acb(), false).real(); }
bool is_real(const ComplexBall& x) {
  const Ball imaginary = ComplexBall::argument(x.acb(), false).imaginary();
  return imaginary.is_exact() && contains(imaginary, 0.0);
}

ComplexBall unknown_like(const ComplexBall& x) {
  return ComplexBall(Ball::indeterminate()) + (x - x);  // keeps the mark
}

ComplexBall truth(std::optional<bool> known, const ComplexBall& a, const ComplexBall& b) {
  if (known) return ComplexBall(*known ? 1.0 : 0.0);
  return a.must_be_analytic() || b.must_be_analytic() ? unknown_like(a + b)
                                                      : ComplexBall(hull(Ball(0), Ball(1)));
}

ComplexBall chosen(const ComplexBall& condition, const ComplexBall& yes, const ComplexBall& no) {
  if (const auto known = decided(real_part(condition)); known && condition.is_finite())
    return *known ? yes : no;
  const bool marked = condition.must_be_analytic() || yes.must_be_analytic() || no.must_be_analytic();
  if (marked || !is_real(yes) || !is_real(no)) return unknown_like(yes + no + condition);
  return ComplexBall(hull(real_part(yes), real_part(no)));
}

/// Real members must be in the domain; complex ones are kept from the cut by their mark.
ComplexBall within_domain(const ComplexBall& x, ComplexBall function(const ComplexBall&), const Ball& bound) {
  if (!x.must_be_analytic() && !certainly_nonnegative(real_part(x) - bound)) return unknown_like(x);
  return function(x);
}

ComplexBall power_of(const ComplexBall& x, const ComplexBall& y) {
  const Ball exponent = real_part(y);
  if (exponent.is_exact() && is_real(y)) {
    const double p = exponent.midpoint();
    const bool whole = Ball(p) == exponent && p == std::floor(p) && std::abs(p) <= 1024;
    if (whole) return pow(x, static_cast<int>(p));
    if (Ball(p) == exponent && !x.must_be_analytic() && p > 0 && is_real(x) &&
        certainly_nonnegative(real_part(x)))
      return ComplexBall(power(real_part(x), exponent));
  }
  return exp(y * within_domain(
                     x, [](const ComplexBall& z) { return log(z); }, Ball(0)));
}

ComplexBall logistic_of(const ComplexBall& x) { return inverse(ComplexBall(1) + exp(-x)); }

/// log(1 + e^x); log1p refuses where it is not analytic.
ComplexBall softplus_of(const ComplexBall& x) {
  const auto log1p_of = [](const ComplexBall& z) { return log1p(z); };
  if (certainly_positive(real_part(x))) return x + log1p_of(exp(-x));
  if (certainly_nonpositive(real_part(x)) || x.must_be_analytic() || !is_real(x)) return log1p_of(exp(x));
  return ComplexBall(softplus(real_part(x)));
}

}  // namespace

template <>
ComplexBall apply(Operation op, const ComplexBall& a, const ComplexBall& b, const ComplexBall& c,
                  int number) {
  const auto below = [](const ComplexBall& x, const ComplexBall& y) {
    return is_less(real_part(x), real_part(y));
  };
  switch (op) {
    case Operation::add:
      return a + b;
    case Operation::subtract:
      return a - b;
    case Operation::multiply:
      return a * b;
    case Operation::divide:
      return a / b;
    case Operation::negate:
      return -a;
    case Operation::whole_power:
      return pow(a, number);
    case Operation::power:
      return power_of(a, b);
    case Operation::exp:
      return exp(a);
    case Operation::log:
      return within_domain(
          a, [](const ComplexBall& z) { return log(z); }, Ball(0));
    case Operation::log1p:
      return within_domain(
          a, [](const ComplexBall& z) { return log1p(z); }, Ball(-1));
    case Operation::sqrt:
      return within_domain(
          a, [](const ComplexBall& z) { return sqrt(z); }, Ball(0));
    case Operation::tanh:
      return tanh(a);
    case Operation::logistic:
      return logistic_of(a);
    case Operation::softplus:
      return softplus_of(a);
    case Operation::abs:
      return abs(a);
    case Operation::max:
      return max(a, b);
    case Operation::min:
      return min(a, b);
    case Operation::less:
      return truth(below(a, b), a, b);
    case Operation::less_equal: {
      const auto more = below(b, a);
      return truth(more ? std::optional<bool>(!*more) : std::nullopt, a, b);
    }
    case Operation::equal:
      return truth(below(a, b).value_or(false) || below(b, a).value_or(false) ? std::optional<bool>(false)
                                                                              : std::nullopt,
                   a, b);
    case Operation::conjunction:
      return a * b;
    case Operation::disjunction:
      return a + b - a * b;
    case Operation::inversion:
      return ComplexBall(1) - a;
    case Operation::select:
    case Operation::choose:
      return chosen(a, b, c);
    default:
      return unknown_like(a);
  }
}

}  // namespace models::expressions
