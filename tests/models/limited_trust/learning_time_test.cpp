// Learning times: reference values, play of Algorithm 1, the printed Lemma 2, oracles, prior caps.
#include "models/limited_trust/learning_time.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/models/limited_trust/reply_games.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;
using tests::reference_law;

constexpr double infinity = std::numeric_limits<double>::infinity();

LearningQuestion question(const char* law, int n, double trust, double error) {
  const auto of = reference_law(law);
  return {{of, of, n}, trust, error};
}

/// Laws, replies, trust and error by lot; the trust where something is left to learn.
LearningQuestion drawn(std::uint64_t task) {
  solvers::RandomStream stream(41, task);
  const double scale = stream.uniform(0.5, 2);
  const bool uniform = stream.below(2) == 0;
  const auto law = [&] {
    const double s = scale * stream.uniform(0.7, 1.5);
    return uniform ? solvers::uniform_law(0, s) : solvers::exponential_law(s);
  };
  const auto leader = law(), follower = law();
  const int n = 2 + static_cast<int>(stream.below(9));
  return {{leader, follower, n}, scale * stream.uniform(0.1, 0.4), scale * stream.uniform(0.05, 0.2)};
}

struct Counts {
  double lower = 0, upper = 0, both = 0;
};

Counts play(const LearningQuestion& q, int games, std::uint64_t seed) {
  solvers::RandomStream stream(seed);
  Counts counts;
  for (int g = 0; g < games; ++g) {
    const tests::RowGame game(q.laws, stream);
    const double loss = game.loss(q.trust);
    const bool lower = loss > std::max(q.trust - q.error, 0.0),
               upper = game.next_loss(q.trust) <= q.trust + q.error;
    counts.lower += lower, counts.upper += upper, counts.both += lower && upper;
  }
  return counts;
}

/// Games until Algorithm 1's interval is at most `width` wide, or until both bounds are within the error.
int play_until(const LearningQuestion& q, double width, double cap, solvers::RandomStream& stream) {
  double lower = 0, upper = cap;
  for (int t = 0; t < 1'000'000; ++t) {
    if (upper - lower <= width) return t;
    const tests::RowGame game(q.laws, stream);
    lower = std::max(lower, game.loss(q.trust));
    upper = std::min(upper, game.next_loss(q.trust));
  }
  return 1'000'000;
}

}  // namespace

TEST_CASE("Chances and learning times agree with the reference values",
          "[limited_trust][learning][reference]") {
  for (const auto& item : tests::reference_items("limited_trust.json", "learning")) {
    CAPTURE(item.name());
    const double tolerance = std::max(1e-10, 10 * item.number("abs_err"));
    const auto q = question(item.text("dist").c_str(), static_cast<int>(item.number("n")),
                            item.number("delta2"), item.number("eps"));
    const auto chances = bound_chances(q);
    CHECK(std::abs(chances.lower.value - item.number("Pl")) <= tolerance);
    CHECK(std::abs(chances.upper.value - item.number("Pu")) <= tolerance);
    CHECK(std::abs(chances.both.value - item.number("Q")) <= tolerance);
    const auto time = both_bounds_time(chances, 1);
    CHECK(std::abs(time.value / item.number("T") - 1) <= tolerance);
    CHECK(time.range.contains(time.value));
    if (item.has("ET_width_2eps")) {
      const auto mean = LearningTime(q.laws, q.trust, 2 * q.error).mean();
      CHECK(std::abs(mean.value - item.number("ET_width_2eps")) <=
            std::max(1e-10, 10 * item.number("ET_abs_err")));
      CHECK(mean.value < time.value);
    }
  }
}

TEST_CASE("Lemma 2 as printed gives the numbers of its misprint", "[limited_trust][learning]") {
  const auto printed = [](const char* law, int n, double d, double eps) {
    return printed_lower_chance(question(law, n, d, eps)).value;
  };
  CHECK(printed("uniform", 3, 0.3, 0.1) == Approx(0.0282).margin(5e-5));
  CHECK(printed("uniform", 5, 0.3, 0.1) == Approx(0.0184).margin(5e-5));
  CHECK(printed("uniform", 10, 0.3, 0.1) == Approx(0.0034).margin(5e-5));
  CHECK(printed("uniform", 3, 0.6, 0.1) == Approx(-0.0017).margin(5e-5));  // a negative probability
  CHECK(printed("exp", 3, 1, 0.25) == Approx(0.0109).margin(5e-5));
  CHECK(printed("exp", 2, 0.1, 0.25) == Approx(0.1198).margin(5e-5));  // eps > delta: true 0.0453
  CHECK(bound_chances(question("exp", 2, 0.1, 0.25)).lower.value == Approx(0.0453).margin(5e-5));
  const auto two = question("uniform", 2, 0.3, 0.1);  // no other reply: no misprint
  CHECK(printed("uniform", 2, 0.3, 0.1) == Approx(bound_chances(two).lower.value).epsilon(1e-12));
}

TEST_CASE("Chances agree with play on settings by lot", "[limited_trust][learning][monte_carlo]") {
  constexpr int games = 20'000;
  for (std::uint64_t k = 0; k < 4; ++k) {
    const auto q = drawn(k);
    CAPTURE(k, q.laws.leader->name(), q.laws.follower->name(), q.laws.replies, q.trust, q.error);
    const auto chances = bound_chances(q);
    const auto seen = play(q, games, 1000 + k);
    const auto close = [&](double count, double p) {
      return std::abs(count / games - p) <= 4 * std::sqrt(p * (1 - p) / games);
    };
    CHECK(close(seen.lower, chances.lower.value));
    CHECK(close(seen.upper, chances.upper.value));
    CHECK(close(seen.both, chances.both.value));
  }
}

TEST_CASE("The exact learning time agrees with play, with and without a prior",
          "[limited_trust][learning][monte_carlo]") {
  const int runs = 400;
  for (const double cap : {infinity, 0.45}) {
    const auto q = question("uniform", 5, 0.3, 0.1);
    const LearningTime time(q.laws, q.trust, 2 * q.error,
                            cap == infinity ? std::nullopt : std::optional<double>(cap));
    double sum = 0, squares = 0, late = 0;
    solvers::RandomStream stream(51);
    const auto median = time.quantile(0.5).value;
    for (int k = 0; k < runs; ++k) {
      const double t = play_until(q, 2 * q.error, cap, stream);
      sum += t, squares += t * t, late += t > median;
    }
    const double mean = sum / runs, error = std::sqrt((squares / runs - mean * mean) / runs);
    CHECK(std::abs(time.mean().value - mean) < 4 * error);
    const double expected = time.unfinished(median).value;
    CHECK(expected <= 0.5);
    CHECK(time.unfinished(median - 1).value > 0.5);
    CHECK(std::abs(late / runs - expected) < 4 * std::sqrt(0.25 / runs));
  }
}

TEST_CASE("The mean is the sum of what is unfinished", "[limited_trust][learning]") {
  const auto q = question("exp", 3, 0.25, 0.1);
  const LearningTime time(q.laws, q.trust, 2 * q.error);
  double sum = 0;
  for (int t = 0; t < 2000; ++t) sum += time.unfinished(t).value;
  CHECK(time.mean().value == Approx(sum).epsilon(1e-10));
  const LearningTime capped(q.laws, q.trust, 2 * q.error, 1e6);  // a far prior changes nothing
  CHECK(capped.mean().value == Approx(time.mean().value).epsilon(1e-10));
}

TEST_CASE("An oracle of m rows needs more than T / m games", "[limited_trust][learning]") {
  const auto uniform = bound_chances(question("uniform", 2, 0.3, 0.1));
  const auto exponential = bound_chances(question("exp", 2, 1, 0.25));
  CHECK(both_bounds_time(uniform, 2).value == Approx(23.01).margin(0.005));
  CHECK(both_bounds_time(uniform, 4).value == Approx(11.75).margin(0.005));
  CHECK(both_bounds_time(exponential, 4).value == Approx(23.45).margin(0.005));
  for (const auto& chances : {uniform, exponential})
    for (const int rows : {2, 4, 50})
      CHECK(both_bounds_time(chances, rows).range.lower > both_bounds_time(chances, 1).range.upper / rows);
}

TEST_CASE("Chances and times in balls hold those in doubles", "[limited_trust][learning][certificate]") {
  for (std::uint64_t k = 0; k < 12; ++k) {
    const auto q = drawn(100 + k);
    CAPTURE(k, q.laws.replies, q.trust, q.error);
    const auto chances = bound_chances(q);
    const auto balls = enclosed_chances(q);
    const auto inside = [](const Phi& found, const solvers::Ball& ball) {
      return std::abs(found.value - ball.midpoint()) <= found.error + ball.radius();
    };
    REQUIRE(balls.either.is_finite());
    CHECK(inside(chances.lower, balls.lower));
    CHECK(inside(chances.upper, balls.upper));
    CHECK(inside(chances.either, balls.either));
    CHECK(chances.both.range.contains(balls.both.midpoint()));
    for (const int rows : {1, 3}) {
      const auto ball = both_bounds_time(balls, rows);
      CHECK(ball.radius() < 1e-9 * ball.midpoint());
      CHECK(both_bounds_time(chances, rows).range.contains(ball.midpoint()));
    }
  }
}

TEST_CASE("Edges of learning", "[limited_trust][learning][fault11]") {
  const auto beyond = question("uniform", 4, 1.5, 0.1);  // trust beyond every loss: no upper bound, ever
  CHECK(bound_chances(beyond).upper.zero);
  CHECK(both_bounds_time(bound_chances(beyond), 1).range.lower == infinity);
  CHECK(LearningTime(beyond.laws, 1.5, 0.2).never());
  const LearningTime near(beyond.laws, 1.5, 0.8, 1.6);  // but a prior close above it helps
  CHECK_FALSE(near.never());
  CHECK(std::isfinite(near.mean().value));
  const auto exact = bound_chances(question("exp", 3, 1, 0));
  CHECK((exact.lower.zero && exact.upper.zero && exact.both.value == 0));
  const auto selfish = bound_chances(question("exp", 3, 0, 0.2));
  CHECK(selfish.lower.zero);
  CHECK(upper_bound_time(selfish, 1).value == Approx(1 / selfish.upper.value));
  CHECK(LearningTime(beyond.laws, 0, 0.2).mean().value ==
        Approx(1 / phi(beyond.laws, {0, 0.2}).value).epsilon(1e-13));
  CHECK(LearningTime(beyond.laws, 0.1, 0.9, 0.8).mean().value == 0);  // the prior is narrow enough
  CHECK_THROWS_AS(LearningTime(beyond.laws, 0.5, 0.2, 0.4), std::invalid_argument);
  CHECK_THROWS_AS(LearningTime(beyond.laws, 0.5, 0), std::invalid_argument);
  CHECK_THROWS_AS(bound_chances(question("exp", 3, -1, 0.2)), std::invalid_argument);
  CHECK_THROWS_AS(bound_chances(question("exp", 3, 1, -0.2)), std::invalid_argument);
  const auto far = bound_chances(question("exp", 2, 330, 1));
  CHECK(both_bounds_time(far, 1).value > 1e280);
}

TEST_CASE("Brackets of the law of the learning time hold what Phi's stated error allows", "[limited_trust]") {
  // Trust 0: P(still wider) = (1 - Phi(0, width))^t, so an error of Phi counts t times.
  const auto law = solvers::gamma_law(0.6, 1);
  const ReplyLaws laws{law, law, 3};
  const auto chance = phi(laws, {0, 0.5});
  REQUIRE(chance.error > 1e-9 * chance.value);
  const LearningTime time(laws, 0, 0.5);
  const double games = 1e-3 / chance.error;
  const auto left = [&](double p) { return std::exp(games * std::log1p(-p)); };
  const auto found = time.unfinished(games);
  CHECK(found.range.lower <= left(chance.value + chance.error));
  CHECK(found.range.upper >= left(chance.value - chance.error));
  CHECK(found.range.lower <= found.value);
  CHECK(found.value <= found.range.upper);
}
