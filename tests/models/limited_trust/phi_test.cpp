// Phi(x, y): reference values, two independent methods, proofs in balls, identities, play.
#include "models/limited_trust/phi.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "models/limited_trust/phi_exponential.hpp"
#include "models/limited_trust/phi_general.hpp"
#include "tests/models/limited_trust/reply_games.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;
using solvers::Ball;
using tests::reference_law;

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Case {
  ReplyLaws laws;
  TrustRange range;
};

/// Uniform and exponential laws of random scales, equal or apart, n up to 60, ranges inside and beyond the
/// support.
Case quick_case(solvers::RandomStream& stream) {
  const bool uniform = stream.below(2) == 0, equal = stream.below(2) == 0;
  const double scale = std::exp(stream.uniform(-3, 3)),
               other = equal ? scale : std::exp(stream.uniform(-3, 3));
  const auto law = [&](double s) {
    const double from = stream.uniform(-2, 2);
    return uniform ? solvers::uniform_law(from, from + s) : solvers::exponential_law(s);
  };
  const int n = stream.below(4) == 0 ? 2 : 2 + static_cast<int>(stream.below(59));
  const double x = stream.below(8) == 0 ? 0 : scale * stream.uniform(0, uniform ? 1.1 : 4);
  return {{law(other), law(scale), n}, {x, scale * std::pow(stream.uniform(), 3) + 1e-9}};
}

solvers::LawPtr any_law(solvers::RandomStream& stream) {
  switch (stream.below(8)) {
    case 0:
      return solvers::normal_law(stream.uniform(-1, 1), stream.uniform(0.5, 2));
    case 1:
      return solvers::lognormal_law(stream.uniform(0.5, 2), stream.uniform(0.3, 1));
    case 2:
      return solvers::pareto_law(1, stream.uniform(1.5, 5));
    case 3:
      return solvers::gamma_law(stream.uniform(1, 4), 0.5);
    case 4:
      return solvers::beta_law(stream.uniform(1, 3), stream.uniform(1, 3));
    case 5:
      return solvers::uniform_law(0, stream.uniform(0.5, 2));
    default:
      return solvers::exponential_law(stream.uniform(0.5, 2));
  }
}

/// How far `found` is from what `more` says, beyond the errors that both state.
double excess(const Phi& found, const Phi& more) {
  return std::abs(found.value - more.value) - found.error - more.error;
}

/// Whether the ball lies within the stated error, up to its own radius.
bool within_error(const Phi& found, const Ball& ball) {
  return std::abs(found.value - ball.midpoint()) <= found.error + ball.radius();
}

void compare_with_balls(int first, int last) {
  for (int k = first; k < last; ++k) {
    solvers::RandomStream stream(31, static_cast<std::uint64_t>(k));
    const auto [laws, range] = quick_case(stream);
    CAPTURE(k, laws.leader->name(), laws.follower->name(), laws.replies, range.lower, range.width);
    const auto found = phi(laws, range);
    const Ball ball = phi_enclosed(laws, range.lower, range.width);
    REQUIRE(ball.is_finite());
    CHECK(ball.radius() <= 1e-12 * std::abs(ball.midpoint()) + 1e-300);
    CHECK(within_error(found, ball));
    CHECK(found.error <= 1e-12 * found.value + 1e-300);
  }
}

/// Phi by quadrature with twice the nodes in every direction.
Phi with_twice_the_nodes(const ReplyLaws& laws, const TrustRange& range) {
  const auto found = laws.replies == 2
                         ? two_replies_phi(*laws.leader, *laws.follower, range.lower, range.width, 2)
                         : general_phi(*laws.leader, *laws.follower, range.lower, range.width, laws.replies,
                                       OtherReplies::exact, 2);
  Phi finer;
  finer.value = found.phi.value;
  finer.error = found.error.value;
  return finer;
}

void compare_any_laws(int first, int last) {
  for (int k = first; k < last; ++k) {
    solvers::RandomStream stream(32, static_cast<std::uint64_t>(k));
    const auto leader = any_law(stream), follower = stream.below(2) == 0 ? leader : any_law(stream);
    const int n = 2 + static_cast<int>(stream.below(stream.below(3) == 0 ? 40 : 5));
    const TrustRange range{stream.uniform(0, 1), stream.uniform(0.01, 1)};
    CAPTURE(k, leader->name(), follower->name(), n, range.lower, range.width);
    const ReplyLaws laws{leader, follower, n};
    const auto found = phi(laws, range);
    CHECK(excess(found, with_twice_the_nodes(laws, range)) <= 0);
    if (n == 2) CHECK(excess(found, phi_by_quadrature(laws, range)) <= 0);
  }
}

}  // namespace

TEST_CASE("Phi agrees with the reference values", "[limited_trust][phi][reference]") {
  int checked = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "phi")) {
    CAPTURE(item.name());
    const double x = item.number("x"), y = item.number("y"), expected = item.number("phi");
    if (item.has("formula")) {
      CHECK(exponential_phi_limit(x, y - x) == Approx(expected).epsilon(1e-14));
      continue;
    }
    const int n = static_cast<int>(item.number("n"));
    if (item.text("dist") == "uniform" && n >= 300) continue;  // not accurate there: the next test
    const auto law = reference_law(item.text("dist"));
    const auto found = phi({law, law, n}, {x, y - x});
    CHECK(std::abs(found.value - expected) <= std::max(1e-10, 10 * item.number("abs_err")));
    CHECK(found.error <= 1e-12);
    ++checked;
  }
  CHECK(checked >= 55);
}

TEST_CASE("The reference values for many uniform replies are off by more than they say",
          "[limited_trust][phi]") {
  // Two methods with no formula in common and, at n = 300, a proof agree on numbers 1e-6 and 1e-7 away.
  const auto law = solvers::uniform_law(0, 1);
  for (const auto& item : tests::reference_items("limited_trust.json", "phi")) {
    if (item.has("formula") || item.text("dist") != "uniform" || item.number("n") < 300) continue;
    const ReplyLaws laws{law, law, static_cast<int>(item.number("n"))};
    const TrustRange range{item.number("x"), item.number("y") - item.number("x")};
    const auto found = phi(laws, range);
    CHECK(excess(found, phi_by_quadrature(laws, range)) <= 0);
    CHECK(std::abs(found.value - item.number("phi")) > 100 * item.number("abs_err"));
  }
  const Ball proof = phi_enclosed({law, law, 300}, Ball(0.15), Ball(0.2) - Ball(0.15));
  CHECK(proof.radius() < 1e-17);
  CHECK(std::abs(phi({law, law, 300}, {0.15, 0.2 - 0.15}).value - proof.midpoint()) < 1e-15);
  CHECK_FALSE(contains(inflated(proof, 1e-6), 0.0028343592879892547));
}

TEST_CASE("Closed forms for two replies", "[limited_trust][phi]") {
  for (const double x : {0.0, 0.2, 0.7}) {
    const double y = x + 0.25;
    const auto e = solvers::exponential_law(1), u = solvers::uniform_law(-3, -2),
               z = solvers::normal_law(2, 1);
    CHECK(phi({e, e, 2}, {x, 0.25}).value ==
          Approx((std::exp(-2 * x) - std::exp(-2 * y)) / 4).epsilon(1e-14));
    CHECK(phi({u, u, 2}, {x, 0.25}).value ==
          Approx((std::pow(1 - x, 4) - std::pow(1 - y, 4)) / 4).epsilon(1e-13));
    const auto more = [](double s) { return std::erfc(s / 2) / 2; };  // P(a2 - a1 > s)
    CHECK(phi({z, z, 2}, {x, 0.25}).value == Approx(more(x) * more(x) - more(y) * more(y)).epsilon(1e-12));
  }
}

TEST_CASE("Any law of two equal ones gives S(x)^2 - S(y)^2", "[limited_trust][phi]") {
  for (const auto& law :
       {solvers::gamma_law(2, 1), solvers::lognormal_law(1, 0.5), solvers::pareto_law(1, 2.5)}) {
    // S(0) = 1/2, so that Phi(0, y) fixes S(y); and then Phi(x, y) must be the difference of squares.
    const auto from_zero = [&](double y) { return phi({law, law, 2}, {0, y}).value; };
    const auto pair = phi({law, law, 2}, {0.3, 0.4});
    CHECK(pair.value == Approx(from_zero(0.7) - from_zero(0.3)).epsilon(1e-9));
    CHECK(phi({law, law, 2}, {0, 1e6}).value ==
          Approx(0.25).epsilon(1e-4));  // S(infinity) = 0, up to the tail
  }
}

TEST_CASE("The stated error holds: balls", "[limited_trust][phi][property]") { compare_with_balls(0, 60); }
TEST_CASE("The stated error holds: a thousand settings in balls", "[limited_trust][phi][property][.slow]") {
  compare_with_balls(0, 1000);
}
TEST_CASE("The stated error holds: two methods", "[limited_trust][phi][property]") {
  for (std::uint64_t k = 0; k < 12; ++k) {
    solvers::RandomStream stream(35, k);
    const auto [laws, range] = quick_case(stream);
    CAPTURE(k, laws.leader->name(), laws.follower->name(), laws.replies, range.lower, range.width);
    CHECK(excess(phi(laws, range), phi_by_quadrature(laws, range)) <= 0);
  }
}
TEST_CASE("The stated error holds: any laws", "[limited_trust][phi][property][.slow]") {
  compare_any_laws(0, 60);
}

TEST_CASE("Identities of 10.8", "[limited_trust][phi][property]") {
  for (int k = 0; k < 200; ++k) {
    solvers::RandomStream stream(33, static_cast<std::uint64_t>(k));
    const auto [laws, first] = quick_case(stream);
    const double more = first.width * stream.uniform(0.1, 2);
    CAPTURE(k, laws.leader->name(), laws.follower->name(), laws.replies, first.lower, first.width, more);
    const double xy = phi(laws, first).value, yz = phi(laws, {first.lower + first.width, more}).value;
    const double xz = phi(laws, {first.lower, first.width + more}).value, slack = 1e-12 * xz;
    CHECK(xz >= std::max(xy, yz) - slack);
    CHECK(xy + yz - xz >= -slack);
    if (laws.replies == 2) CHECK(xy + yz - xz <= slack);  // one step at most: no game shows both
  }
}

TEST_CASE("Phi(0, infinity) is the chance that a fully trusting follower is not greedy",
          "[limited_trust][phi]") {
  // n = 2, equal laws: the other reply pays less itself and more in all, S(0)^2 - S(infinity)^2 = 1/4.
  const auto e = solvers::exponential_law(3), u = solvers::uniform_law(0, 5);
  CHECK(phi({e, e, 2}, {0, infinity}).value == Approx(0.25).epsilon(1e-13));
  CHECK(phi({u, u, 2}, {0, infinity}).value == Approx(0.25).epsilon(1e-13));
  for (const auto& laws : {ReplyLaws{e, e, 6}, ReplyLaws{u, u, 6}, ReplyLaws{e, u, 4}}) {
    const double expected = phi(laws, {0, infinity}).value;
    solvers::RandomStream stream(34);
    constexpr int games = 20'000;
    int changed = 0;
    for (int g = 0; g < games; ++g) changed += tests::RowGame(laws, stream).loss(infinity) > 0;
    CHECK(std::abs(changed / double(games) - expected) < 4 * std::sqrt(expected * (1 - expected) / games));
  }
}

TEST_CASE("Phi for exponential replies grows to its limit, which is not 0", "[limited_trust][phi]") {
  const auto e = solvers::exponential_law(1);
  const double limit = exponential_phi_limit(0.75, 0.25);
  CHECK(limit == Approx(0.25 * (1 - std::log(2.0))).epsilon(1e-14));
  double last = 0;
  for (const int n : {2, 10, 100, 10'000, 1'000'000'000}) {
    const auto found = phi({e, e, n}, {0.75, 0.25});
    CHECK(found.value > last - found.error);
    last = found.value;
  }
  CHECK(std::abs(last - limit) < 1e-9);
}

TEST_CASE("Scale moves trust, not chances", "[limited_trust][phi]") {
  const auto a = solvers::exponential_law(2), b = solvers::exponential_law(0.5);
  const auto a4 = solvers::exponential_law(8), b4 = solvers::exponential_law(2);
  const auto one = phi({a, b, 7}, {0.25, 0.5}), four = phi({a4, b4, 7}, {1, 2});
  CHECK(one.value == Approx(four.value).epsilon(1e-14));
  CHECK(one.density == Approx(4 * four.density).epsilon(1e-14));
}

TEST_CASE("The density is the derivative", "[limited_trust][phi]") {
  const auto e = solvers::exponential_law(1), u = solvers::uniform_law(0, 1), z = solvers::normal_law(0, 1);
  for (const auto& laws :
       {ReplyLaws{e, e, 5}, ReplyLaws{u, u, 5}, ReplyLaws{u, solvers::uniform_law(0, 2), 3},
        ReplyLaws{z, z, 2}, ReplyLaws{e, u, 3}}) {
    const double x = 0.3, y = 0.6, h = 1e-4;  // central differences: h^2 / 6 times the third derivative
    const double slope =
        (phi(laws, {x + h, y - x - h}).value - phi(laws, {x - h, y - x + h}).value) / (2 * h);
    CHECK(phi(laws, {x, y - x}).density == Approx(-slope).epsilon(1e-6));
  }
}

TEST_CASE("Tails keep their digits, and 0 is only what is proved", "[limited_trust][phi][fault11]") {
  const auto e = solvers::exponential_law(1), u = solvers::uniform_law(0, 1);
  const auto far = phi({e, e, 2}, {340, 1});  // about 5e-297
  CHECK(far.value == Approx(std::exp(-680.0) * -std::expm1(-2.0) / 4).epsilon(1e-12));
  CHECK_FALSE(far.zero);
  const auto under = phi({e, e, 2}, {400, 1});  // below the doubles: the error says so
  CHECK_FALSE(under.zero);
  CHECK(under.error > 0);
  const double x = 1 - std::ldexp(1.0, -40);
  CHECK(phi({u, u, 2}, {x, 1}).value == Approx(std::ldexp(1.0, -160) / 4).epsilon(1e-12));
  CHECK(phi({u, u, 9}, {1, 1}).zero);
  CHECK(phi({u, u, 9}, {7, 1}).value == 0);
  CHECK(phi({u, u, 9}, {7, 1}).error == 0);
  CHECK(phi({e, e, 9}, {7, 0}).zero);
  const auto narrow = phi({u, u, 2}, {0.3, 1e-12});  // (1-x)^4 - (1-y)^4 would keep four digits
  CHECK(narrow.value == Approx(1e-12 * std::pow(0.7, 3)).epsilon(1e-11));
}

TEST_CASE("Narrow ranges keep their digits with any law", "[limited_trust][phi][fault11]") {
  // By quadrature, x + width is rounded: the exponential form, which never adds them, judges.
  const auto e = solvers::exponential_law(1);
  for (const int n : {2, 3})
    for (const double width : {1e-3, 1e-8, 1e-13, 1e-40}) {
      CAPTURE(n, width);
      const auto exact = phi({e, e, n}, {2, width});
      const auto found = n == 2 ? two_replies_phi(*e, *e, 2, width) : general_phi(*e, *e, 2, width, n);
      CHECK(found.phi.value > 0);
      CHECK(std::abs(found.phi.value - exact.value) <= found.error.value + exact.error);
      CHECK(found.error.value <= 1e-7 * exact.value + 1e-28);
    }
}

TEST_CASE("Bad questions about Phi", "[limited_trust][phi]") {
  const auto e = solvers::exponential_law(1);
  CHECK_THROWS_AS(phi({e, nullptr, 2}, {0, 1}), std::invalid_argument);
  CHECK_THROWS_AS(phi({e, e, 1}, {0, 1}), std::invalid_argument);
  CHECK_THROWS_AS(phi({e, e, 2}, {-0.1, 1}), std::invalid_argument);
  CHECK_THROWS_AS(phi({e, e, 2}, {0, -1}), std::invalid_argument);
  CHECK_THROWS_AS(phi({e, e, 2}, {NAN, 1}), std::invalid_argument);
  CHECK_THROWS_AS(phi({e, e, 2}, {0, NAN}), std::invalid_argument);
  solvers::Vector samples(2);
  samples << 0, 1;
  CHECK_THROWS_WITH(phi({solvers::empirical_law(samples), e, 2}, {0, 1}), Catch::Contains("atoms"));
}
