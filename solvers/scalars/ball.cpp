#include "solvers/scalars/ball.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();

using Function = void(arb_ptr, arb_srcptr, long);

Ball apply(Function* function, const Ball& x) {
  Ball y;
  function(y.arb(), x.arb(), ScopedPrecision::bits());
  return y;
}

// Lower and upper end as balls of their own.
std::pair<Ball, Ball> ends(const Ball& x) {
  std::pair<Ball, Ball> result;
  arb_get_lbound_arf(arb_midref(result.first.arb()), x.arb(), ScopedPrecision::bits());
  arb_get_ubound_arf(arb_midref(result.second.arb()), x.arb(), ScopedPrecision::bits());
  return result;
}

// Fewer good bits than this, and the ends of a monotone function enclose better than its linearisation at the
// middle.
bool is_wide(const Ball& x) { return x.is_finite() && arb_rel_accuracy_bits(x.arb()) < 20; }

// An enclosure of an increasing function: the hull of its values at the ends of a wide ball.
Ball increasing(Function* function, const Ball& x) {
  if (!is_wide(x)) return apply(function, x);
  const auto [low, high] = ends(x);
  return hull(apply(function, low), apply(function, high));
}

Ball raised(const Ball& x, unsigned long exponent) {
  Ball y;
  arb_pow_ui(y.arb(), x.arb(), exponent, ScopedPrecision::bits());
  return y;
}

// x^n for n >= 0 by its monotone pieces.
Ball whole_power(const Ball& x, unsigned long n) {
  if (!is_wide(x) || n < 2) return raised(x, n);
  const auto [low, high] = ends(x);
  const Ball powers = hull(raised(low, n), raised(high, n));
  const bool turns = n % 2 == 0 && !certainly_nonzero(x);  // an even power has its minimum 0 inside
  return turns ? hull(Ball(), powers) : powers;
}

// Arb alone would also read "[1 +/- 2]", "inf" and "--1".
bool spells_a_decimal(std::string_view text) {
  if (text.find_first_not_of("+-.0123456789eE") != text.npos) return false;
  if (text.starts_with('+')) text.remove_prefix(1);
  double ignored = 0;
  const char* end = text.data() + text.size();
  return !text.empty() && std::from_chars(text.data(), end, ignored).ptr == end;
}

double rounded(const arf_t x, arf_rnd_t direction) {
  const double y = arf_get_d(x, direction);
  if (y == infinity && direction == ARF_RND_FLOOR && !arf_is_inf(x)) return largest;
  if (y == -infinity && direction == ARF_RND_CEIL && !arf_is_inf(x)) return -largest;
  return y;
}

/// All between 0 and `end`, with 0 exactly at the ball's own end: the radius, which has 30 bits, is rounded
/// up and taken as the midpoint. So an interval that ends at 0 does not reach beyond it.
void keep_sign(arb_ptr ball, arf_srcptr end) {
  arf_get_mag(arb_radref(ball), end);
  mag_mul_2exp_si(arb_radref(ball), arb_radref(ball), -1);
  arf_set_mag(arb_midref(ball), arb_radref(ball));
  if (arf_sgn(end) < 0) arf_neg(arb_midref(ball), arb_midref(ball));
}

}  // namespace

ScopedPrecision::ScopedPrecision(long bits) {
  require::within("ScopedPrecision", "bits", static_cast<double>(bits), 2, 1e6);
  detail::ball_precision = bits;
}

void Ball::assign(double x) {
  if (std::isfinite(x))
    arb_set_d(value_, x);
  else
    arb_indeterminate(value_);
}

Ball::Ball(const Interval& x) : Ball() {
  require::that(x.lower <= x.upper, "Ball",
                fmt::format("[{}, {}] is not an interval; give ends in order", x.lower, x.upper));
  if (!std::isfinite(x.lower) || !std::isfinite(x.upper)) {
    arb_zero_pm_inf(value_);
    return;
  }
  arf_t lower, upper;
  arf_init(lower), arf_init(upper);  // doubles fit without allocation, so nothing leaks
  arf_set_d(lower, x.lower), arf_set_d(upper, x.upper);
  arb_set_interval_arf(value_, lower, upper, std::max(bits(), 64L));
  if ((x.lower >= 0 && !arb_is_nonnegative(value_)) || (x.upper <= 0 && !arb_is_nonpositive(value_)))
    keep_sign(value_, x.lower >= 0 ? upper : lower);
  arf_clear(lower), arf_clear(upper);
}

Ball Ball::from_decimal(std::string_view text) {
  Ball x;
  if (!spells_a_decimal(text) || arb_set_str(x.value_, std::string(text).c_str(), bits()) != 0 ||
      !x.is_finite())
    throw std::invalid_argument(
        fmt::format("Ball: '{}' is not a decimal number; write it like -2.5e-3", text));
  return x;
}

Ball Ball::indeterminate() {
  Ball x;
  arb_indeterminate(x.value_);
  return x;
}

double Ball::lower() const {
  if (arf_is_nan(arb_midref(value_))) return -infinity;
  arf_t end;
  arf_init(end);
  arb_get_lbound_arf(end, value_, 64);
  const double result = rounded(end, ARF_RND_FLOOR);
  arf_clear(end);
  return result;
}

double Ball::upper() const {
  if (arf_is_nan(arb_midref(value_))) return infinity;
  arf_t end;
  arf_init(end);
  arb_get_ubound_arf(end, value_, 64);
  const double result = rounded(end, ARF_RND_CEIL);
  arf_clear(end);
  return result;
}

Ball Ball::center() const {
  Ball middle;
  arb_get_mid_arb(middle.value_, value_);
  return middle;
}

double Ball::midpoint() const { return arf_get_d(arb_midref(value_), ARF_RND_NEAR); }

double Ball::radius() const {
  if (arf_is_nan(arb_midref(value_))) return infinity;
  arf_t radius;
  arf_init(radius);
  arf_set_mag(radius, arb_radref(value_));
  const double result = rounded(radius, ARF_RND_CEIL);
  arf_clear(radius);
  return result;
}

bool contains(const Ball& x, double y) { return contains(x, Ball(y)); }

bool contains(const Ball& x, const Ball& y) { return arb_contains(x.arb(), y.arb()) != 0; }

bool contains_interior(const Ball& x, const Ball& y) {
  return x.is_finite() && y.is_finite() && arb_contains_interior(x.arb(), y.arb()) != 0;
}

Ball hull(const Ball& x, const Ball& y) {
  Ball z;
  arb_union(z.arb(), x.arb(), y.arb(), ScopedPrecision::bits());
  return z;
}

std::optional<Ball> intersection(const Ball& x, const Ball& y) {
  if (!x.is_finite()) return y;
  if (!y.is_finite()) return x;
  Ball z;
  if (!arb_intersection(z.arb(), x.arb(), y.arb(), ScopedPrecision::bits())) return std::nullopt;
  return z;
}

Ball inflated(const Ball& x, double radius) {
  require::that(radius >= 0, "inflated", fmt::format("radius = {} is not a number >= 0", radius));
  if (!std::isfinite(radius)) return Ball::indeterminate();
  Ball y = x;
  arf_t error;
  arf_init(error);
  arf_set_d(error, radius);
  arb_add_error_arf(y.arb(), error);
  arf_clear(error);
  return y;
}

Ball max(const Ball& x, const Ball& y) {
  Ball z;
  arb_max(z.arb(), x.arb(), y.arb(), ScopedPrecision::bits());
  return z;
}

Ball min(const Ball& x, const Ball& y) {
  Ball z;
  arb_min(z.arb(), x.arb(), y.arb(), ScopedPrecision::bits());
  return z;
}

Ball abs(const Ball& x) {
  if (certainly_nonnegative(x)) return x;
  if (certainly_nonpositive(x)) return -x;
  const auto [low, high] = ends(x);  // 0 lies inside
  return x.is_finite() ? hull(Ball(), max(-low, high)) : Ball::indeterminate();
}

Ball exp(const Ball& x) { return increasing(arb_exp, x); }
Ball expm1(const Ball& x) { return increasing(arb_expm1, x); }
Ball log(const Ball& x) { return increasing(arb_log, x); }
Ball log1p(const Ball& x) { return increasing(arb_log1p, x); }
Ball sqrt(const Ball& x) { return increasing(arb_sqrt, x); }
Ball tanh(const Ball& x) { return increasing(arb_tanh, x); }
Ball atan(const Ball& x) { return increasing(arb_atan, x); }
Ball sin(const Ball& x) { return apply(arb_sin, x); }
Ball cos(const Ball& x) { return apply(arb_cos, x); }
Ball inverse(const Ball& x) { return Ball(1) / x; }

Ball pow(const Ball& x, int exponent) {
  const auto n = static_cast<unsigned long>(std::labs(static_cast<long>(exponent)));
  return exponent < 0 ? inverse(whole_power(x, n)) : whole_power(x, n);
}

Ball pow(const Ball& x, double exponent) {
  if (exponent == std::floor(exponent) && std::abs(exponent) <= 1e6)
    return pow(x, static_cast<int>(exponent));
  const auto power = [exponent](const Ball& base) {
    Ball y;
    arb_pow(y.arb(), base.arb(), Ball(exponent).arb(), ScopedPrecision::bits());
    return y;
  };
  if (exponent > 0 && certainly_nonnegative(x) && !certainly_positive(x))
    return hull(Ball(), power(ends(x).second));
  if (!is_wide(x) || !certainly_positive(x)) return power(x);
  const auto [low, high] = ends(x);  // monotone, whatever the sign of the exponent
  return hull(power(low), power(high));
}

std::string to_string(const Ball& x) {
  char* text = arb_get_str(x.arb(), 20, 0);
  std::string result(text);
  flint_free(text);
  return result;
}

}  // namespace solvers
