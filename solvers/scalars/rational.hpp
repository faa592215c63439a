// solvers/scalars/rational.hpp
// Exact rational numbers: what payoffs of finite games are, and where ties can be told.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

#include <Eigen/Core>
#include <flint/fmpq.h>

#include "solvers/scalars/ball.hpp"

namespace solvers {

/// p / q in lowest terms, of any size. A thin value type over FLINT's fmpq.
class Rational {
 public:
  Rational() noexcept { fmpq_init(value_); }  ///< 0
  template <std::integral I>
  Rational(I n) : Rational() {
    if constexpr (std::signed_integral<I>)
      fmpz_set_si(fmpq_numref(value_), n);
    else
      fmpz_set_ui(fmpq_numref(value_), n);
  }
  explicit Rational(double x);  ///< exactly; throws std::invalid_argument for NaN and infinities
  Rational(const Rational& other) : Rational() { fmpq_set(value_, other.value_); }
  Rational(Rational&& other) noexcept : Rational() { fmpq_swap(value_, other.value_); }
  Rational& operator=(const Rational& other) { return fmpq_set(value_, other.value_), *this; }
  Rational& operator=(Rational&& other) noexcept { return fmpq_swap(value_, other.value_), *this; }
  ~Rational() { fmpq_clear(value_); }

  /// "3", "-3/4", "0.25", "1.5e-3": exactly the number that is written. Throws std::invalid_argument for
  /// other text, a zero denominator or an exponent beyond +-10000.
  static Rational from_text(std::string_view text);

  double nearest() const;    ///< the nearest double; infinite where it is beyond all
  double upper() const;      ///< a double >= it
  std::string text() const;  ///< "3", "-3/4"; from_text reads it back
  Ball ball() const;         ///< an enclosure at the precision in force
  int sign() const { return fmpq_sgn(value_); }

  Rational& operator+=(const Rational& y) { return fmpq_add(value_, value_, y.value_), *this; }
  Rational& operator-=(const Rational& y) { return fmpq_sub(value_, value_, y.value_), *this; }
  Rational& operator*=(const Rational& y) { return fmpq_mul(value_, value_, y.value_), *this; }
  Rational& operator/=(const Rational& y);  ///< throws std::domain_error for y = 0

  friend Rational operator+(Rational x, const Rational& y) { return std::move(x += y); }
  friend Rational operator-(Rational x, const Rational& y) { return std::move(x -= y); }
  friend Rational operator*(Rational x, const Rational& y) { return std::move(x *= y); }
  friend Rational operator/(Rational x, const Rational& y) { return std::move(x /= y); }
  friend Rational operator-(Rational x) { return fmpq_neg(x.value_, x.value_), x; }
  friend bool operator==(const Rational& x, const Rational& y) { return fmpq_equal(x.value_, y.value_) != 0; }
  friend bool operator<(const Rational& x, const Rational& y) { return fmpq_cmp(x.value_, y.value_) < 0; }
  friend bool operator>(const Rational& x, const Rational& y) { return y < x; }
  friend bool operator<=(const Rational& x, const Rational& y) { return !(y < x); }
  friend bool operator>=(const Rational& x, const Rational& y) { return !(x < y); }

 private:
  fmpq_t value_;
};

}  // namespace solvers

template <>
struct Eigen::NumTraits<solvers::Rational> : Eigen::GenericNumTraits<solvers::Rational> {
  using Real = solvers::Rational;
  using NonInteger = solvers::Rational;
  using Nested = solvers::Rational;
  using Literal = solvers::Rational;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 4,
    AddCost = 100,
    MulCost = 100
  };
  static Real dummy_precision() { return solvers::Rational(); }
};
