// solvers/scalars/dual.hpp
// Derivatives by dual numbers: a value with N directional derivatives, over any number type, nestable.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include <Eigen/Core>

namespace solvers {

template <typename T, int N = Eigen::Dynamic>
class Dual;

namespace detail {

/// U is a constant to Dual<T, N>.
template <typename U, typename T, int N>
concept ConstantOf = !std::same_as<U, Dual<T, N>> && std::convertible_to<const U&, T>;

template <typename T>
concept Ordered = requires(const T& t) {
  t < t;
};

/// d|x| / dx: +-1 where the sign is certain, else NaN or the indeterminate ball.
template <typename T>
T slope_of_abs(const T& x) {
  if constexpr (requires { x.tangent(0); })
    return T(slope_of_abs(x.value()));
  else if constexpr (requires { certainly_positive(x); })
    return certainly_positive(x) ? T(1) : certainly_negative(x) ? T(-1) : T::indeterminate();
  else
    return x > 0 ? T(1) : x < 0 ? T(-1) : std::numeric_limits<T>::quiet_NaN();
}

/// x^(p - 1) for the derivative of x^p, without rounding of p - 1.
template <typename T>
T power_below(const T& x, double p) {
  using std::pow;
  const double q = p - 1;
  const bool exact = p >= 0.5 && p < 0x1p53;  // there p - 1 is a double (Sterbenz's lemma and its kin)
  return exact ? T(pow(x, q)) : T(pow(x, p)) / x;
}

}  // namespace detail

/// x + sum_k tangents[k] e_k with e_j e_k = 0. T: double, Ball, or a Dual itself for higher derivatives.
/// N = Eigen::Dynamic: the number of tangents is set when a variable is made, and a constant has none.
/// Constructs from anything that converts to T, so `Dual<Ball, 3>(0.5)` and `2.0 * x` go through T.
/// Comparisons exist where T has them, and look at the value; == looks at the tangents too, so that skipping
/// zeros stays right.
/// Source: Griewank & Walther (2008), Evaluating Derivatives, SIAM, chapter 3 (forward mode).
template <typename T, int N>
class Dual {
  static constexpr bool is_dynamic = N == Eigen::Dynamic;

 public:
  using Scalar = T;
  using Tangents = std::conditional_t<is_dynamic, std::vector<T>, std::array<T, is_dynamic ? 0 : N>>;

  Dual() = default;  ///< 0
  template <detail::ConstantOf<T, N> U>
  Dual(const U& value) : value_(value) {}  ///< a constant
  Dual(T value, Tangents tangents) : value_(std::move(value)), tangents_(std::move(tangents)) {}

  /// The k-th of n independent variables, at `value`. n is N unless N is dynamic.
  static Dual variable(T value, int k, int n = is_dynamic ? 0 : N) {
    Dual x(std::move(value));
    if constexpr (is_dynamic) x.tangents_.resize(static_cast<std::size_t>(n));
    x.tangents_[static_cast<std::size_t>(k)] = T(1);
    return x;
  }

  const T& value() const { return value_; }
  /// d / d(variable k)
  T tangent(int k) const { return k < size() ? tangents_[static_cast<std::size_t>(k)] : T(0); }
  int size() const { return static_cast<int>(tangents_.size()); }  ///< number of tangents; 0: a constant

  Dual& operator+=(const Dual& y) {
    return accumulate(y, [](T& a, const T& b) { a += b; }), value_ += y.value_, *this;
  }
  Dual& operator-=(const Dual& y) {
    return accumulate(y, [](T& a, const T& b) { a -= b; }), value_ -= y.value_, *this;
  }
  Dual& operator*=(const Dual& y) { return *this = *this * y; }
  Dual& operator/=(const Dual& y) { return *this = *this / y; }

  friend Dual operator+(Dual x, const Dual& y) { return std::move(x += y); }
  friend Dual operator-(Dual x, const Dual& y) { return std::move(x -= y); }
  friend Dual operator-(const Dual& x) {
    return Dual(-x.value_, x.mapped([](const T& t) { return T(-t); }));
  }
  friend Dual operator+(const Dual& x) { return x; }
  friend Dual operator*(const Dual& x, const Dual& y) {  // (x y)' = x' y + x y'
    Dual z = x * y.value_;
    z.accumulate(y, [&x](T& a, const T& b) { a += x.value_ * b; });
    return z;
  }
  friend Dual operator/(const Dual& x, const Dual& y) {  // (x / y)' = (x' - (x / y) y') / y
    Dual z = x;
    z.value_ = x.value_ / y.value_;
    z.accumulate(y, [&z](T& a, const T& b) { a -= z.value_ * b; });
    for (T& t : z.tangents_) t /= y.value_;
    return z;
  }

  // A constant has nothing to differentiate.
  template <detail::ConstantOf<T, N> U>
  friend Dual operator+(Dual x, const U& c) {
    return x.value_ += T(c), x;
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator+(const U& c, Dual x) {
    return x.value_ += T(c), x;
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator-(Dual x, const U& c) {
    return x.value_ -= T(c), x;
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator-(const U& c, const Dual& x) {
    return T(c) + -x;
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator*(const Dual& x, const U& c) {
    const T factor(c);
    return Dual(x.value_ * factor, x.mapped([&factor](const T& t) { return T(t * factor); }));
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator*(const U& c, const Dual& x) {
    return x * c;
  }
  template <detail::ConstantOf<T, N> U>
  friend Dual operator/(const Dual& x, const U& c) {
    const T divisor(c);
    return Dual(x.value_ / divisor, x.mapped([&divisor](const T& t) { return T(t / divisor); }));
  }

  friend bool operator==(const Dual& x, const Dual& y) {
    if (!(x.value_ == y.value_)) return false;
    for (int k = 0; k < std::max(x.size(), y.size()); ++k)
      if (!(x.tangent(k) == y.tangent(k))) return false;
    return true;
  }
  friend bool operator<(const Dual& x, const Dual& y) requires(detail::Ordered<T>) {
    return x.value_ < y.value_;
  }
  friend bool operator>(const Dual& x, const Dual& y) requires(detail::Ordered<T>) {
    return x.value_ > y.value_;
  }
  friend bool operator<=(const Dual& x, const Dual& y) requires(detail::Ordered<T>) {
    return x.value_ <= y.value_;
  }
  friend bool operator>=(const Dual& x, const Dual& y) requires(detail::Ordered<T>) {
    return x.value_ >= y.value_;
  }

  friend Dual exp(const Dual& x) {
    using std::exp;
    const T e = exp(x.value_);
    return x.chained(e, e);
  }
  friend Dual expm1(const Dual& x) {
    using std::exp, std::expm1;
    return x.chained(expm1(x.value_), exp(x.value_));
  }
  friend Dual log(const Dual& x) {
    using std::log;
    return x.chained(log(x.value_), T(1) / x.value_);
  }
  friend Dual log1p(const Dual& x) {
    using std::log1p;
    return x.chained(log1p(x.value_), T(1) / (T(1) + x.value_));
  }
  friend Dual sqrt(const Dual& x) {
    using std::sqrt;
    const T root = sqrt(x.value_);
    return x.chained(root, T(0.5) / root);
  }
  friend Dual tanh(const Dual& x) {
    using std::tanh;
    const T t = tanh(x.value_);
    return x.chained(t, (T(1) - t) * (T(1) + t));
  }
  friend Dual sin(const Dual& x) {
    using std::cos, std::sin;
    return x.chained(sin(x.value_), cos(x.value_));
  }
  friend Dual cos(const Dual& x) {
    using std::cos, std::sin;
    return x.chained(cos(x.value_), -sin(x.value_));
  }
  friend Dual atan(const Dual& x) {
    using std::atan;
    return x.chained(atan(x.value_), T(1) / (T(1) + x.value_ * x.value_));
  }
  friend Dual inverse(const Dual& x) {
    const T y = T(1) / x.value_;
    return x.chained(y, -(y * y));
  }
  friend Dual pow(const Dual& x, int exponent) {
    using std::pow;
    if (exponent == 0) return Dual(T(1));
    return x.chained(T(pow(x.value_, exponent)), T(exponent) * T(pow(x.value_, exponent - 1)));
  }
  friend Dual pow(const Dual& x, double exponent) {  // d / dx = p x^(p - 1)
    using std::pow;
    if (exponent == 0) return Dual(T(1));
    return x.chained(T(pow(x.value_, exponent)), T(exponent) * detail::power_below(x.value_, exponent));
  }
  /// |x|, smooth away from 0; where the sign is not certain the tangents are NaN or indeterminate.
  friend Dual abs(const Dual& x) {
    using std::abs;
    return x.chained(T(abs(x.value_)), detail::slope_of_abs(x.value_));
  }

 private:
  template <typename F>
  Tangents mapped(F f) const {
    Tangents result;
    if constexpr (is_dynamic) result.resize(tangents_.size());
    for (std::size_t k = 0; k < tangents_.size(); ++k) result[k] = f(tangents_[k]);
    return result;
  }
  template <typename F>
  void accumulate(const Dual& y, F f) {
    if constexpr (is_dynamic)
      if (tangents_.size() < y.tangents_.size()) tangents_.resize(y.tangents_.size());
    for (std::size_t k = 0; k < y.tangents_.size(); ++k) f(tangents_[k], y.tangents_[k]);
  }
  Dual chained(T value, const T& slope) const {  // f(x)' = f'(x) x'
    return Dual(std::move(value), mapped([&slope](const T& t) { return T(slope * t); }));
  }

  T value_{};
  Tangents tangents_{};
};

}  // namespace solvers

template <typename T, int N>
struct Eigen::NumTraits<solvers::Dual<T, N>> : Eigen::GenericNumTraits<solvers::Dual<T, N>> {
  using Real = solvers::Dual<T, N>;
  using NonInteger = solvers::Dual<T, N>;
  using Nested = solvers::Dual<T, N>;
  using Literal = solvers::Dual<T, N>;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 4,
    AddCost = 8,
    MulCost = 16
  };
  static Real dummy_precision() { return Real(); }
};

template <typename T, int N, typename Operation>
struct Eigen::ScalarBinaryOpTraits<solvers::Dual<T, N>, double, Operation> {
  using ReturnType = solvers::Dual<T, N>;
};
template <typename T, int N, typename Operation>
struct Eigen::ScalarBinaryOpTraits<double, solvers::Dual<T, N>, Operation> {
  using ReturnType = solvers::Dual<T, N>;
};
