// tests/solvers/scalars/ball_test.cpp: enclosures against exact rationals, higher precision and theorems.
#include "solvers/scalars/ball.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>
#include <flint/fmpq.h>

#include "solvers/core/random.hpp"
#include "solvers/core/vector.hpp"

using solvers::Ball, solvers::ScopedPrecision;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// An exact rational number, the judge of enclosures of + - * /.
class Rational {
 public:
  Rational(double x) : Rational() {
    arf_t exact;
    arf_init(exact);
    arf_set_d(exact, x);
    arf_get_fmpq(value_, exact);
    arf_clear(exact);
  }
  Rational(const Rational& other) : Rational() { fmpq_set(value_, other.value_); }
  Rational& operator=(const Rational&) = delete;
  ~Rational() { fmpq_clear(value_); }
  friend Rational operator+(const Rational& x, const Rational& y) {
    Rational z;
    return fmpq_add(z.value_, x.value_, y.value_), z;
  }
  friend Rational operator-(const Rational& x, const Rational& y) {
    Rational z;
    return fmpq_sub(z.value_, x.value_, y.value_), z;
  }
  friend Rational operator*(const Rational& x, const Rational& y) {
    Rational z;
    return fmpq_mul(z.value_, x.value_, y.value_), z;
  }
  friend Rational operator/(const Rational& x, const Rational& y) {
    Rational z;
    return fmpq_div(z.value_, x.value_, y.value_), z;
  }
  bool lies_in(const Ball& ball) const { return arb_contains_fmpq(ball.arb(), value_) != 0; }

 private:
  Rational() { fmpq_init(value_); }
  fmpq_t value_;
};

template <typename T>
T tangled(const T& a, const T& b, const T& c) {
  return (a * b - c) * (T(0.1) + a / (b + T(3))) - b * c / (a + T(2)) - a * c * T(7);
}

struct NamedFunction {
  const char* name;
  Ball (*function)(const Ball&);
  double lower, upper;  // of the domain tested
};

const NamedFunction functions[] = {
    {"exp", [](const Ball& x) { return exp(x); }, -3, 3},
    {"expm1", [](const Ball& x) { return expm1(x); }, -3, 3},
    {"log", [](const Ball& x) { return log(x); }, 0.01, 4},
    {"log1p", [](const Ball& x) { return log1p(x); }, -0.9, 4},
    {"sqrt", [](const Ball& x) { return sqrt(x); }, 0, 4},
    {"tanh", [](const Ball& x) { return tanh(x); }, -4, 4},
    {"sin", [](const Ball& x) { return sin(x); }, -7, 7},
    {"cos", [](const Ball& x) { return cos(x); }, -7, 7},
    {"atan", [](const Ball& x) { return atan(x); }, -5, 5},
    {"abs", [](const Ball& x) { return abs(x); }, -2, 2},
    {"inverse", [](const Ball& x) { return inverse(x); }, 0.1, 9},
    {"x^2", [](const Ball& x) { return pow(x, 2); }, -3, 3},
    {"x^3", [](const Ball& x) { return pow(x, 3); }, -3, 3},
    {"x^-3", [](const Ball& x) { return pow(x, -3); }, 0.2, 3},
    {"x^0.7", [](const Ball& x) { return pow(x, 0.7); }, 0.1, 3},
    {"max(x, 1)", [](const Ball& x) { return max(x, Ball(1)); }, -3, 3},
    {"min(x, 1 - x)", [](const Ball& x) { return min(x, 1 - x); }, -3, 3},
};

}  // namespace

TEST_CASE("arithmetic encloses the exact rational", "[scalars][ball]") {
  solvers::RandomStream random(3);
  for (int sample = 0; sample < 1000; ++sample) {
    const double a = random.uniform(-1, 1), b = random.uniform(-1, 1), c = random.uniform(-1, 1);
    const Ball y = tangled(Ball(a), Ball(b), Ball(c));
    CHECK(tangled(Rational(a), Rational(b), Rational(c)).lies_in(y));
    CHECK(y.radius() < 1e-16);
  }
}

TEST_CASE("parameters must be lifted before arithmetic", "[scalars][ball]") {
  // lambda * a * x with doubles lambda, a: the first product rounds, and the enclosure misses the number
  // meant.
  solvers::RandomStream random(4);
  int missed = 0;
  for (int sample = 0; sample < 1000; ++sample) {
    const double lambda = random.uniform(0, 10), a = random.uniform(0, 2), x = random.uniform(0, 1);
    const Rational exact = Rational(lambda) * Rational(a) * Rational(x);
    CHECK(exact.lies_in(Ball(lambda) * Ball(a) * Ball(x)));
    missed += !exact.lies_in(lambda * a * Ball(x));
  }
  CHECK(missed > 900);  // so this test can see the mistake, which no sampling in double can
}

TEST_CASE("functions hold the value at every point of the ball", "[scalars][ball]") {
  const auto& f = GENERATE(from_range(std::begin(functions), std::end(functions)));
  CAPTURE(f.name);
  solvers::RandomStream random(5);
  for (int sample = 0; sample < 60; ++sample) {
    double ends[2] = {random.uniform(f.lower, f.upper), random.uniform(f.lower, f.upper)};
    if (sample % 3 == 0) ends[1] = ends[0] + 1e-9 * random.uniform();  // thin ones too
    const solvers::Interval x{std::min(ends[0], ends[1]), std::max(ends[0], ends[1])};
    CAPTURE(x.lower, x.upper);
    const Ball image = f.function(Ball(x));
    for (int point = 0; point < 5; ++point) {
      const double inside = x.lower + (x.upper - x.lower) * random.uniform();
      if (!x.contains(inside)) continue;
      const ScopedPrecision fine(200);
      const Ball value = f.function(Ball(inside));
      CHECK(contains(image, value));
      CHECK(value.radius() < 1e-40);
    }
  }
}

TEST_CASE("monotone functions of wide balls are tight", "[scalars][ball]") {
  const Ball square = pow(Ball(solvers::Interval{-1, 2}), 2);
  CHECK(square.lower() >= -1e-7);  // radii have 30 bits
  CHECK(square.upper() <= 4 + 1e-7);
  CHECK(pow(Ball(solvers::Interval{1, 3}), 2).lower() >= 1 - 1e-7);
  CHECK(tanh(Ball(solvers::Interval{-20, 20})).radius() <= 1 + 1e-8);
  CHECK(exp(Ball(solvers::Interval{0, 1})).upper() <= std::exp(1.0) + 1e-7);
}

TEST_CASE("inflated balls stay sound", "[scalars][ball]") {
  solvers::RandomStream random(6);
  for (int sample = 0; sample < 100; ++sample) {
    const double a = random.uniform(-1, 1), b = random.uniform(-1, 1), c = random.uniform(-1, 1);
    const double radius = std::exp(random.uniform(-30, -1));
    const Ball exact = tangled(Ball(a), Ball(b), Ball(c));
    const Ball wide =
        tangled(inflated(Ball(a), radius), inflated(Ball(b), radius), inflated(Ball(c), radius));
    CHECK(contains(wide, exact));
    CHECK_FALSE(wide.radius() < exact.radius());
    const ScopedPrecision coarse(8);  // coarse arithmetic is wide, not wrong
    CHECK(tangled(Rational(a), Rational(b), Rational(c)).lies_in(tangled(Ball(a), Ball(b), Ball(c))));
  }
}

TEST_CASE("bounds in double are outward", "[scalars][ball]") {
  const Ball third = Ball(1) / 3;
  CHECK(third.lower() < third.upper());
  CHECK(std::nextafter(third.lower(), 1.0) == third.upper());
  CHECK((Rational(1.0) / Rational(3.0)).lies_in(Ball(third.interval())));
  CHECK(Ball(0.1).lower() == 0.1);
  CHECK(Ball(0.1).upper() == 0.1);
  CHECK(Ball(0.1).radius() == 0);
  CHECK(Ball::from_decimal("1e400").lower() == std::numeric_limits<double>::max());
  CHECK(Ball::from_decimal("1e400").upper() == infinity);
  CHECK(Ball::from_decimal("-1e400").lower() == -infinity);
  CHECK(Ball::from_decimal("1e-400").lower() >= 0);
  CHECK(Ball::from_decimal("1e-400").upper() > 0);
  CHECK(inflated(Ball(0), std::numeric_limits<double>::denorm_min()).radius() > 0);
}

TEST_CASE("intervals become balls that hold both ends", "[scalars][ball]") {
  solvers::RandomStream random(7);
  for (int sample = 0; sample < 200; ++sample) {
    const double lower = random.uniform(-10, 10), upper = lower + std::exp(random.uniform(-40, 5));
    const Ball x(solvers::Interval{lower, upper});
    CHECK(contains(x, lower));
    CHECK(contains(x, upper));
    CHECK(x.radius() <= (upper - lower) / 2 * (1 + 1e-8) + 1e-15);
  }
  CHECK_THROWS_AS(Ball(solvers::Interval{2, 1}), std::invalid_argument);
  CHECK_THROWS_AS(Ball(solvers::Interval{not_a_number, 1}), std::invalid_argument);
  const Ball everything(solvers::Interval{-infinity, infinity});
  CHECK(everything.lower() == -infinity);
  CHECK_FALSE(everything.is_finite());
}

TEST_CASE("decimal strings are enclosed, and only they are read", "[scalars][ball]") {
  const Ball tenth = Ball::from_decimal("0.1");
  CHECK((Rational(1.0) / Rational(10.0)).lies_in(tenth));
  CHECK_FALSE(Rational(0.1).lies_in(tenth));  // 0.1 is no double
  CHECK(Ball::from_decimal("-2.5e-1") == Ball(-0.25));
  for (const char* text : {"", "inf", "nan", "[1 +/- 2]", "0x10", "1,5", "--1", "1e"})
    CHECK_THROWS_AS(Ball::from_decimal(text), std::invalid_argument);
}

TEST_CASE("what is not finite proves nothing", "[scalars][ball]") {
  const Ball none(not_a_number), around_zero(solvers::Interval{-1, 1});
  const Ball suspects[] = {none,
                           Ball(infinity),
                           Ball(-infinity),
                           Ball::indeterminate(),
                           1 / Ball(0),
                           log(Ball(0)),
                           log(Ball(-1)),
                           sqrt(Ball(-1)),
                           log1p(Ball(-1)),
                           Ball(1) / around_zero,
                           log(around_zero),
                           sqrt(around_zero),
                           pow(Ball(-1), 0.5),
                           exp(none),
                           tanh(none),
                           abs(none),
                           max(none, Ball(1)),
                           min(none, Ball(1)),
                           pow(none, 2),
                           pow(around_zero, -2),
                           hull(none, Ball(1)),
                           inflated(Ball(1), infinity),
                           none - none,
                           pow(around_zero, 0.5)};
  for (const Ball& x : suspects) {
    CAPTURE(to_string(x));
    CHECK_FALSE(x.is_finite());
    CHECK_FALSE(certainly_positive(x));
    CHECK_FALSE(certainly_negative(x));
    CHECK_FALSE(certainly_nonnegative(x));
    CHECK_FALSE(certainly_nonpositive(x));
    CHECK_FALSE(certainly_nonzero(x));
    CHECK_FALSE(certainly_less(x, Ball(1e300)));
    CHECK_FALSE(certainly_less(Ball(-1e300), x));
    CHECK_FALSE(contains_interior(x, Ball(1)));
    CHECK_FALSE(contains_interior(Ball(solvers::Interval{-1e300, 1e300}), x));
    CHECK(contains(x, 0.0));  // so that "does not contain zero" is a proof
    CHECK(x.lower() == -infinity);
    CHECK(x.upper() == infinity);
    CHECK(x.radius() == infinity);
  }
}

TEST_CASE("set relations of balls", "[scalars][ball]") {
  const Ball x(solvers::Interval{0, 2}), y(solvers::Interval{1, 3}), z(solvers::Interval{5, 6});
  CHECK(certainly_less(x, z));
  CHECK_FALSE(certainly_less(x, y));
  CHECK_FALSE(certainly_less(y, x));
  const auto common = intersection(x, y);
  REQUIRE(common);
  CHECK(contains(*common, 1.5));
  CHECK(common->radius() <= 0.5 + 1e-8);
  CHECK_FALSE(intersection(x, z));
  CHECK(contains(hull(x, z), Ball(4)));
  CHECK(contains_interior(x, Ball(solvers::Interval{0.5, 1.5})));
  CHECK_FALSE(contains_interior(x, x));
  CHECK(contains(x, x));
  CHECK(abs(Ball(solvers::Interval{-1, 2})).lower() >= -1e-8);
  CHECK(contains(abs(Ball(solvers::Interval{-3, 2})), 3.0));
}

TEST_CASE("precision is scoped and belongs to its thread", "[scalars][ball]") {
  CHECK(ScopedPrecision::bits() == 64);
  const double at_64 = (Ball(1) / 3).radius();
  {
    const ScopedPrecision fine(128);
    CHECK((Ball(1) / 3).radius() < 1e-15 * at_64);
    long elsewhere = 0;
    std::thread([&] { elsewhere = ScopedPrecision::bits(); }).join();
    CHECK(elsewhere == 64);
  }
  CHECK(ScopedPrecision::bits() == 64);
  CHECK_THROWS_AS(ScopedPrecision(0), std::invalid_argument);
  CHECK(ScopedPrecision::bits() == 64);
}

TEST_CASE("balls move, and live in Eigen", "[scalars][ball]") {
  Ball a = exp(Ball(1));
  const Ball copy = a;
  Ball b = std::move(a);
  CHECK(b == copy);
  a = b + b * b - b / b;  // a moved-from ball may be assigned
  CHECK(contains(a, b + b * b - 1));
  solvers::MatrixOf<Ball> m(2, 2);
  m << Ball(1), Ball(2), Ball(3), Ball(4);
  solvers::VectorOf<Ball> v(2);
  v << Ball(0), Ball(0.5);
  const solvers::VectorOf<Ball> product = m * v;
  CHECK(product(0) == Ball(1));
  CHECK(product(1) == Ball(2));
  CHECK((m * m)(1, 1) == Ball(22));
  CHECK((solvers::Matrix(solvers::Matrix::Identity(2, 2)) * v)(1) == Ball(0.5));
  CHECK(v.dot(v) == Ball(0.25));
}

TEST_CASE("powers of balls that touch 0 from above are bounded", "[ball]") {
  for (const double end : {4.0, 1.0 / 3, 1e300, 5e-324}) {
    const Ball above(solvers::Interval{0, end}), below(solvers::Interval{-end, -1e-9 * end});
    CHECK(certainly_nonnegative(above));
    CHECK(certainly_nonpositive(below));
    CHECK((contains(above, 0.0) && contains(above, end) && contains(below, -end)));
    CHECK(above.upper() <= end * (1 + 1e-8) + 5e-324);
  }
  const Ball y = pow(Ball(solvers::Interval{0, 4}), 1.5);
  CHECK(contains(y, 0.0));
  CHECK(contains(y, 8.0));
  CHECK(y.upper() < 8.001);
  CHECK_FALSE(pow(Ball(solvers::Interval{0, 4}), -0.5).is_finite());
  CHECK_FALSE(pow(Ball(solvers::Interval{-1, 4}), 0.5).is_finite());
  CHECK(pow(Ball(0), 0.5).upper() == 0);
}
