// models/expressions/arithmetic.hpp
// The operations of formulas over any number type: double, Ball, and dual numbers over either.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "models/expressions/operation.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/complex_ball.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::expressions {

using solvers::Ball;
using solvers::Dual;

/// While one lives, balls of this thread enclose sqrt, log and powers over the part of their argument where
/// these have a value: right for bounds and for excluding solutions, not for proving that one exists. Else an
/// argument that is partly outside the domain gives the indeterminate ball.
class PartialDomain {
 public:
  PartialDomain() : before_(active()) { active() = true; }
  ~PartialDomain() { active() = before_; }
  PartialDomain(const PartialDomain&) = delete;
  PartialDomain& operator=(const PartialDomain&) = delete;
  static bool& active() {
    thread_local bool on = false;
    return on;
  }

 private:
  bool before_;
};

// Balls: arithmetic.cpp.
Ball partial_sqrt(const Ball& x);
Ball partial_log(const Ball& x);
Ball partial_log1p(const Ball& x);
Ball power(const Ball& x, const Ball& y);
Ball logistic(const Ball& x);
Ball softplus(const Ball& x);

inline double logistic(double x) { return 1 / (1 + std::exp(-x)); }
inline double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }
inline double power(double x, double y) { return std::pow(x, y); }
inline double partial_sqrt(double x) { return std::sqrt(x); }
inline double partial_log(double x) { return std::log(x); }
inline double partial_log1p(double x) { return std::log1p(x); }

template <typename T>
struct is_dual : std::false_type {};
template <typename T, int N>
struct is_dual<Dual<T, N>> : std::true_type {};

/// What is certain of a comparison: 1, 0, or nothing.
inline std::optional<bool> is_less(double x, double y) {
  if (x != x || y != y) return std::nullopt;
  return x < y;
}
inline std::optional<bool> is_less(const Ball& x, const Ball& y) {
  if (certainly_less(x, y)) return true;
  if (certainly_at_most(y, x)) return false;
  return std::nullopt;
}
inline std::optional<bool> is_equal(double x, double y) {
  if (x != x || y != y) return std::nullopt;
  return x == y;
}
inline std::optional<bool> is_equal(const Ball& x, const Ball& y) {
  if (certainly_less(x, y) || certainly_less(y, x)) return false;
  if (x.is_exact() && y.is_exact()) return true;
  return std::nullopt;
}
template <typename T, int N>
std::optional<bool> is_less(const Dual<T, N>& x, const Dual<T, N>& y) {
  return is_less(x.value(), y.value());
}
template <typename T, int N>
std::optional<bool> is_equal(const Dual<T, N>& x, const Dual<T, N>& y) {
  return is_equal(x.value(), y.value());
}

/// The number of which nothing is known.
template <typename T>
T unknown() {
  if constexpr (is_dual<T>::value)
    return T(unknown<typename T::Scalar>());
  else if constexpr (std::is_same_v<T, Ball>)
    return Ball::indeterminate();
  else
    return std::numeric_limits<T>::quiet_NaN();
}

/// Both or either: balls take the hull, doubles have no such thing.
inline double either(double, double) { return std::numeric_limits<double>::quiet_NaN(); }
inline Ball either(const Ball& x, const Ball& y) { return hull(x, y); }

/// A truth as a number; undecided truths are [0, 1] or NaN.
template <typename T>
T truth(std::optional<bool> known) {
  if (known) return T(*known ? 1.0 : 0.0);
  if constexpr (is_dual<T>::value)
    return T(truth<typename T::Scalar>(known));
  else if constexpr (std::is_same_v<T, Ball>)
    return hull(Ball(0), Ball(1));
  else
    return unknown<T>();
}

/// What a truth says: it is 0, it is 1, or it is undecided.
inline std::optional<bool> decided(double t) {
  if (t != t) return std::nullopt;
  return t != 0;
}
inline std::optional<bool> decided(const Ball& t) {
  if (certainly_nonzero(t)) return true;
  if (t.is_exact()) return false;
  return std::nullopt;
}
template <typename T, int N>
std::optional<bool> decided(const Dual<T, N>& t) {
  return decided(t.value());
}

/// f(x) from f and f' at the value of x.
template <typename T, int N>
Dual<T, N> chained(const Dual<T, N>& x, T value, const T& slope) {
  typename Dual<T, N>::Tangents tangents{};
  if constexpr (N == Eigen::Dynamic) tangents.resize(static_cast<std::size_t>(x.size()));
  for (std::size_t k = 0; k < tangents.size(); ++k) tangents[k] = slope * x.tangent(static_cast<int>(k));
  return Dual<T, N>(std::move(value), std::move(tangents));
}
/// f(x, y) from its value and partial derivatives.
template <typename T, int N>
Dual<T, N> chained(const Dual<T, N>& x, const Dual<T, N>& y, const T& value, const T& dx, const T& dy) {
  auto from_x = chained(x, value, dx);
  auto from_y = chained(y, T(0), dy);
  return from_x + from_y;
}
/// The value alone, its derivatives unknown: at a kink.
template <typename T, int N>
Dual<T, N> without_slope(const Dual<T, N>& like, T value) {
  return chained(like, std::move(value), unknown<T>());
}
template <typename T, int N>
Dual<T, N> without_slope(const Dual<T, N>& x, const Dual<T, N>& y, const T& value) {
  return chained(x, y, value, unknown<T>(), unknown<T>());
}

/// The truth of a comparison of x and y; where it is undecided, so are its derivatives: it may jump.
template <typename T>
T comparison(const T& x, const T& y, std::optional<bool> known) {
  if constexpr (is_dual<T>::value)
    if (!known) return without_slope(x, y, truth<typename T::Scalar>(known));
  return truth<T>(known);
}

template <typename T, int N>
Dual<T, N> logistic(const Dual<T, N>& x) {
  return chained(x, T(logistic(x.value())), T(logistic(x.value()) * logistic(T(-x.value()))));
}
template <typename T, int N>
Dual<T, N> softplus(const Dual<T, N>& x) {
  return chained(x, T(softplus(x.value())), T(logistic(x.value())));
}
template <typename T, int N>
Dual<T, N> partial_sqrt(const Dual<T, N>& x) {
  return sqrt(x);
}
template <typename T, int N>
Dual<T, N> partial_log(const Dual<T, N>& x) {
  return log(x);
}
template <typename T, int N>
Dual<T, N> partial_log1p(const Dual<T, N>& x) {
  return log1p(x);
}

template <typename T>
bool is_zero(const T& x) {
  return x == T(0.0);
}

/// x^y: d/dx = y x^(y-1), d/dy = x^y log x. A constant exponent needs no logarithm.
template <typename T, int N>
Dual<T, N> power(const Dual<T, N>& x, const Dual<T, N>& y) {
  using std::log;
  bool constant = true;
  for (int k = 0; k < y.size(); ++k) constant = constant && is_zero(T(y.tangent(k)));
  const T value = power(x.value(), y.value());
  const T dx = y.value() * T(power(x.value(), T(y.value() - T(1.0))));
  if (constant) return chained(x, value, dx);
  return chained(x, y, value, dx, T(value * T(log(x.value()))));
}

template <typename T>
T larger(const T& x, const T& y) {
  const auto less = is_less(x, y);
  if (less) return *less ? y : x;
  if constexpr (is_dual<T>::value)
    return without_slope(x, y, larger(x.value(), y.value()));
  else if constexpr (std::is_same_v<T, Ball>)
    return max(x, y);
  else
    return unknown<T>();
}
template <typename T>
T smaller(const T& x, const T& y) {
  return -larger(T(-x), T(-y));
}

/// |x|; ties with 0 belong to x.
template <typename T>
T magnitude(const T& x) {
  if constexpr (std::is_same_v<T, Ball>)
    return abs(x);
  else if constexpr (std::is_same_v<T, double>)
    return std::abs(x);
  else if (const auto negative = is_less(x, T(0.0)))
    return *negative ? T(-x) : x;
  else
    return without_slope(x, magnitude(x.value()));
}

template <typename T>
T selected(const T& condition, const T& yes, const T& no, bool jump_has_value) {
  const auto known = decided(condition);
  if (known) return *known ? yes : no;
  if (!jump_has_value) return unknown<T>();
  if constexpr (is_dual<T>::value)
    return without_slope(yes, no, selected(condition.value(), yes.value(), no.value(), true)) +
           without_slope(condition, typename T::Scalar(0.0));
  else
    return either(yes, no);
}

/// x, of which balls know nothing.
template <typename T>
T known_to_doubles(const T& x) {
  if constexpr (is_dual<T>::value)
    return chained(x, known_to_doubles(x.value()), typename T::Scalar(1.0));
  else if constexpr (std::is_same_v<T, Ball>)
    return unknown<T>();
  else
    return x;
}

/// One operation; operands that it does not have are not looked at.
template <typename T>
T apply(Operation op, const T& a, const T& b, const T& c, int number) {
  using std::exp, std::pow, std::tanh;
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
      return power(a, b);
    case Operation::exp:
      return exp(a);
    case Operation::log:
      return partial_log(a);
    case Operation::log1p:
      return partial_log1p(a);
    case Operation::sqrt:
      return partial_sqrt(a);
    case Operation::tanh:
      return tanh(a);
    case Operation::logistic:
      return logistic(a);
    case Operation::softplus:
      return softplus(a);
    case Operation::abs:
      return magnitude(a);
    case Operation::max:
      return larger(a, b);
    case Operation::min:
      return smaller(a, b);
    case Operation::less:
      return comparison(a, b, is_less(a, b));
    case Operation::less_equal: {
      const auto more = is_less(b, a);
      return comparison(a, b, more ? std::optional<bool>(!*more) : std::nullopt);
    }
    case Operation::equal:
      return comparison(a, b, is_equal(a, b));
    case Operation::conjunction:
      return a * b;
    case Operation::disjunction:
      return a + b - a * b;
    case Operation::inversion:
      return T(1.0) - a;
    case Operation::select:
      return selected(a, b, c, true);
    case Operation::choose:
      return selected(a, b, c, false);
    case Operation::unproved:
      return known_to_doubles(a);
    case Operation::literal:
    case Operation::parameter:
    case Operation::input:
    case Operation::drawn:
    case Operation::expectation:
    case Operation::density:
      break;
  }
  return unknown<T>();
}

/// Complex numbers, for rigorous quadrature: complex_arithmetic.cpp. Sides of kinks are decided by real
/// parts, jumps and kinks across which a box lies have no value where it must be analytic.
template <>
solvers::ComplexBall apply(Operation, const solvers::ComplexBall& a, const solvers::ComplexBall& b,
                           const solvers::ComplexBall& c, int number);

}  // namespace models::expressions
