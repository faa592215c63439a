#include "solvers/certificates/krawczyk.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/certificates/contraction.hpp"

using solvers::Ball;
using solvers::BallSystem;
using solvers::IntervalBox;
using solvers::krawczyk;
using solvers::make_ball_system;
using solvers::Vector;
using solvers::VectorOf;
using solvers::Verdict;

namespace {

/// x^2 + y^2 = 4, x y = 1: four zeros, x = (sqrt 6 +- sqrt 2) / 2 and signs.
struct CircleAndHyperbola {
  template <typename T>
  VectorOf<T> operator()(const VectorOf<T>& z) const {
    VectorOf<T> F(2);
    F(0) = z(0) * z(0) + z(1) * z(1) - T(4);
    F(1) = z(0) * z(1) - T(1);
    return F;
  }
};

/// x^2 = gap^2, y = x: zeros at x = y = +- gap; the Jacobian is singular at 0.
struct Pair {
  double gap;
  template <typename T>
  VectorOf<T> operator()(const VectorOf<T>& z) const {
    VectorOf<T> F(2);
    F(0) = z(0) * z(0) - T(gap) * T(gap);
    F(1) = z(1) - z(0);
    return F;
  }
};

const Vector near_zero{{(std::sqrt(6) + std::sqrt(2)) / 2, (std::sqrt(6) - std::sqrt(2)) / 2}};

bool holds(const IntervalBox& box, const Vector& z) {
  for (std::size_t i = 0; i < box.size(); ++i)
    if (!box[i].contains(z(static_cast<Eigen::Index>(i)))) return false;
  return true;
}

}  // namespace

TEST_CASE("a regular zero is proved to be the only one in its box", "[certificates]") {
  const auto system = make_ball_system(CircleAndHyperbola{});
  const auto result = krawczyk(system, near_zero);
  REQUIRE(result.verdict == Verdict::proved);
  CHECK(result.tries == 1);
  CHECK(result.radius == Approx(1e-12).epsilon(1e-3));
  // digits of (sqrt 6 +- sqrt 2) / 2 to 20 places lie between neighbouring floats, so widths are compared
  CHECK(holds(result.box, near_zero));
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(result.enclosure[i].lower > result.box[i].lower);
    CHECK(result.enclosure[i].upper < result.box[i].upper);
    CHECK(result.enclosure[i].width() < 1e-15);
    CHECK(std::abs(result.enclosure[i].lower - near_zero(static_cast<Eigen::Index>(i))) < 1e-15);
  }
}

TEST_CASE("a box may grow to a wanted radius while one zero is all it holds", "[certificates]") {
  const auto system = make_ball_system(CircleAndHyperbola{});
  const auto wide = krawczyk(system, near_zero, {.inflate_to = 3e-3});
  CHECK(wide.verdict == Verdict::proved);
  CHECK(wide.radius == Approx(3e-3));
  const auto too_wide = krawczyk(system, near_zero, {.max_radius = 10, .inflate_to = 10});
  CHECK(too_wide.verdict == Verdict::proved);  // of the last box that worked
  CHECK(too_wide.radius < 1);
}

TEST_CASE("a point far off is proved from the size of its Newton step", "[certificates]") {
  const Vector off = near_zero + Vector{{1e-6, -2e-6}};
  const auto result = krawczyk(make_ball_system(CircleAndHyperbola{}), off);
  CHECK(result.verdict == Verdict::proved);
  CHECK(holds(result.enclosure, near_zero));
}

TEST_CASE("a box without zero is refuted, one with two zeros is never unique", "[certificates]") {
  const auto circle = make_ball_system(CircleAndHyperbola{});
  CHECK(krawczyk_on_box(circle, {{3, 4}, {3, 4}}).verdict == Verdict::refuted);
  for (const double gap : {1e-8, 1e-4, 0.1}) {
    const auto pair = make_ball_system(Pair{gap});
    CAPTURE(gap);
    for (const double radius : {1.001 * gap, 2 * gap, 100 * gap})
      CHECK(krawczyk_on_box(pair, solvers::box_around(Vector{{0.01 * gap, 0}}, radius)).verdict ==
            Verdict::undecided);
    const auto one =
        krawczyk(pair, Vector::Constant(2, gap), {.radius = 1e-3 * gap, .max_radius = 0.9 * gap});
    CHECK(one.verdict == Verdict::proved);
  }
}

TEST_CASE("a singular system stays undecided", "[certificates]") {
  const auto double_zero = make_ball_system(Pair{0});
  CHECK(krawczyk(double_zero, Vector::Zero(2)).verdict == Verdict::undecided);
  CHECK(krawczyk(double_zero, Vector::Constant(2, 1e-9)).verdict == Verdict::undecided);
  CHECK_FALSE(krawczyk(double_zero, Vector::Zero(2)).detail.empty());
}

TEST_CASE("inflated balls lower the verdict of Krawczyk's test", "[certificates]") {
  const auto exact = make_ball_system(CircleAndHyperbola{});
  BallSystem blurred = exact;
  blurred.function = [exact](const solvers::BallVector& z) {
    solvers::BallVector F = exact.function(z);
    for (Ball& value : F) value = inflated(value, 1e-3);
    return F;
  };
  CHECK(krawczyk(blurred, near_zero, {.max_radius = 1e-4}).verdict == Verdict::undecided);
  BallSystem steep = exact;
  steep.jacobian = [exact](const solvers::BallVector& z) {
    solvers::BallMatrix J = exact.jacobian(z);
    for (Eigen::Index k = 0; k < J.size(); ++k) J(k) = inflated(J(k), 2);
    return J;
  };
  CHECK(krawczyk(steep, near_zero).verdict == Verdict::undecided);
  BallSystem unknown = exact;
  unknown.function = [](const solvers::BallVector& z) {
    return solvers::BallVector(solvers::BallVector::Constant(z.size(), Ball::indeterminate()));
  };
  CHECK(krawczyk(unknown, near_zero).verdict == Verdict::undecided);
}

TEST_CASE("wrong arguments of Krawczyk's test are named", "[certificates][fault]") {
  const auto system = make_ball_system(CircleAndHyperbola{});
  CHECK_THROWS_WITH(krawczyk(system, near_zero, {.growth = 1}), Catch::Contains("growth"));
  CHECK_THROWS_AS(krawczyk(system, Vector{{NAN, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(krawczyk({}, near_zero), std::invalid_argument);
  CHECK_THROWS_AS(krawczyk_on_box(system, {}), std::invalid_argument);
}

TEST_CASE("a contraction has one fixed point, with a bound on the distance to it", "[certificates]") {
  const auto cosine = make_ball_system([](const auto& x) {
    return std::decay_t<decltype(x)>(x.unaryExpr([](const auto& t) { return cos(t); }));
  });
  const auto result = certify_contraction(cosine, {{0.6, 0.85}});
  CHECK(result.verdict == Verdict::proved);
  CHECK(result.lipschitz == Approx(std::sin(0.85)).epsilon(1e-8));  // Arb keeps 30 bits of a radius
  // Dottie number (OEIS A003957) against the middle 0.725
  CHECK(result.error_bound >= 0.73908513321516064 - 0.725);
  CHECK(result.error_bound < 0.1);
  CHECK(certify_contraction(cosine, {{0, 0.5}}).verdict == Verdict::refuted);  // cos [0, 1/2] is above 0.87
  CHECK(certify_contraction(cosine, {{0.6, 0.8}}).verdict == Verdict::undecided);  // leaves the box
  const auto identity = make_ball_system([](const auto& x) { return std::decay_t<decltype(x)>(x); });
  CHECK(certify_contraction(identity, {{0, 1}}).verdict == Verdict::undecided);  // every point is fixed
}
