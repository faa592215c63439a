// solvers/scalars/ball.hpp
// A real number with rigorous error bounds: midpoint +- radius, closed under arithmetic, rounded outward.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <Eigen/Core>
#include <arb.h>

#include "solvers/core/interval.hpp"

namespace solvers {

namespace detail {
inline constinit thread_local long ball_precision = 64;  // bits of midpoints; 53 to 128 cost the same
}

/// For its lifetime every ball of this thread is computed with midpoints of `bits` bits: 128 for a second try
/// when a verdict is undecided. Throws std::invalid_argument unless 2 <= bits <= 1,000,000.
class ScopedPrecision {
 public:
  explicit ScopedPrecision(long bits);
  ~ScopedPrecision() { detail::ball_precision = previous_; }
  ScopedPrecision(const ScopedPrecision&) = delete;
  ScopedPrecision& operator=(const ScopedPrecision&) = delete;

  static long bits() { return detail::ball_precision; }  ///< what holds now in this thread

 private:
  long previous_ = detail::ball_precision;
};

/// An enclosure of one real number. Every operation returns a ball that holds the exact result for all
/// members of its arguments; what has no bounded result (division by a ball around 0, log of one, NaN) is the
/// indeterminate ball, of which nothing is certain. Lift parameters into balls before any arithmetic: with
/// doubles a and b, the first product of `a * b * x` is rounded outside of all control.
/// Source: Johansson (2017), Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE
/// Trans. Comput. 66(8), 1281-1292.
class Ball {
 public:
  Ball() noexcept { arb_init(value_); }   ///< exactly 0
  Ball(double x) : Ball() { assign(x); }  ///< exact; indeterminate for NaN and infinities
  template <std::integral I>
  Ball(I n) : Ball() {  ///< exact
    if constexpr (std::signed_integral<I>)
      arb_set_si(value_, n);
    else
      arb_set_ui(value_, n);
  }
  /// All of [lower, upper], infinite ends allowed. Throws std::invalid_argument for NaN or lower > upper.
  explicit Ball(const Interval&);
  Ball(const Ball& other) : Ball() { arb_set(value_, other.value_); }
  Ball(Ball&& other) noexcept {
    *value_ = *other.value_;
    arb_init(other.value_);
  }
  Ball& operator=(const Ball& other) {
    arb_set(value_, other.value_);
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    arb_swap(value_, other.value_);
    return *this;
  }
  ~Ball() { arb_clear(value_); }

  /// An enclosure of the decimal number that `text` spells, such as "0.1" or "-2.5e-3", at the precision in
  /// force. Throws std::invalid_argument when it spells none.
  static Ball from_decimal(std::string_view text);
  static Ball indeterminate();  ///< the ball of which nothing is certain

  double lower() const;  ///< a double <= every member; -infinity if there is none
  double upper() const;  ///< a double >= every member; +infinity if there is none
  Interval interval() const { return {lower(), upper()}; }
  Ball center() const;      ///< the midpoint itself, exact: a point to expand around
  double midpoint() const;  ///< the double nearest to the middle, no bound; NaN if indeterminate
  double radius() const;    ///< a double >= half of the width; +infinity if unbounded
  bool is_finite() const { return arb_is_finite(value_) != 0; }
  bool is_exact() const { return is_finite() && arb_is_exact(value_) != 0; }

  arb_ptr arb() { return value_; }  ///< for calls of Arb itself
  arb_srcptr arb() const { return value_; }

  Ball& operator+=(const Ball& y) { return arb_add(value_, value_, y.value_, bits()), *this; }
  Ball& operator-=(const Ball& y) { return arb_sub(value_, value_, y.value_, bits()), *this; }
  Ball& operator*=(const Ball& y) { return arb_mul(value_, value_, y.value_, bits()), *this; }
  Ball& operator/=(const Ball& y) { return arb_div(value_, value_, y.value_, bits()), *this; }

  // The overloads for temporaries reuse their words: 1.5 times faster on payoffs.
  friend Ball operator+(const Ball& x, const Ball& y) { return combined(arb_add, x, y); }
  friend Ball operator+(Ball&& x, const Ball& y) { return std::move(x += y); }
  friend Ball operator+(const Ball& x, Ball&& y) { return std::move(y += x); }
  friend Ball operator+(Ball&& x, Ball&& y) { return std::move(x += y); }
  friend Ball operator*(const Ball& x, const Ball& y) { return combined(arb_mul, x, y); }
  friend Ball operator*(Ball&& x, const Ball& y) { return std::move(x *= y); }
  friend Ball operator*(const Ball& x, Ball&& y) { return std::move(y *= x); }
  friend Ball operator*(Ball&& x, Ball&& y) { return std::move(x *= y); }
  friend Ball operator-(const Ball& x, const Ball& y) { return combined(arb_sub, x, y); }
  friend Ball operator-(Ball&& x, const Ball& y) { return std::move(x -= y); }
  friend Ball operator/(const Ball& x, const Ball& y) { return combined(arb_div, x, y); }
  friend Ball operator/(Ball&& x, const Ball& y) { return std::move(x /= y); }
  friend Ball operator-(Ball x) { return arb_neg(x.value_, x.value_), x; }
  friend Ball operator+(const Ball& x) { return x; }

  /// The same enclosure, midpoint and radius (what Eigen's products ask of 0): not a statement about the
  /// number enclosed.
  friend bool operator==(const Ball& x, const Ball& y) { return arb_equal(x.value_, y.value_) != 0; }
  // An undecided comparison would run the branch of "no", an unsound proof that compiles. Use certainly_less.
  friend bool operator<(const Ball&, const Ball&) = delete;
  friend bool operator>(const Ball&, const Ball&) = delete;
  friend bool operator<=(const Ball&, const Ball&) = delete;
  friend bool operator>=(const Ball&, const Ball&) = delete;

 private:
  static long bits() { return detail::ball_precision; }
  static Ball combined(void operation(arb_ptr, arb_srcptr, arb_srcptr, long), const Ball& x, const Ball& y) {
    Ball z;
    operation(z.value_, x.value_, y.value_, bits());
    return z;
  }
  void assign(double x);

  arb_t value_;
};

// "Certainly": true only if it holds for all members; so false says nothing.
inline bool certainly_less(const Ball& x, const Ball& y) { return arb_lt(x.arb(), y.arb()) != 0; }
inline bool certainly_at_most(const Ball& x, const Ball& y) { return arb_le(x.arb(), y.arb()) != 0; }
inline bool certainly_positive(const Ball& x) { return arb_is_positive(x.arb()) != 0; }
inline bool certainly_negative(const Ball& x) { return arb_is_negative(x.arb()) != 0; }
inline bool certainly_nonnegative(const Ball& x) { return arb_is_nonnegative(x.arb()) != 0; }
inline bool certainly_nonpositive(const Ball& x) { return arb_is_nonpositive(x.arb()) != 0; }
inline bool certainly_nonzero(const Ball& x) { return certainly_positive(x) || certainly_negative(x); }

/// Whether y (each member of it) lies in x. The indeterminate ball contains everything, so `!contains`
/// excludes soundly.
bool contains(const Ball& x, double y);
bool contains(const Ball& x, const Ball& y);
/// Whether y lies in the interior of x, both bounded: what Krawczyk's test needs.
bool contains_interior(const Ball& x, const Ball& y);

Ball hull(const Ball& x, const Ball& y);                         ///< encloses both
std::optional<Ball> intersection(const Ball& x, const Ball& y);  ///< nothing: proved disjoint
Ball inflated(const Ball& x, double radius);                     ///< x + [-radius, radius]; radius >= 0

Ball max(const Ball& x, const Ball& y);
Ball min(const Ball& x, const Ball& y);
Ball abs(const Ball& x);
Ball exp(const Ball& x);
Ball expm1(const Ball& x);
Ball log(const Ball& x);    ///< indeterminate unless certainly positive
Ball log1p(const Ball& x);  ///< indeterminate unless x > -1 certainly
Ball sqrt(const Ball& x);   ///< indeterminate where members are negative
Ball tanh(const Ball& x);
Ball sin(const Ball& x);
Ball cos(const Ball& x);
Ball atan(const Ball& x);
Ball pow(const Ball& x, int exponent);     ///< tight on wide balls too: [-1, 2]^2 is [0, 4]
Ball pow(const Ball& x, double exponent);  ///< x > 0, or x >= 0 for p > 0, or a whole exponent
Ball inverse(const Ball& x);               ///< 1 / x

/// "[midpoint +/- radius]" in decimal, rounded outward.
std::string to_string(const Ball& x);

}  // namespace solvers

template <>
struct Eigen::NumTraits<solvers::Ball> : Eigen::GenericNumTraits<solvers::Ball> {
  using Real = solvers::Ball;
  using NonInteger = solvers::Ball;
  using Nested = solvers::Ball;
  using Literal = solvers::Ball;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 4,
    AddCost = 40,
    MulCost = 40
  };
  static Real dummy_precision() { return solvers::Ball(); }
};

template <typename Operation>
struct Eigen::ScalarBinaryOpTraits<solvers::Ball, double, Operation> {
  using ReturnType = solvers::Ball;
};
template <typename Operation>
struct Eigen::ScalarBinaryOpTraits<double, solvers::Ball, Operation> {
  using ReturnType = solvers::Ball;
};
