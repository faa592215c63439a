// Exact rationals: what is read is what is written, and doubles pass through unchanged.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "solvers/core/random.hpp"
#include "solvers/scalars/rational.hpp"

using solvers::Rational;

TEST_CASE("numbers are read exactly", "[rational]") {
  CHECK(Rational::from_text("3") == Rational(3));
  CHECK(Rational::from_text("-3/4") == Rational(-3) / Rational(4));
  CHECK(Rational::from_text("0.1") == Rational(1) / Rational(10));
  CHECK(Rational::from_text("+1.5e-3") == Rational(3) / Rational(2000));
  CHECK(Rational::from_text("6/4").text() == "3/2");
  CHECK(Rational::from_text(".5").text() == "1/2");
  CHECK(Rational::from_text("123456789012345678901234567890").text() == "123456789012345678901234567890");
  for (const char* wrong : {"", "-", "1/0", "1/", "/2", "1.2/3", "1e", "1e99999", "nan", "0x10", "1 ", "1,5"})
    CHECK_THROWS_AS(Rational::from_text(wrong), std::invalid_argument);
}

TEST_CASE("a double is the rational number that it is, and comes back", "[rational][property]") {
  solvers::RandomStream stream(4);
  for (int k = 0; k < 2000; ++k) {
    const double x = std::ldexp(stream.uniform(-1, 1), static_cast<int>(stream.below(600)) - 300);
    CHECK(Rational(x).nearest() == x);
    const Rational third = Rational(x) / Rational(3);
    CHECK(std::abs((Rational(x / 3) - third).nearest()) <= std::abs(x / 3) * 0x1p-53);
    CHECK(third.nearest() == x / 3);  // IEEE division rounds to nearest
    CHECK(Rational(third.upper()) >= third);
    CHECK(Rational(third.ball().lower()) <= third);
    CHECK(Rational(third.ball().upper()) >= third);
  }
  CHECK(Rational(std::numeric_limits<double>::denorm_min()).nearest() > 0);
  CHECK(Rational(0.1) > Rational::from_text("0.1"));  // the nearest double lies above
  CHECK_THROWS_AS(Rational(std::nan("")), std::invalid_argument);
  CHECK_THROWS_AS(Rational(1) / Rational(0), std::domain_error);
}
