// tests/models/limited_trust/partner_choice_test.cpp
// Whom agents invite: each policy by hand on three agents, samples without replacement, falling regret.
#include "models/limited_trust/partner_choice.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "models/limited_trust/network_play.hpp"

using namespace models::limited_trust;
using Policy = Learning::Policy;
using solvers::RandomStream;

namespace {

struct Step {
  int partner;          // 1 or 2
  TrustInterval known;  // of that partner after the round
};

/// Agent 0 invites one of agents 1 (trust 1) and 2 (trust 3) a round; equal scores: the lower number. In even
/// rounds the invited one may give up 0, 1 or 4 for a net of 5, 6 or 7, in odd rounds 0, 2 or 3.
std::vector<Step> play_three_agents(const Learning& learning, int rounds, RandomStream stream) {
  const double trust[] = {1, 3};
  const std::vector<double> net{5, 6, 7}, even{5, 4, 1}, odd{5, 3, 2};
  TrustInterval known[] = {{0, 10}, {0, 10}};
  PartnerChoice choice(2);
  std::vector<Step> steps;
  for (int t = 0; t < rounds; ++t) {
    double score[2];
    for (int j = 0; j < 2; ++j)
      score[j] = learning.policy == Policy::thompson ? stream.uniform(known[j].lower, known[j].upper)
                                                     : estimate(known[j]);
    const int exploited = exploited_invitations(1, exploration_probability(learning, t, rounds), stream);
    const int partner = choice.choose(score, 1, exploited, NeighborTies::lexicographic, stream)[0];
    const auto& own = t % 2 ? odd : even;
    int chosen = 0;
    for (int option = 1; option < 3; ++option)
      if (own[0] - own[static_cast<std::size_t>(option)] <= trust[partner]) chosen = option;
    learn(known[partner], observe(own, net, chosen), Learning::Contradiction::restart, 10);
    steps.push_back({partner + 1, known[partner]});
  }
  return steps;
}

void check_steps(const std::vector<Step>& steps, const std::vector<Step>& expected) {
  REQUIRE(steps.size() == expected.size());
  for (std::size_t t = 0; t < steps.size(); ++t) {
    CAPTURE(t);
    CHECK(steps[t].partner == expected[t].partner);
    CHECK(steps[t].known.lower == expected[t].known.lower);
    CHECK(steps[t].known.upper == expected[t].known.upper);
  }
}

/// A stream whose first explored partner is 2 and whose second is 1.
RandomStream two_then_one() {
  for (std::uint64_t task = 0;; ++task) {
    RandomStream stream(5, task);
    if (stream.below(2) == 1 && stream.below(2) == 0) return RandomStream(5, task);
  }
}

/// Mean over rounds [from, to) and seeds of how much trust the centre of a star misses against an oracle.
double regret(const Learning& learning, long from, long to) {
  constexpr int leaves = 8, rounds = 200, seeds = 12;
  Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = solvers::exponential_law(4);
  std::vector<std::pair<solvers::Graph::Node, solvers::Graph::Node>> links;
  p.network.emplace();
  p.network->initial_trust = Vector::Zero(leaves + 1);
  for (int leaf = 1; leaf <= leaves; ++leaf) {
    links.push_back({0, leaf});
    p.network->initial_trust(leaf) = 1.5 * ((leaf * 3) % leaves);  // 0, 1.5, ..., 10.5 in some order
  }
  p.network->graph = solvers::Graph(leaves + 1, links);
  p.network->invitations.assign(leaves + 1, 1);
  for (int i = 0; i <= leaves; ++i) p.network->fixed_agents.push_back(i);
  p.learning = learning;
  p.learning.epoch_rounds = p.simulation.rounds = rounds;
  const UtilityTable table(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  const Acquaintances acquaintances(*p.network);
  double sum = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    NetworkPlay play(p, acquaintances, table, seed);
    while (play.round() < to) {
      play.play_round();
      if (play.round() <= from) continue;
      for (const auto& invitation : play.invitations())
        if (invitation.leader == 0)
          sum += 10.5 - play.trust()[static_cast<std::size_t>(acquaintances.other(invitation.pair))];
    }
  }
  return sum / static_cast<double>((to - from) * seeds);
}

}  // namespace

TEST_CASE("eps-greedy without exploration on three agents, by hand", "[partner_choice]") {
  // Both are thought to have 5: agent 1 is asked, and shows [1, 4), 2.5. So agent 2, who shows [3, 10), 6.5,
  // and [3, 4), 3.5, still more than 2.5.
  check_steps(play_three_agents({.policy = Policy::eps_greedy, .exploration = 0}, 4, RandomStream(1)),
              {{1, {1, 4}}, {2, {3, 10}}, {2, {3, 4}}, {2, {3, 4}}});
}

TEST_CASE("eps-greedy that always explores takes who is drawn, by hand", "[partner_choice]") {
  check_steps(play_three_agents({.policy = Policy::eps_greedy, .exploration = 1}, 2, two_then_one()),
              {{2, {1, 4}}, {1, {0, 2}}});
}

TEST_CASE("eps-first on three agents, by hand", "[partner_choice]") {
  // Two rounds of drawn partners, 2 then 1: [1, 4) and [0, 2); then agent 2, 2.5 against 1.
  check_steps(play_three_agents({.policy = Policy::eps_first, .exploration = 0.5}, 4, two_then_one()),
              {{2, {1, 4}}, {1, {0, 2}}, {2, {1, 4}}, {2, {3, 4}}});
}

TEST_CASE("eps-decreasing on three agents, by hand", "[partner_choice]") {
  const Learning learning{.policy = Policy::eps_decreasing};
  CHECK(exploration_probability(learning, 0, 9) == 1);
  CHECK(exploration_probability(learning, 1, 9) == 1);
  CHECK(exploration_probability(learning, 2, 9) == 2.0 / 3);
  CHECK(exploration_probability(learning, 7, 9) == 0.25);
  // Two sure explorations, then one uniform draw a round decides, and below(2) finds the explored partner.
  for (std::uint64_t task = 0; task < 20; ++task) {
    RandomStream draws(6, task);
    const int first = 1 + static_cast<int>(draws.below(2)), second = 1 + static_cast<int>(draws.below(2));
    const bool exploits = draws.uniform() >= 2.0 / 3;
    // The estimates after the two rounds, as above: even round [1, 4) for both; odd round [0, 2) or [3, 10).
    const double after_even = 2.5;
    double estimates[] = {5, 5};
    estimates[first - 1] = after_even;
    estimates[second - 1] = first != second ? (second == 1 ? 1 : 6.5) : (second == 1 ? 1.5 : 3.5);
    const int best = estimates[1] > estimates[0] ? 2 : 1;
    const int third = exploits ? best : 1 + static_cast<int>(draws.below(2));
    const auto steps = play_three_agents(learning, 3, RandomStream(6, task));
    CAPTURE(task, exploits);
    CHECK(steps[0].partner == first);
    CHECK(steps[1].partner == second);
    CHECK(steps[2].partner == third);
  }
}

TEST_CASE("Thompson sampling on three agents, by hand", "[partner_choice]") {
  for (std::uint64_t task = 0; task < 20; ++task) {
    RandomStream draws(7, task);
    const double one = draws.uniform(0, 10), two = draws.uniform(0, 10);
    const int first = two > one ? 2 : 1;  // who then shows [1, 4) in the even round
    const double one_then = first == 1 ? draws.uniform(1, 4) : draws.uniform(0, 10);
    const double two_then = first == 2 ? draws.uniform(1, 4) : draws.uniform(0, 10);
    const auto steps = play_three_agents({.policy = Policy::thompson}, 2, RandomStream(7, task));
    CAPTURE(task);
    CHECK(steps[0].partner == first);
    CHECK(steps[1].partner == (two_then > one_then ? 2 : 1));
  }
}

TEST_CASE("exploration is a uniform sample without replacement from those not exploited",
          "[partner_choice]") {
  const std::vector<double> score{1, 9, 3, 8, 2};
  PartnerChoice choice(5);
  RandomStream stream(8);
  std::vector<int> times(5);
  constexpr int trials = 10000;
  for (int trial = 0; trial < trials; ++trial) {
    const auto chosen = choice.choose(score, 3, 1, NeighborTies::random, stream);
    REQUIRE(std::set<int>(chosen.begin(), chosen.end()).size() == 3);
    REQUIRE(chosen[0] == 1);
    for (const int i : chosen) ++times[static_cast<std::size_t>(i)];
  }
  for (const std::size_t i : {0u, 2u, 3u, 4u})  // two of four: probability 1/2; 4 standard errors
    CHECK(std::abs(times[i] - trials / 2.0) < 4 * std::sqrt(trials * 0.25));
}

TEST_CASE("weights decide whom exploration prefers", "[partner_choice]") {
  CHECK(exploration_weight(0) == 1);
  CHECK(exploration_weight(2) == Approx(0.7225).epsilon(1e-15));
  CHECK(exploration_weight(100000) == 1e-9);
  const std::vector<double> score(3, 0.0), weights{1, 2, 5};
  PartnerChoice choice(3);
  RandomStream stream(9);
  constexpr int trials = 10000;
  std::vector<int> times(3);
  for (int trial = 0; trial < trials; ++trial)
    ++times[static_cast<std::size_t>(choice.choose(score, 1, 0, NeighborTies::random, stream, weights)[0])];
  for (std::size_t i = 0; i < 3; ++i) {
    const double p = weights[i] / 8;
    CHECK(std::abs(times[i] - trials * p) < 4 * std::sqrt(trials * p * (1 - p)));
  }
}

TEST_CASE("ties at the border: every subset alike, or the lowest numbers", "[partner_choice]") {
  const std::vector<double> score{5, 7, 5, 5, 1};
  PartnerChoice choice(5);
  RandomStream stream(10);
  const auto lowest = choice.choose(score, 3, 3, NeighborTies::lexicographic, stream);
  CHECK(std::set<int>(lowest.begin(), lowest.end()) == std::set<int>{0, 1, 2});
  constexpr int trials = 10000;
  std::vector<int> times(5);
  for (int trial = 0; trial < trials; ++trial)
    for (const int i : choice.choose(score, 3, 3, NeighborTies::random, stream))
      ++times[static_cast<std::size_t>(i)];
  CHECK(times[1] == trials);
  CHECK(times[4] == 0);
  for (const std::size_t i : {0u, 2u, 3u})
    CHECK(std::abs(times[i] - trials * 2 / 3.0) < 4 * std::sqrt(trials * 2 / 9.0));
}

TEST_CASE("more invitations than neighbors: everybody", "[partner_choice]") {
  PartnerChoice choice(2);
  RandomStream stream(1);
  CHECK(choice.choose(std::vector<double>{1, 2}, 5, 1, NeighborTies::random, stream).size() == 2);
  CHECK(choice.choose(std::vector<double>{}, 1, 1, NeighborTies::random, stream).empty());
}

TEST_CASE("regret against an oracle falls under every policy", "[partner_choice]") {
  const Learning learning =
      GENERATE(Learning{.policy = Policy::eps_greedy, .exploration = 0.1},
               Learning{.policy = Policy::eps_first, .exploration = 0.2},
               Learning{.policy = Policy::eps_decreasing}, Learning{.policy = Policy::thompson});
  CAPTURE(static_cast<int>(learning.policy));
  const double early = regret(learning, 0, 20), late = regret(learning, 180, 200);
  CAPTURE(early, late);
  CHECK(early > 1);           // there is something to learn
  CHECK(late < 0.5 * early);  // and it is learned, up to the exploration that remains
}
