// Games between neighbors on average: printed tables, closed forms, and a count of every way to break ties.
#include "models/limited_trust/network_game.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include <catch2/catch.hpp>

#include "models/limited_trust/trust_responses.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;
using solvers::Graph;
using solvers::RandomStream;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Levels that a profile needs, increasing, and the profile in them.
std::pair<Vector, TrustProfile> levels_of(const Vector& trust) {
  std::vector<double> values(trust.data(), trust.data() + trust.size());
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  TrustProfile profile;
  for (const double d : trust)
    profile.push_back(static_cast<int>(std::lower_bound(values.begin(), values.end(), d) - values.begin()));
  return {Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size())), profile};
}

/// Utilities by hand: all orders in which ties may be broken (random: every order of the neighbors equally
/// likely; lexicographic: the one by number), straight from the words of section 2.
Vector by_counting(const Network& network, const RankedPayoffs& payoffs, const TrustProfile& profile,
                   const std::function<double(int, int)>& leader_value,
                   const std::function<bool(int, int)>& accepts) {
  const int agents = network.graph.nodes();
  Vector total = Vector::Zero(agents);
  for (int i = 0; i < agents; ++i) {
    const auto list = network.graph.neighbors(i);
    std::vector<int> order(list.begin(), list.end());
    std::sort(order.begin(), order.end());
    Vector sum = Vector::Zero(agents);
    int orders = 0;
    do {
      auto ranked = order;  // ties keep the order at hand
      std::stable_sort(ranked.begin(), ranked.end(), [&](int a, int b) {
        return leader_value(profile[at(i)], profile[at(a)]) > leader_value(profile[at(i)], profile[at(b)]);
      });
      const auto invited = std::min(at(network.invitations[at(i)]), ranked.size());
      for (std::size_t n = 0; n < invited; ++n) {
        const int j = ranked[n];
        if (!accepts(profile[at(i)], profile[at(j)])) continue;
        sum(i) += payoffs.leader(profile[at(i)], profile[at(j)]);
        sum(j) += payoffs.follower(profile[at(i)], profile[at(j)]);
      }
      ++orders;
      if (network.ties == NeighborTies::lexicographic) break;
    } while (std::next_permutation(order.begin(), order.end()));
    total += sum / orders;
  }
  return total;
}

}  // namespace

TEST_CASE("Tables I and III of the source, exactly", "[network_game][reference]") {
  for (const auto& table : tests::reference_items("limited_trust.json", "fig1_tables")) {
    CAPTURE(table.text("name"));
    const auto network = tests::network_of(tests::figure1(), static_cast<int>(table.number("k")));
    const auto [trust, profile] = levels_of(table.vector("delta"));
    const RankedPayoffs payoffs(tests::exponential_payoffs(2), trust);
    const auto utility = round_utilities(network, payoffs, profile).total();
    const auto exact = table.vector("exact"), printed = table.vector("paper"), error = table.vector("se1000");
    for (int i = 0; i < 7; ++i) {
      CHECK(utility(i) == Approx(exact(i)).margin(1e-9));
      CHECK(std::abs(utility(i) - printed(i)) <
            2 * error(i));  // printed from 1000 rounds; the largest is 1.6
    }
    CHECK(utility.mean() == Approx(table.number("exact_average")).margin(1e-9));
  }
}

TEST_CASE("the invitations of Table III", "[network_game]") {
  const auto network = tests::network_of(tests::figure1(), 2);
  Vector rising(7);
  for (int i = 0; i < 7; ++i) rising(i) = 2.0 * i / 3;
  const RankedPayoffs payoffs(tests::exponential_payoffs(2), rising);
  const auto invited = [&](const TrustProfile& profile) {
    const auto probability = invitation_probabilities(network, payoffs, profile);
    std::map<int, std::vector<int>> lists;
    for (int i = 0; i < 7; ++i)
      for (std::size_t n = 0; n < probability[at(i)].size(); ++n)
        if (probability[at(i)][n] == 1) lists[i + 1].push_back(network.graph.neighbors(i)[n] + 1);
    return lists;
  };
  // Trust rises with the number: each agent invites its two neighbors with the largest numbers; then with the
  // smallest.
  const std::map<int, std::vector<int>> high = {{1, {5, 7}}, {2, {4, 5}}, {3, {5, 7}}, {4, {6, 7}},
                                                {5, {3, 4}}, {6, {4, 7}}, {7, {4, 6}}};
  const std::map<int, std::vector<int>> low = {{1, {2, 5}}, {2, {1, 3}}, {3, {2, 5}}, {4, {2, 5}},
                                               {5, {1, 2}}, {6, {4, 7}}, {7, {1, 3}}};
  CHECK(invited({0, 1, 2, 3, 4, 5, 6}) == high);
  CHECK(invited({6, 5, 4, 3, 2, 1, 0}) == low);
}

TEST_CASE("without trust a round pays the mean of maxima", "[network_game]") {
  // Independent entries: u_L is the mean of the larger of two draws, u_F too: 1.5 means each.
  RandomStream random(11);
  for (int k = 1; k <= 4; ++k) {
    auto network = tests::network_of(solvers::erdos_renyi(40, 0.1, random), k);
    const RankedPayoffs payoffs(tests::exponential_payoffs(4), Vector::Zero(1));
    double games = 0;
    for (int i = 0; i < 40; ++i) games += std::min(k, network.graph.degree(i));
    CHECK(round_utilities(network, payoffs, TrustProfile(40, 0)).total().mean() ==
          Approx(12 * games / 40).epsilon(1e-13));
  }
}

TEST_CASE("utilities are the mean over every way to break ties", "[network_game]") {
  RandomStream random(5);
  for (int repeat = 0; repeat < 60; ++repeat) {
    CAPTURE(repeat);
    const bool directed = repeat % 3 == 0, plain = repeat % 2 == 0;
    const int agents = 2 + static_cast<int>(random.below(6)), levels = 1 + static_cast<int>(random.below(4));
    std::vector<std::pair<Graph::Node, Graph::Node>> links;
    for (int i = 0; i < agents; ++i)
      for (int j = directed ? 0 : i + 1; j < agents; ++j)
        if (i != j && random.uniform() < 0.7) links.emplace_back(i, j);
    auto network = tests::network_of(Graph(agents, links, directed), 1,
                                     repeat % 4 < 2 ? NeighborTies::random : NeighborTies::lexicographic);
    for (auto& k : network.invitations) k = 1 + static_cast<int>(random.below(3));
    TrustProfile profile;
    for (int i = 0; i < agents; ++i)
      profile.push_back(static_cast<int>(random.below(static_cast<std::uint64_t>(levels))));
    // Payoffs of any shape: few values, so that u_L ties; some followers decline.
    Matrix leader(levels, levels), follower(levels, levels);
    for (int a = 0; a < levels; ++a)
      for (int b = 0; b < levels; ++b) {
        leader(a, b) = plain ? b + 0.1 * a : static_cast<double>(random.below(3));
        follower(a, b) = random.uniform(-0.3, 1);
      }
    PayoffSource source;
    source.table = [&](const Vector&) { return PairPayoffs{leader, follower}; };
    const RankedPayoffs payoffs(source, tests::trust_grid(1, std::max(levels, 2)).head(levels));
    CHECK(payoffs.ranks_by_trust() == (plain || levels == 1 || payoffs.ranks_by_trust()));
    const auto value = [&](int a, int b) { return leader(a, b); };
    const auto accepts = [&](int a, int b) { return follower(a, b) >= 0; };
    const auto expected = by_counting(network, payoffs, profile, value, accepts);
    const auto found = round_utilities(network, payoffs, profile).total();
    CHECK((found - expected).cwiseAbs().maxCoeff() < 1e-12);

    // Every deviation of every agent, from one pass and from counting.
    TrustResponses responses(network, payoffs, profile);
    std::vector<double> utilities(at(levels)), above(at(levels));
    std::vector<int> scratch;
    const auto inviters = network.graph.reversed();
    for (int i = 0; i < agents; ++i) {
      responses.utilities(i, utilities);
      for (int x = 0; x < levels; ++x) {
        auto moved = profile;
        moved[at(i)] = x;
        CAPTURE(i, x);
        CHECK(utilities[at(x)] ==
              Approx(by_counting(network, payoffs, moved, value, accepts)(i)).margin(1e-12));
        CHECK(utilities[at(x)] ==
              Approx(agent_utility(network, inviters, payoffs, moved, i, scratch)).margin(1e-12));
      }
    }
    const int agent = static_cast<int>(random.below(static_cast<std::uint64_t>(agents)));
    const int level = static_cast<int>(random.below(static_cast<std::uint64_t>(levels)));
    responses.move(agent, level);  // one by one as good as afresh
    auto moved = profile;
    moved[at(agent)] = level;
    TrustResponses afresh(network, payoffs, moved);
    for (int i = 0; i < agents; ++i) {
      responses.utilities(i, utilities);
      afresh.utilities(i, above);
      CHECK(utilities == above);
    }
  }
}

TEST_CASE("just above a competitor's trust is the limit from above", "[network_game]") {
  RandomStream random(21);
  for (int repeat = 0; repeat < 10; ++repeat) {
    const auto network = tests::network_of(solvers::erdos_renyi(12, 0.4, random), 2,
                                           repeat % 2 ? NeighborTies::random : NeighborTies::lexicographic);
    TrustProfile profile;
    for (int i = 0; i < 12; ++i) profile.push_back(static_cast<int>(2 * random.below(4)));
    // Levels 0, 2, 4, 6 are played; 1, 3, 5 stand a hair above them.
    Vector trust(8);
    for (int level = 0; level < 4; ++level) {
      trust(2 * level) = level;
      trust(2 * level + 1) = level + 1e-9;
    }
    const RankedPayoffs payoffs(tests::exponential_payoffs(4), trust);
    TrustResponses responses(network, payoffs, profile);
    std::vector<double> utilities(8), above(8);
    for (int i = 0; i < 12; ++i) {
      responses.utilities(i, utilities);
      responses.utilities(i, above, Side::just_above);
      for (int level = 0; level < 8; level += 2)
        CHECK(above[at(level)] == Approx(utilities[at(level + 1)]).margin(1e-7));
    }
  }
}

TEST_CASE("networks that ask for more than there is", "[network_game]") {
  auto network = tests::network_of(Graph(4, {{0, 1}, {1, 2}}), 2);
  const auto notes = network_notes(network);
  REQUIRE(notes.size() == 2);
  CHECK_THAT(notes[0], Catch::Contains("agent 4"));
  CHECK_THAT(notes[1],
             Catch::Contains("2 agents have fewer neighbors than invitations (the first: agent 1)"));
  const RankedPayoffs payoffs(tests::exponential_payoffs(1), Vector::Zero(1));
  CHECK(round_utilities(network, payoffs, {0, 0, 0, 0}).total()(3) == 0);  // nobody to play with
  CHECK_THROWS_AS(round_utilities(network, payoffs, {0, 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(round_utilities(network, payoffs, {0, 0, 0, 1}), std::invalid_argument);
  CHECK_NOTHROW(check_network(network));
  network.invitations[2] = 0;
  CHECK_THROWS_WITH(check_network(network), Catch::Contains("invitations[3] = 0"));
  network.invitations[2] = 1;
  network.initial_trust(1) = -1;
  CHECK_THROWS_WITH(check_network(network), Catch::Contains("initial_trust[2] = -1"));
}

TEST_CASE("levels that are none, payoffs that are not finite", "[network_game]") {
  const auto source = tests::exponential_payoffs(1);
  CHECK_THROWS_AS(RankedPayoffs(source, Vector()), std::invalid_argument);
  CHECK_THROWS_AS(RankedPayoffs(source, Vector::Constant(2, 1.0)), std::invalid_argument);
  CHECK_THROWS_AS(RankedPayoffs(source, Vector::Constant(1, -1.0)), std::invalid_argument);
  PayoffSource broken;
  broken.table = [](const Vector&) {
    return PairPayoffs{Matrix::Constant(1, 1, std::nan("")), Matrix::Zero(1, 1)};
  };
  CHECK_THROWS_AS(RankedPayoffs(broken, Vector::Zero(1)), std::invalid_argument);
  const RankedPayoffs payoffs(source, tests::trust_grid(3, 4));
  CHECK(payoffs.level_of(2) == 2);
  CHECK_THROWS_AS(payoffs.level_of(2.5), std::invalid_argument);
}
