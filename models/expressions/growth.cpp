#include "models/expressions/growth.hpp"

#include <algorithm>
#include <cmath>

#include "models/expressions/arithmetic.hpp"

namespace models::expressions {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double slack = 1e-14;  // of one operation and what it is made of: far above its rounding

double up(double x) {
  if (!std::isfinite(x)) return x;
  return x + slack * std::abs(x) + std::numeric_limits<double>::min();
}
double down(double x) { return -up(-x); }
/// 0 times anything is 0 for bounds.
double product(double a, double b) { return a == 0 || b == 0 ? 0 : a * b; }

using Line = Growth::Line;
std::optional<Line> plus(const std::optional<Line>& a, const std::optional<Line>& b, double (*out)(double)) {
  if (!a || !b) return std::nullopt;
  return Line{out(a->at + b->at), out(a->slope + b->slope)};
}

/// Largest and smallest value of a line for t >= start.
double most(const Line& line) {
  return line.slope > 0 ? infinity : up(line.at + line.slope * Growth::start());
}
double least(const Line& line) {
  return line.slope < 0 ? -infinity : down(line.at + line.slope * Growth::start());
}

constexpr double log_of_nothing = -1e9;
double log_size(double x) { return x == 0 ? log_of_nothing : std::max(log_of_nothing, up(std::log(x))); }

/// Both bounds of |x|, and the line below of a positive one, follow from its range where that is bounded.
Growth completed(Growth x) {
  if (x.above) x.upper = std::min(x.upper, most(*x.above));
  if (x.below) x.lower = std::max(x.lower, least(*x.below));
  if (!x.above && x.upper < infinity) x.above = Line{x.upper, 0};
  if (!x.below && x.lower > -infinity) x.below = Line{x.lower, 0};
  const double size = std::max(std::abs(x.lower), std::abs(x.upper));
  if (size < infinity) {
    const double flat = log_size(size);
    const bool grows = x.rate > 0 || (x.rate == 0 && x.power > 0);
    if (!(x.log_factor < infinity) || grows || (x.rate == 0 && flat < x.log_factor))
      x.log_factor = flat, x.power = x.rate = 0;
  } else if (x.above && x.below) {  // |x| <= a + b t <= (a + b) t
    const double a = std::max(std::abs(x.above->at), std::abs(x.below->at));
    const double b = std::max(std::abs(x.above->slope), std::abs(x.below->slope));
    const double factor = log_size(up(a + b));
    if (!(x.log_factor < infinity) || (x.rate > 0)) x.log_factor = factor, x.power = 1, x.rate = 0;
  }
  if (!x.log_below && x.lower > 0) x.log_below = Line{down(std::log(x.lower)), 0};
  if (x.log_below) x.lower = std::max(x.lower, 0.0);
  return x;
}

/// The larger of the two bounds of |.|, as one.
void take_larger(Growth& result, const Growth& x, const Growth& y) {
  result.log_factor = std::max(x.log_factor, y.log_factor);
  result.power = std::max(x.power, y.power);
  result.rate = std::max(x.rate, y.rate);
}

/// x times a number in [low, high].
std::optional<Line> scaled(const Growth& x, double low, double high, bool upper) {
  if (!x.above || !x.below || !std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
  const double middle = low + (high - low) / 2, half = up(std::max(high - middle, middle - low));
  const Line& line = (middle >= 0) == upper ? *x.above : *x.below;
  const double at = std::max(std::abs(x.above->at), std::abs(x.below->at));
  const double slope = std::max(std::abs(x.above->slope), std::abs(x.below->slope));
  const double sign = upper ? 1 : -1;
  const auto out = [&](double v) { return upper ? up(v) : down(v); };
  return Line{out(out(middle * line.at) + sign * up(half * at)),
              out(out(middle * line.slope) + sign * up(half * slope))};
}

bool is_number(const Growth& x) { return x.lower > -infinity && x.upper < infinity; }

/// x^p, p fixed.
Growth powered(const Growth& x, double p) {
  if (p < 0) return Growth(1.0) / powered(x, -p);
  if (!(x.lower >= 0)) return {};
  Growth result = x.log_below ? exp(Growth(p) * log(x)) : Growth();
  result.lower = std::max(result.lower, down(std::pow(x.lower, p)));
  result.upper = std::min(result.upper, up(std::pow(x.upper, p)));
  result.log_factor = up(p * x.log_factor);
  result.power = up(p * x.power), result.rate = up(p * x.rate);
  return completed(result);
}

Growth whole_powered(const Growth& x, int n) {
  if (n == 0) return Growth(1.0);
  if (n < 0) return Growth(1.0) / whole_powered(x, -n);
  Growth result = x;
  for (int k = 1; k < std::min(n, 64); ++k) result = result * x;
  if (n > 64) return {};
  if (n % 2 == 0) result.lower = std::max(result.lower, 0.0);
  return result;
}

/// One of the two.
Growth united(const Growth& x, const Growth& y) {
  Growth result;
  take_larger(result, x, y);
  result.lower = std::min(x.lower, y.lower), result.upper = std::max(x.upper, y.upper);
  if (x.above && y.above)
    result.above = Line{std::max(x.above->at, y.above->at), std::max(x.above->slope, y.above->slope)};
  if (x.below && y.below)
    result.below = Line{std::min(x.below->at, y.below->at), std::min(x.below->slope, y.below->slope)};
  if (x.log_below && y.log_below)
    result.log_below =
        Line{std::min(x.log_below->at, y.log_below->at), std::min(x.log_below->slope, y.log_below->slope)};
  return completed(result);
}

Growth within(double low, double high) {
  Growth result;
  result.lower = low, result.upper = high;
  return completed(result);
}

Growth larger_of(const Growth& x, const Growth& y) {
  Growth result = united(x, y);
  result.lower = std::max(x.lower, y.lower);
  return completed(result);
}

}  // namespace

double& Growth::start() {
  thread_local double value = 1;
  return value;
}

Growth::Growth(const solvers::Ball& x) {
  if (!x.is_finite()) return;
  lower = x.lower(), upper = x.upper();
  *this = completed(*this);
}

Growth Growth::tail(double from) {
  start() = from;
  Growth t;
  t.log_factor = 0, t.power = 1;
  t.lower = from;
  t.below = t.above = Line{0, 1};
  t.log_below = Line{down(std::log(from)), 0};
  return t;
}

Growth operator-(const Growth& x) {
  Growth result = x;
  result.lower = -x.upper, result.upper = -x.lower;
  result.below = x.above ? std::optional(Line{-x.above->at, -x.above->slope}) : std::nullopt;
  result.above = x.below ? std::optional(Line{-x.below->at, -x.below->slope}) : std::nullopt;
  result.log_below = std::nullopt;
  return completed(result);
}

Growth operator+(const Growth& x, const Growth& y) {
  if (x.lower == 0 && x.upper == 0) return y;
  if (y.lower == 0 && y.upper == 0) return x;
  Growth result;
  take_larger(result, x, y);
  if (x.is_bounded() && y.is_bounded()) result.log_factor = up(result.log_factor + std::log(2.0));
  result.lower = down(x.lower + y.lower), result.upper = up(x.upper + y.upper);
  result.above = plus(x.above, y.above, up), result.below = plus(x.below, y.below, down);
  if (x.log_below && y.lower >= 0) result.log_below = x.log_below;
  if (y.log_below && x.lower >= 0) result.log_below = y.log_below;
  return completed(result);
}

Growth operator*(const Growth& x, const Growth& y) {
  Growth result;
  if (x.is_bounded() && y.is_bounded()) {
    result.log_factor = up(x.log_factor + y.log_factor);
    result.power = up(x.power + y.power);
    result.rate = up(x.rate + y.rate);
  }
  const double corners[] = {product(x.lower, y.lower), product(x.lower, y.upper), product(x.upper, y.lower),
                            product(x.upper, y.upper)};
  result.lower = down(*std::min_element(corners, corners + 4));
  result.upper = up(*std::max_element(corners, corners + 4));
  if (is_number(y))
    result.above = scaled(x, y.lower, y.upper, true), result.below = scaled(x, y.lower, y.upper, false);
  else if (is_number(x))
    result.above = scaled(y, x.lower, x.upper, true), result.below = scaled(y, x.lower, x.upper, false);
  result.log_below = plus(x.log_below, y.log_below, down);
  return completed(result);
}

Growth operator/(const Growth& x, const Growth& y) {
  if (!y.log_below) return y.upper < 0 ? -x / -y : Growth();
  Growth inverse;
  inverse.log_factor = up(-y.log_below->at), inverse.rate = up(-y.log_below->slope);
  inverse.lower = y.upper < infinity ? down(1 / y.upper) : 0;
  inverse.upper = y.lower > 0 ? up(1 / y.lower) : infinity;
  if (y.is_bounded())  // t^p <= e^(p t)
    inverse.log_below = Line{down(-y.log_factor), down(-(y.power + y.rate))};
  return x * completed(inverse);
}

Growth exp(const Growth& x) {
  Growth result;
  result.lower = std::max(0.0, down(std::exp(x.lower))), result.upper = up(std::exp(x.upper));
  if (x.above) result.log_factor = x.above->at, result.rate = x.above->slope;
  if (x.below) result.log_below = x.below;
  return completed(result);
}

Growth log(const Growth& x) {
  if (!x.log_below) return {};
  Growth result;
  result.below = x.log_below;
  if (x.is_bounded()) result.above = Line{x.log_factor, up(x.power + x.rate)};  // log t <= t
  if (x.upper < infinity) result.upper = up(std::log(x.upper));
  if (x.lower > 0) result.lower = down(std::log(x.lower));
  return completed(result);
}

template <>
Growth apply(Operation op, const Growth& a, const Growth& b, const Growth& c, int number) {
  const Growth one(1.0);
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
      return whole_powered(a, number);
    case Operation::power:
      return b.lower == b.upper ? powered(a, b.lower) : exp(b * log(a));
    case Operation::exp:
      return exp(a);
    case Operation::log:
      return log(a);
    case Operation::log1p:
      return log(one + a);
    case Operation::sqrt:
      return powered(a, 0.5);
    case Operation::tanh:
      return within(-1, 1);
    case Operation::logistic:
      return within(0, 1);
    case Operation::softplus:  // max(a, 0) + log 2 at most
      return larger_of(a, Growth(0.0)) + within(0, 0.7);
    case Operation::abs:
      return larger_of(a, -a);
    case Operation::max:
      return larger_of(a, b);
    case Operation::min:
      return -larger_of(-a, -b);
    case Operation::less:
    case Operation::less_equal:
    case Operation::equal:
    case Operation::conjunction:
    case Operation::disjunction:
    case Operation::inversion:
      return within(0, 1);
    case Operation::select:
    case Operation::choose:
      return united(b, c);
    default:
      return {};
  }
}

}  // namespace models::expressions
