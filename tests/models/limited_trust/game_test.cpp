// The equilibrium of one game: published and reference games, both optimality statements by brute force, and
// what holds game by game (Lemma 1, Corollaries 1 and 2).
#include "models/limited_trust/game.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "models/limited_trust/equations.hpp"
#include "models/limited_trust/exact_comparison.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;

struct Bimatrix {
  Matrix A, B;
};

Bimatrix exponential_game(int m, int n, solvers::RandomStream& stream) {
  Bimatrix game{Matrix(m, n), Matrix(m, n)};
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      game.A(i, j) = stream.exponential();
      game.B(i, j) = stream.exponential();
    }
  return game;
}

/// Small whole numbers: ties everywhere.
Bimatrix whole_game(int m, int n, solvers::RandomStream& stream) {
  Bimatrix game{Matrix(m, n), Matrix(m, n)};
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      game.A(i, j) = static_cast<double>(stream.below(6));
      game.B(i, j) = static_cast<double>(stream.below(6));
    }
  return game;
}

/// Optimal among `own`, `net` by definition: admissible, and no admissible option has more. Whole numbers
/// only, so that doubles are exact here.
bool optimal(const std::vector<double>& own, const std::vector<double>& net, int chosen, double trust) {
  const double best = *std::max_element(own.begin(), own.end());
  const auto k = static_cast<std::size_t>(chosen);
  if (best - own[k] > trust) return false;
  for (std::size_t other = 0; other < own.size(); ++other)
    if (best - own[other] <= trust && net[other] > net[k]) return false;
  return true;
}

bool optimal_reply(const Bimatrix& game, int row, int column, double trust) {
  std::vector<double> own, net;
  for (Eigen::Index j = 0; j < game.A.cols(); ++j) {
    own.push_back(game.B(row, j));
    net.push_back(game.A(row, j) + game.B(row, j));
  }
  return optimal(own, net, column, trust);
}

bool optimal_row(const Bimatrix& game, const std::vector<int>& planned, int row, double trust) {
  std::vector<double> own, net;
  for (Eigen::Index i = 0; i < game.A.rows(); ++i) {
    const int j = planned[static_cast<std::size_t>(i)];
    own.push_back(game.A(i, j));
    net.push_back(game.A(i, j) + game.B(i, j));
  }
  return optimal(own, net, row, trust);
}

}  // namespace

TEST_CASE("games of the reference are played as recorded", "[limited_trust][reference]") {
  for (const auto& item : tests::reference_items("limited_trust.json", "ltse_games")) {
    CAPTURE(item.name());
    TrustLevels trust{.leader = item.number("delta1"), .follower = item.number("delta2")};
    if (item.has("believed_delta2")) trust.believed_follower = item.number("believed_delta2");
    const auto found = play(item.matrix("A"), item.matrix("B"), trust);
    CHECK(found.row == item.number("leader"));  // counted from 0 there
    CHECK(found.reply == item.number("reply"));
    CHECK(found.expected_reply == item.number("expected_reply"));
    const auto planned = item.vector("planned_replies");
    REQUIRE(found.planned_replies.size() == static_cast<std::size_t>(planned.size()));
    for (std::size_t i = 0; i < found.planned_replies.size(); ++i)
      CHECK(found.planned_replies[i] == planned(static_cast<Eigen::Index>(i)));
    CHECK(found.leader_payoff == item.number("uL"));
    CHECK(found.follower_payoff == item.number("uF"));
  }
}

TEST_CASE("Table II: the follower's trust moves the outcome at 1", "[limited_trust][published]") {
  Matrix A(2, 2), B(2, 2);
  A << 4, 2, 3, 1;
  B << 3, 4, 2, 3;
  for (const double trust : {0.0, 0.5, std::nextafter(1.0, 0.0)}) {
    const auto selfish = play(A, B, {.follower = trust});
    CHECK(selfish.leader_payoff == 2);
    CHECK(selfish.follower_payoff == 4);
  }
  for (const double trust : {1.0, 2.0, std::numeric_limits<double>::infinity()}) {
    const auto trusting = play(A, B, {.follower = trust});
    CHECK(trusting.leader_payoff == 4);
    CHECK(trusting.follower_payoff == 3);
    CHECK(trusting.replies == std::vector<int>{0, 0});
  }
}

TEST_CASE("no choice beats the equilibrium, by enumeration", "[limited_trust][property]") {
  solvers::RandomStream stream(1, 1);
  for (int k = 0; k < 2000; ++k) {
    const int m = 1 + static_cast<int>(stream.below(4)), n = 1 + static_cast<int>(stream.below(4));
    const auto game = whole_game(m, n, stream);
    TrustLevels trust{.leader = static_cast<double>(stream.below(5)),
                      .follower = static_cast<double>(stream.below(5))};
    if (k % 3 == 0) trust.believed_follower = static_cast<double>(stream.below(5));
    trust.ties = k % 2 ? ActionTies::deterministic : ActionTies::legacy;
    const auto found = play(game.A, game.B, trust);
    CAPTURE(k, m, n);
    bool replies_optimal = true, plans_optimal = true;
    for (int i = 0; i < m; ++i) {
      const auto row = static_cast<std::size_t>(i);
      replies_optimal &= optimal_reply(game, i, found.replies[row], trust.follower);
      plans_optimal &= optimal_reply(game, i, found.planned_replies[row],
                                     trust.believed_follower.value_or(trust.follower));
    }
    CHECK(replies_optimal);
    CHECK(plans_optimal);
    CHECK(optimal_row(game, found.planned_replies, found.row, trust.leader));
    CHECK(found.reply == found.replies[static_cast<std::size_t>(found.row)]);
  }
}

TEST_CASE("ties go to the larger own payoff, then to the lowest index; legacy moves away from greed",
          "[limited_trust]") {
  const auto options = [](std::initializer_list<double> own, std::initializer_list<double> other) {
    Options result{Vector(static_cast<Eigen::Index>(own.size())),
                   Vector(static_cast<Eigen::Index>(own.size()))};
    std::copy(own.begin(), own.end(), result.own.data());
    std::copy(other.begin(), other.end(), result.other.data());
    return result;
  };
  const auto equal_sums = options({1, 3, 2, 3}, {4, 2, 3, 2});
  CHECK(choose(equal_sums, 2, ActionTies::deterministic, 0) == 1);
  CHECK(choose(equal_sums, 2, ActionTies::legacy, 0) == 0);
  CHECK(choose(equal_sums, 1, ActionTies::legacy, 0) == 2);
  CHECK(choose(options({3, 3}, {2, 2}), 0, ActionTies::deterministic, 0) == 0);
  CHECK(choose(options({3, 3}, {2, 2}), 0, ActionTies::legacy, 0) ==
        0);  // the last maximiser is the greedy one
  const auto nearly = options({3, 2}, {1, 2.0625});
  CHECK(choose(nearly, 1, ActionTies::deterministic, 0) == 1);
  CHECK(choose(nearly, 1, ActionTies::deterministic, 0.0625) == 0);
  // The sum 0.1 + 0.7 leaves something out, which must not tell it from itself.
  CHECK(choose(options({0.1}, {0.7}), 0, ActionTies::deterministic, 1e-300) == 0);
}

TEST_CASE("losses are compared with trust exactly", "[limited_trust][exact]") {
  // 1 - (-2^-60) exceeds 1 by 2^-60, which its double does not show.
  CHECK(1.0 - -0x1p-60 == 1.0);
  CHECK_FALSE(within_trust(1, -0x1p-60, 1));
  CHECK(within_trust(1, 0x1p-60, 1));
  CHECK(within_trust(1, 0, 1));
  CHECK(ExactSum(1, 0x1p-60) < ExactSum(1, 0x1p-59));
  CHECK(ExactSum(0x1p-60, 1) == ExactSum(1, 0x1p-60));
  CHECK(difference_above(1, -0x1p-60) > 1);
  CHECK(difference_above(3, 1) == 2);
  Matrix A(1, 2), B(1, 2);
  A << 0, 5;
  B << 1, -0x1p-60;
  CHECK(play(A, B, {.follower = 1}).reply == 0);
  B(0, 1) = 0;
  CHECK(play(A, B, {.follower = 1}).reply == 1);
  A << 0x1p-60, 0x1p-59;  // sums of equal doubles
  B << 1, 1;
  CHECK(play(A, B, {}).reply == 1);
}

TEST_CASE("the order of actions does not matter without ties", "[limited_trust][property]") {
  solvers::RandomStream stream(2, 1);
  for (int k = 0; k < 300; ++k) {
    const int m = 1 + static_cast<int>(stream.below(5)), n = 1 + static_cast<int>(stream.below(5));
    const auto game = exponential_game(m, n, stream);
    Eigen::PermutationMatrix<Eigen::Dynamic> rows(m), columns(n);
    rows.setIdentity();
    columns.setIdentity();
    for (int i = m - 1; i > 0; --i) std::swap(rows.indices()(i), rows.indices()(stream.below(i + 1)));
    for (int j = n - 1; j > 0; --j) std::swap(columns.indices()(j), columns.indices()(stream.below(j + 1)));
    const TrustLevels trust{.leader = stream.exponential(),
                            .follower = stream.exponential(),
                            .believed_follower = stream.exponential()};
    const auto before = play(game.A, game.B, trust);
    const auto after = play(rows * game.A * columns.transpose(), rows * game.B * columns.transpose(), trust);
    CAPTURE(k);
    CHECK(after.row == rows.indices()(before.row));
    CHECK(after.reply == columns.indices()(before.reply));
    CHECK(after.leader_payoff == before.leader_payoff);
  }
}

TEST_CASE("payoffs in another unit change nothing but the unit", "[limited_trust][property]") {
  solvers::RandomStream stream(3, 1);
  for (int k = 0; k < 300; ++k) {
    const auto game = exponential_game(3, 3, stream);
    const double d1 = stream.exponential(), d2 = stream.exponential();
    const auto one = play(game.A, game.B, {.leader = d1, .follower = d2});
    const auto four = play(4 * game.A, 4 * game.B, {.leader = 4 * d1, .follower = 4 * d2});
    CHECK(four.leader_payoff == 4 * one.leader_payoff);
    CHECK(four.follower_payoff == 4 * one.follower_payoff);
  }
}

TEST_CASE("Lemma 1 and Corollaries 1 and 2 hold game by game", "[limited_trust][property][claims]") {
  solvers::RandomStream stream(4, 1);
  long follower_loses = 0, leader_gains = 0, net_falls = 0, reply_gains = 0;
  for (int k = 0; k < 6000; ++k) {
    const auto game = k % 2 ? exponential_game(2, 2, stream) : whole_game(3, 3, stream);
    const double d2 = k % 2 ? stream.exponential() : static_cast<double>(stream.below(5));
    auto last = play(game.A, game.B, {.leader = 0, .follower = d2});
    for (const double d1 : {0.25, 0.5, 1.0, 2.0, 4.0}) {
      const auto next = play(game.A, game.B, {.leader = d1, .follower = d2});
      follower_loses += next.follower_payoff < last.follower_payoff;  // Lemma 1
      leader_gains += next.leader_payoff > last.leader_payoff;        // Corollary 1
      net_falls += ExactSum(next.leader_payoff, next.follower_payoff) <
                   ExactSum(last.leader_payoff, last.follower_payoff);
      last = next;
    }
    // Corollary 2, in the row played: the follower's own trust costs it, and nets no less.
    const auto before = replies(game.A, game.B, d2, {}), after = replies(game.A, game.B, d2 + 1, {});
    for (Eigen::Index i = 0; i < game.B.rows(); ++i) {
      const auto row = static_cast<std::size_t>(i);
      reply_gains += game.B(i, after[row]) > game.B(i, before[row]);
    }
  }
  CHECK(follower_loses == 0);
  CHECK(leader_gains == 0);
  CHECK(net_falls == 0);
  CHECK(reply_gains == 0);
}

TEST_CASE("Lemma 1 fails under a wrong belief about the follower", "[limited_trust][property][claims]") {
  solvers::RandomStream stream(5, 1);
  long follower_loses = 0, leader_gains = 0;
  double leader_at_zero = 0, leader_at_quarter = 0;
  constexpr int games = 60'000;
  for (int k = 0; k < games; ++k) {
    const auto game = exponential_game(2, 2, stream);
    const auto selfish = play(game.A, game.B, {.leader = 0, .follower = 0, .believed_follower = 3.75});
    const auto trusting = play(game.A, game.B, {.leader = 0.25, .follower = 0, .believed_follower = 3.75});
    follower_loses += trusting.follower_payoff < selfish.follower_payoff;
    leader_gains += trusting.leader_payoff > selfish.leader_payoff;
    leader_at_zero += selfish.leader_payoff / games;
    leader_at_quarter += trusting.leader_payoff / games;
  }
  CHECK(follower_loses > 0);
  CHECK(leader_gains > 0);
  CHECK(leader_at_quarter >
        leader_at_zero);  // Corollary 1 fails in expectation: 1.3836 and 1.3903 in the long run
}

TEST_CASE("one rule for ties at every trust keeps Lemma 1 where sums are equal", "[limited_trust][claims]") {
  Matrix A(2, 1), B(2, 1);  // row 1 at trust 1 and row 2 at trust 2 would lower b
  A << 1, 2;
  B << 2, 1;
  CHECK(play(A, B, {.leader = 1}).follower_payoff == 1);
  CHECK(play(A, B, {.leader = 2}).follower_payoff == 1);
  CHECK(play(A, B, {.leader = 1, .ties = ActionTies::legacy}).follower_payoff == 2);
}

TEST_CASE("games that are no games are refused", "[limited_trust][errors]") {
  const Matrix one = Matrix::Ones(2, 2);
  CHECK_THROWS_AS(play(Matrix(), Matrix(), {}), std::invalid_argument);
  CHECK_THROWS_AS(play(one, Matrix::Ones(2, 3), {}), std::invalid_argument);
  CHECK_THROWS_AS(play(one, one, {.leader = -1}), std::invalid_argument);
  CHECK_THROWS_AS(play(one, one, {.follower = std::nan("")}), std::invalid_argument);
  CHECK_THROWS_AS(play(one, one, {.believed_follower = -0.5}), std::invalid_argument);
  CHECK_THROWS_AS(play(one, one, {.tie_tolerance = -1}), std::invalid_argument);
  Matrix bad = one;
  bad(1, 0) = std::nan("");
  CHECK_THROWS_WITH(play(one, bad, {}), Catch::Contains("follower(2, 1)"));
  bad(1, 0) = 1e308;
  CHECK_THROWS_AS(play(bad, one, {}), std::invalid_argument);
}
