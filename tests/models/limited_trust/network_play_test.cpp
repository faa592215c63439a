// Rounds one by one: what is learned, and over which links.
#include "models/limited_trust/network_play.hpp"

#include <catch2/catch.hpp>

#include "tests/models/limited_trust/simulated.hpp"

using namespace models::limited_trust;
using tests::fix_everybody;
using tests::small_network;

TEST_CASE("while nobody changes, what is known only narrows and holds the truth", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.network->initial_trust << 0, 1, 2, 3, 5, 8, 13;
  p.learning.policy = GENERATE(Learning::Policy::eps_greedy, Learning::Policy::eps_first,
                               Learning::Policy::eps_decreasing, Learning::Policy::thompson);
  fix_everybody(p);
  const Acquaintances acquaintances(*p.network);
  const UtilityTable table(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  NetworkPlay play(p, acquaintances, table, 3);
  std::vector<TrustInterval> before(play.known().begin(), play.known().end());
  for (int t = 0; t < 150; ++t) {
    play.play_round();
    play.update_trust();
    REQUIRE(play.counts().changes == 0);
    REQUIRE(play.counts().off_frontier == 0);
    REQUIRE(play.counts().updates == 0);
    for (std::size_t pair = 0; pair < before.size(); ++pair) {
      const auto& known = play.known()[pair];
      const double truth =
          play.trust()[static_cast<std::size_t>(acquaintances.other(static_cast<std::int64_t>(pair)))];
      REQUIRE((known.lower <= truth && truth < known.upper));
      REQUIRE((known.lower >= before[pair].lower && known.upper <= before[pair].upper));
      before[pair] = known;
    }
  }
  CHECK(play.mean_learning_error() < 2);  // 15 for the first estimates against a mean trust of 4.6
}

TEST_CASE("directed links: only their first agent invites, and both learn", "[simulation]") {
  auto p = small_network(solvers::Graph(3, {{0, 1}, {2, 1}}, true), 1);
  p.simulation.rounds = 40;
  p.learning.epoch_rounds = 1000;
  p.network->initial_trust << 2, 3, 4;
  const Acquaintances acquaintances(*p.network);
  CHECK(acquaintances.pairs() == 4);
  CHECK(acquaintances.degree(1) == 0);
  const UtilityTable table(
      p.metagame, 2, [](double, double other) { return other; }, [](double, double own) { return 30 - own; });
  NetworkPlay play(p, acquaintances, table, 1);
  for (int t = 0; t < 40; ++t) {
    play.play_round();
    REQUIRE(play.invitations().size() == 2);
    REQUIRE(play.counts().games == 2);
  }
  for (const auto& known : play.known()) CHECK(known.upper - known.lower < 30);
}
