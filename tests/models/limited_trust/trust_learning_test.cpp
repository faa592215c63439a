// tests/models/limited_trust/trust_learning_test.cpp
// What choices reveal, against an explicit Pareto frontier; Algorithm 1 by hand; the mean learning time of
// section 4.3.
#include "models/limited_trust/trust_learning.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "models/limited_trust/drawn_game.hpp"
#include "models/limited_trust/game.hpp"
#include "tests/support/reference.hpp"

using namespace models::limited_trust;
using Contradiction = Learning::Contradiction;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The frontier as the source describes it: nobody better in one of (own, net) without being worse in the
/// other, sorted by own payoff, greedy first.
std::vector<int> sorted_frontier(const std::vector<double>& own, const std::vector<double>& net) {
  std::vector<int> order(own.size());
  std::iota(order.begin(), order.end(), 0);
  const auto o = [&](int i) { return own[static_cast<std::size_t>(i)]; };
  const auto c = [&](int i) { return net[static_cast<std::size_t>(i)]; };
  std::sort(order.begin(), order.end(),
            [&](int i, int j) { return o(i) != o(j) ? o(i) > o(j) : c(i) > c(j); });
  std::vector<int> frontier;
  for (const int i : order)
    if (frontier.empty() || c(i) > c(frontier.back())) frontier.push_back(i);
  return frontier;
}

Payoffs entries(const solvers::LawPtr& law, int leader_actions, int follower_actions) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = law;
  payoffs.leader_actions = leader_actions;
  payoffs.follower_actions = follower_actions;
  return payoffs;
}

bool same(const TrustInterval& known, double lower, double upper) {
  return known.lower == lower && known.upper == upper;
}

}  // namespace

TEST_CASE("observations are those of the sorted frontier", "[learning]") {
  solvers::RandomStream stream(11);
  long off = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const auto n = 1 + stream.below(7);
    std::vector<double> own(n), net(n);
    const bool whole = trial % 2;  // ties in every second trial
    for (std::size_t i = 0; i < n; ++i) {
      own[i] = whole ? static_cast<double>(stream.below(4)) : stream.exponential();
      net[i] = own[i] + (whole ? static_cast<double>(stream.below(4)) : stream.exponential());
    }
    const auto frontier = sorted_frontier(own, net);
    const auto own_of = [&](std::size_t place) { return own[static_cast<std::size_t>(frontier[place])]; };
    for (int j = 0; j < static_cast<int>(n); ++j) {
      CAPTURE(trial, j);
      const auto seen = observe(own, net, j);
      const auto at = std::find_if(frontier.begin(), frontier.end(), [&](int i) {
        const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
        return own[a] == own[b] && net[a] == net[b];  // a double of one on the frontier shows the same
      });
      REQUIRE(seen.on_frontier == (at != frontier.end()));
      off += !seen.on_frontier;
      if (!seen.on_frontier) continue;
      const auto place = static_cast<std::size_t>(at - frontier.begin());
      REQUIRE(seen.lower == own_of(0) - own_of(place));
      REQUIRE(seen.upper == (place + 1 == frontier.size() ? infinity : own_of(0) - own_of(place + 1)));
    }
  }
  CHECK(off > 250);
}

TEST_CASE("observe refuses what does not fit", "[learning]") {
  const std::vector<double> two{1, 2}, three{1, 2, 3};
  CHECK_THROWS_AS(observe(two, three, 0), std::invalid_argument);
  CHECK_THROWS_AS(observe(two, two, 2), std::invalid_argument);
  CHECK_THROWS_AS(observe(two, two, -1), std::invalid_argument);
}

TEST_CASE("the interval seen in a drawn game holds the true trust, for both players", "[learning]") {
  solvers::RandomStream stream(12);
  for (const auto& [m, n] : {std::pair{2, 2}, {3, 5}, {6, 2}, {1, 4}}) {
    const auto law = solvers::exponential_law(1);
    DrawnGame game(entries(law, m, n));
    for (int trial = 0; trial < 500; ++trial) {
      const PlayersTrust trust{stream.uniform(0, 2), stream.uniform(0, 2), stream.uniform(0, 2)};
      game.draw(stream);
      const auto outcome = game.play(trust);
      REQUIRE(outcome.of_follower.on_frontier);
      REQUIRE(outcome.of_leader.on_frontier);
      REQUIRE((outcome.of_follower.lower <= trust.follower && trust.follower < outcome.of_follower.upper));
      REQUIRE((outcome.of_leader.lower <= trust.leader && trust.leader < outcome.of_leader.upper));
    }
  }
}

TEST_CASE("drawn games are played as the general solver plays them", "[learning]") {
  solvers::RandomStream stream(13);
  for (int trial = 0; trial < 1000; ++trial) {
    const int m = 1 + static_cast<int>(stream.below(4)), n = 1 + static_cast<int>(stream.below(4));
    Matrix A(m, n), B(m, n);
    for (auto* payoff : {&A, &B})
      for (auto& x : payoff->reshaped())
        x = trial % 2 ? stream.exponential()
                      : static_cast<double>(stream.below(4));  // ties are exact in integers
    const auto level = [&] {
      return trial % 2 ? stream.uniform(0, 2) : static_cast<double>(stream.below(3));
    };
    const PlayersTrust trust{level(), level(), level()};
    const auto law = solvers::uniform_law(0, 1);
    DrawnGame game(entries(law, m, n));
    game.set(A, B);
    const auto fast = game.play(trust);
    const auto general = play(
        A, B,
        {.leader = trust.leader, .follower = trust.follower, .believed_follower = trust.believed_follower});
    CAPTURE(trial, A, B);
    REQUIRE(fast.row == general.row);
    REQUIRE(fast.reply == general.reply);
    REQUIRE(fast.leader_payoff == general.leader_payoff);
    REQUIRE(fast.follower_payoff == general.follower_payoff);
  }
}

TEST_CASE("Algorithm 1 by hand", "[learning]") {
  TrustInterval known{0, 30};
  CHECK_FALSE(learn(known, {1, 4, true}, Contradiction::restart, 30));
  CHECK(same(known, 1, 4));
  CHECK_FALSE(learn(known, {0, 3, true}, Contradiction::restart, 30));
  CHECK(same(known, 1, 3));
  CHECK_FALSE(learn(known, {2, infinity, true}, Contradiction::restart, 30));
  CHECK(same(known, 2, 3));
  SECTION("off the frontier nothing is learned") {
    CHECK_FALSE(learn(known, {}, Contradiction::restart, 30));
    CHECK(same(known, 2, 3));
  }
  SECTION("trust rose: l' = u contradicts, since the interval is half-open") {
    CHECK(learn(known, {3, 7, true}, Contradiction::restart, 30));
    CHECK(same(known, 3, 7));
  }
  SECTION("trust fell: u' = l contradicts") {
    CHECK(learn(known, {0.5, 2, true}, Contradiction::restart, 30));
    CHECK(same(known, 0.5, 2));
  }
  SECTION("an infinite upper bound becomes max_trust") {
    CHECK(learn(known, {5, infinity, true}, Contradiction::restart, 30));
    CHECK(same(known, 5, 30));
  }
  SECTION("the authors' program opens the other end") {
    TrustInterval other = known;
    CHECK(learn(known, {3, 7, true}, Contradiction::legacy, 30));
    CHECK(same(known, 3, 30));
    CHECK(learn(other, {0.5, 2, true}, Contradiction::legacy, 30));
    CHECK(same(other, 0, 2));
  }
}

TEST_CASE("trust max_trust itself is learned, and is no change", "[learning]") {
  TrustInterval known{0, 30};
  CHECK_FALSE(learn(known, {30, infinity, true}, Contradiction::restart, 30));
  CHECK(estimate(known) == 30);
  CHECK_FALSE(learn(known, {30, infinity, true}, Contradiction::restart, 30));
  CHECK(learn(known, {0, 30, true}, Contradiction::restart, 30));  // 30 was not given up: trust fell
  CHECK(same(known, 0, 30));
}

TEST_CASE("estimates: midpoint, or the mean of a truncated prior", "[learning]") {
  CHECK(estimate({2, 5}) == 3.5);
  const auto uniform = solvers::uniform_law(0, 30);
  CHECK(estimate({2, 5}, uniform.get()) == Approx(3.5).epsilon(1e-14));
  const auto prior = solvers::exponential_law(4);
  // E[X | 2 <= X < 5] of the exponential with mean 4: 4 + (2 e^{-1/2} - 5 e^{-5/4}) / (e^{-1/2} - e^{-5/4})
  const double low = std::exp(-0.5), high = std::exp(-1.25);
  CHECK(estimate({2, 5}, prior.get()) == Approx(4 + (2 * low - 5 * high) / (low - high)).epsilon(1e-13));
  const auto elsewhere = solvers::uniform_law(10, 11);
  CHECK(estimate({2, 5}, elsewhere.get()) == 3.5);
}

TEST_CASE("mean learning time of a dyad is the exact one of section 4.3", "[learning][reference]") {
  int judged = 0;
  for (const auto& item : tests::reference_items("limited_trust.json", "learning")) {
    if (!item.has("ET_width_2eps") || item.number("ET_width_2eps") > 40) continue;  // short ones: a fast test
    const int n = static_cast<int>(item.number("n"));
    const double trust = item.number("delta2"), width = 2 * item.number("eps");
    const auto law =
        item.text("dist") == "uniform" ? solvers::uniform_law(0, 1) : solvers::exponential_law(1);
    DrawnGame game(entries(law, 1, n));
    constexpr int runs = 150;
    double sum = 0, squares = 0;
    for (int run = 0; run < runs; ++run) {
      solvers::RandomStream stream(21, static_cast<std::uint64_t>(1000 * judged + run));
      constexpr double no_cap = 1e9;  // the formula knows no largest trust
      TrustInterval known{0, no_cap};
      long games = 0;
      for (; known.upper - known.lower > width; ++games) {
        game.draw(stream);
        REQUIRE_FALSE(learn(known, game.play({0, 0, trust}).of_follower, Contradiction::restart, no_cap));
      }
      sum += static_cast<double>(games);
      squares += static_cast<double>(games) * static_cast<double>(games);
    }
    const double mean = sum / runs, error = std::sqrt((squares / runs - mean * mean) / (runs - 1));
    CAPTURE(n, trust, width, mean, error);
    CHECK(std::abs(mean - item.number("ET_width_2eps")) < 4 * error);
    ++judged;
  }
  CHECK(judged >= 10);
}
