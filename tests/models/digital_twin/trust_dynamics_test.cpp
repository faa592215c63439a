// tests/models/digital_twin/trust_dynamics_test.cpp
// Trust without a matrix equals trust with one; what does not fit is refused.
#include "models/digital_twin/trust_dynamics.hpp"

#include <catch2/catch.hpp>

#include "models/digital_twin/learning.hpp"
#include "models/family.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;

namespace {

Vector uniforms(int count, solvers::RandomStream& stream, double lower = 0, double upper = 1) {
  Vector values(count);
  for (auto& value : values) value = stream.uniform(lower, upper);
  return values;
}

/// Largest difference over the largest entry.
double relative(const Vector& a, const Vector& b) {
  return (a - b).cwiseAbs().maxCoeff() / b.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("trust by its history is the matrix of (7)", "[trust][property]") {
  const auto players = GENERATE(2, 3, 21, 200);
  const auto initial = GENERATE(0.0, 0.4);
  const int rounds = 40;
  solvers::RandomStream stream(static_cast<std::uint64_t>(players), 5);
  const Vector rate = uniforms(players, stream, 0.05, 0.95);
  const auto dense = dense_trust(Matrix::Constant(players, players, initial), rate);
  const auto history = history_trust(initial, rate, rounds);
  CAPTURE(players, initial);
  for (int t = 0; t < rounds; ++t) {
    const Vector h = uniforms(players, stream), w = uniforms(players, stream);
    const int target = t % players;
    CAPTURE(t);
    if (t > 0 || initial > 0) {
      // 3e-14: sums over as many as 200 numbers in two orders
      REQUIRE(relative(history->received(h), dense->received(h)) < 3e-14);
      REQUIRE(relative(history->inbound(w), dense->inbound(w)) < 3e-14);
      REQUIRE(relative(history->in(target), dense->in(target)) < 3e-14);
      REQUIRE(relative(history->mean(), dense->mean()) < 3e-14);
      // Taking one observer out of a sum of squares cancels where there are few; the form serves N > 20.
      if (players > 20 && t % 13 == 12)
        REQUIRE((history->spread() - dense->spread()).cwiseAbs().maxCoeff() < 1e-13);
    } else {
      REQUIRE(history->received(h).isZero());
      REQUIRE(history->in(target).isZero());
    }
    REQUIRE(history->in(target)(target) == 0);
    dense->update(h);
    history->update(h);
  }
  CHECK_THROWS_AS(history->update(uniforms(players, stream)), std::invalid_argument);
}

TEST_CASE("a simulation by history is the simulation by matrix", "[trust][property]") {
  const auto players = GENERATE(200);
  const auto rule = GENERATE(BeliefRule::last, BeliefRule::exponential);
  solvers::RandomStream stream(static_cast<std::uint64_t>(players));
  Parameters p{.players = tests::digital_twin::random_players(players, stream)};
  p.players.reward.setConstant(5.0 * players);  // so that strategies neither vanish nor rush to the corners
  p.simulation.rounds = 20;
  p.simulation.belief.rule = rule;
  REQUIRE(takes_history_trust(p));
  auto q = p;
  q.simulation.initial_trust_matrix = Matrix::Zero(players, players);
  REQUIRE_FALSE(takes_history_trust(q));
  Learning by_history(p, initial_profile(p, 2)), by_matrix(q, initial_profile(q, 2));
  for (int t = 1; t < p.simulation.rounds; ++t) {
    by_history.advance();
    by_matrix.advance();
  }
  CHECK(relative(by_history.round().profile, by_matrix.round().profile) < 3e-14);
  CHECK(relative(by_history.round().payoff, by_matrix.round().payoff) < 3e-14);
  CHECK(relative(by_history.trust().mean(), by_matrix.trust().mean()) < 3e-14);
}

TEST_CASE("a number in the game is trust that stays", "[trust]") {
  const auto constant = constant_trust(4, 0.5);
  const Vector h = (Vector(4) << 1, 2, 3, 4).finished();
  CHECK(constant->received(h) == (Vector(4) << 4.5, 4, 3.5, 3).finished());
  CHECK(constant->inbound(h) == constant->received(h));
  constant->update(h);
  CHECK(constant->in(2) == (Vector(4) << 0.5, 0.5, 0, 0.5).finished());
}

TEST_CASE("a trust matrix that does not fit is refused before it is made", "[trust][faults]") {
  Parameters p;
  const int players = 1'000'000;  // 7.3 TiB as a matrix
  const Vector ones = Vector::Ones(players);
  p.players = {ones, ones, ones, ones, ones, ones, ones, 0.3 * ones, 0.05 * ones};
  p.simulation.rounds = 2'000'000;  // more rounds than players: a matrix would be smaller than the history
  CHECK_THROWS_AS(make_trust_dynamics(p), models::TooLarge);
  CHECK_THROWS_WITH(make_trust_dynamics(p), Catch::Contains("GiB") && Catch::Contains("1000000 x 1000000"));
  p.simulation.rounds = 2'000'000'000;
  p.horizon.length = 2'000'000'000;  // no sum of sizes overflows
  CHECK_THROWS_AS(make_trust_dynamics(p), models::TooLarge);
  CHECK_THROWS_AS(Learning(p, Vector::Zero(3 * players)), models::TooLarge);
  p.simulation.rounds = 900'000;
  p.horizon.length = 1;
  CHECK_THROWS_WITH(make_trust_dynamics(p), Catch::Contains("history"));
  p.simulation.rounds = 50;
  p.horizon.length = 1000;
  CHECK_THROWS_WITH(Learning(p, Vector::Zero(3 * players)), Catch::Contains("looking 1000 rounds ahead"));
  p.horizon.length = 1;
  p.simulation.belief = {.rule = BeliefRule::window, .window = 1'000'000};
  p.simulation.rounds = 1'000'000;
  CHECK_THROWS_WITH(Learning(p, Vector::Zero(3 * players)), Catch::Contains("what the players believe"));
}
