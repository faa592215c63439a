#include "solvers/scalars/rational.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <flint/flint.h>
#include <fmt/format.h>

namespace solvers {
namespace {

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument(fmt::format("'{}' is no rational number; write 3, -3/4, 0.25 or 1.5e-3", text));
}

/// Takes a run of digits off the front.
std::string_view digits(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && std::isdigit(static_cast<unsigned char>(text[n]))) ++n;
  const auto run = text.substr(0, n);
  text.remove_prefix(n);
  return run;
}

long exponent(std::string_view text, std::string_view whole) {
  if (text.starts_with('+')) text.remove_prefix(1);
  long e = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), e);
  if (error != std::errc() || end != text.data() + text.size() || std::abs(e) > 10'000) refuse(whole);
  return e;
}

}  // namespace

Rational::Rational(double x) : Rational() {
  if (!std::isfinite(x)) throw std::invalid_argument(fmt::format("Rational: {} is not finite", x));
  int shift = 0;
  const double mantissa = std::frexp(x, &shift);  // x = mantissa 2^shift, 53 bits
  fmpz_set_si(fmpq_numref(value_), static_cast<long>(std::ldexp(mantissa, 53)));
  shift -= 53;
  if (shift >= 0)
    fmpq_mul_2exp(value_, value_, static_cast<flint_bitcnt_t>(shift));
  else
    fmpq_div_2exp(value_, value_, static_cast<flint_bitcnt_t>(-shift));
}

Rational Rational::from_text(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  std::string number(digits(rest));
  std::string denominator = "1";
  long power = 0;
  const bool starts_with_digit = !number.empty();
  if (starts_with_digit && rest.starts_with('/')) {
    rest.remove_prefix(1);
    denominator = digits(rest);
    if (denominator.find_first_not_of('0') == std::string::npos || !rest.empty()) refuse(text);
  } else {
    if (rest.starts_with('.')) {
      rest.remove_prefix(1);
      const auto fraction = digits(rest);
      number += fraction;
      power -= static_cast<long>(fraction.size());
    }
    if (number.empty()) refuse(text);
    if (rest.starts_with('e') || rest.starts_with('E')) {
      power += exponent(rest.substr(1), text);
      rest = {};
    }
    if (!rest.empty()) refuse(text);
  }
  Rational result, scale(10);
  fmpz_set_str(fmpq_numref(result.value_), number.c_str(), 10);
  fmpz_set_str(fmpq_denref(result.value_), denominator.c_str(), 10);
  fmpq_canonicalise(result.value_);
  fmpq_pow_si(scale.value_, scale.value_, power);
  result *= scale;
  return negative ? -std::move(result) : result;
}

Rational& Rational::operator/=(const Rational& y) {
  if (y.sign() == 0) throw std::domain_error("Rational: division by zero");
  fmpq_div(value_, value_, y.value_);
  return *this;
}

double Rational::nearest() const {
  const double guess = fmpq_get_d(value_);  // within a unit in the last place
  if (!std::isfinite(guess)) return guess;
  double best = guess;
  const auto distance = [this](double x) {
    Rational gap = Rational(x) - *this;
    return gap.sign() < 0 ? -std::move(gap) : gap;
  };
  for (const double toward : {-HUGE_VAL, HUGE_VAL}) {
    const double other = std::nextafter(guess, toward);
    if (std::isfinite(other) && distance(other) < distance(best)) best = other;
  }
  return best;
}

double Rational::upper() const {
  const double x = nearest();
  if (!std::isfinite(x)) return x > 0 ? x : std::numeric_limits<double>::lowest();
  return Rational(x) < *this ? std::nextafter(x, HUGE_VAL) : x;
}

std::string Rational::text() const {
  char* raw = fmpq_get_str(nullptr, 10, value_);
  std::string result(raw);
  flint_free(raw);
  return result;
}

Ball Rational::ball() const {
  Ball result;
  arb_set_fmpq(result.arb(), value_, ScopedPrecision::bits());
  return result;
}

}  // namespace solvers
