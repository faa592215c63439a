// Compressed neighbor lists against sets of pairs, and what each generator promises.
#include "solvers/graphs/graph.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "solvers/core/vector.hpp"
#include "solvers/graphs/generators.hpp"

namespace {

using solvers::Graph;
using solvers::RandomStream;

/// Sorted lists without self-loops, each undirected link in both.
void check_shape(const Graph& graph) {
  std::int64_t entries = 0;
  for (Graph::Node i = 0; i < graph.nodes(); ++i) {
    const auto list = graph.neighbors(i);
    entries += graph.degree(i);
    REQUIRE(std::is_sorted(list.begin(), list.end()));
    REQUIRE(std::adjacent_find(list.begin(), list.end()) == list.end());
    REQUIRE_FALSE(graph.linked(i, i));
    if (!graph.directed())
      for (const auto j : list) REQUIRE(graph.linked(j, i));
  }
  CHECK(entries == graph.links() * (graph.directed() ? 1 : 2));
}

}  // namespace

TEST_CASE("a graph holds the links that it is given", "[graphs]") {
  RandomStream random(7);
  for (const bool directed : {false, true})
    for (int repeat = 0; repeat < 20; ++repeat) {
      const int nodes = 1 + static_cast<int>(random.below(30));
      std::set<std::pair<Graph::Node, Graph::Node>> pairs;
      for (int k = 0; k < 3 * nodes; ++k) {
        auto a = static_cast<Graph::Node>(random.below(static_cast<std::uint64_t>(nodes)));
        auto b = static_cast<Graph::Node>(random.below(static_cast<std::uint64_t>(nodes)));
        if (!directed && a > b) std::swap(a, b);
        if (a != b) pairs.emplace(a, b);
      }
      const Graph graph(nodes, {pairs.begin(), pairs.end()}, directed);
      check_shape(graph);
      CHECK(graph.links() == static_cast<std::int64_t>(pairs.size()));
      const auto back = graph.reversed();
      for (Graph::Node i = 0; i < nodes; ++i)
        for (Graph::Node j = 0; j < nodes; ++j) {
          const bool given = pairs.contains({i, j}) || (!directed && pairs.contains({j, i}));
          CHECK(graph.linked(i, j) == given);
          CHECK(back.linked(j, i) == given);
        }
    }
}

TEST_CASE("a graph refuses what is no simple graph", "[graphs]") {
  CHECK_THROWS_WITH(Graph(3, {{0, 1}, {2, 2}}), Catch::Contains("node 2 is linked with itself"));
  CHECK_THROWS_WITH(Graph(3, {{0, 3}}), Catch::Contains("0 -> 3"));
  CHECK_THROWS_WITH(Graph(3, {{-1, 0}}), Catch::Contains("-1 -> 0"));
  CHECK_THROWS_WITH(Graph(3, {{0, 1}, {1, 0}}), Catch::Contains("nodes 0 and 1 are linked twice"));
  CHECK_THROWS_AS(Graph(-1, {}), std::invalid_argument);
  CHECK(Graph(3, {{0, 1}, {1, 0}}, true).links() == 2);  // two links in a directed graph
  CHECK(Graph(0, {}).nodes() == 0);
  CHECK(Graph().nodes() == 0);
  CHECK(Graph(2, {}).neighbors(1).empty());
}

TEST_CASE("regular networks", "[graphs]") {
  const auto star = solvers::star(5);
  CHECK(star.nodes() == 6);
  CHECK(star.degree(0) == 5);
  for (int leaf = 1; leaf <= 5; ++leaf) CHECK(star.degree(leaf) == 1);
  CHECK(solvers::dyad().links() == 1);
  const auto ring = solvers::ring(7);
  for (int i = 0; i < 7; ++i) {
    CHECK(ring.degree(i) == 2);
    CHECK(ring.linked(i, (i + 1) % 7));
  }
  CHECK_THROWS_AS(solvers::star(0), std::invalid_argument);
  CHECK_THROWS_AS(solvers::ring(2), std::invalid_argument);
}

TEST_CASE("Erdos-Renyi: every pair as often as it should be", "[graphs]") {
  constexpr int nodes = 8, repeats = 4000;
  constexpr double probability = 0.3;
  solvers::Matrix seen = solvers::Matrix::Zero(nodes, nodes);
  for (int repeat = 0; repeat < repeats; ++repeat) {
    const auto graph = solvers::erdos_renyi(nodes, probability, RandomStream(3, repeat));
    for (int i = 0; i < nodes; ++i)
      for (const auto j : graph.neighbors(i)) seen(i, j) += 1;
  }
  const double deviation = std::sqrt(probability * (1 - probability) / repeats);
  for (int i = 0; i < nodes; ++i)
    for (int j = 0; j < nodes; ++j)
      if (i != j) CHECK(std::abs(seen(i, j) / repeats - probability) < 4.5 * deviation);
  CHECK(solvers::erdos_renyi(9, 0, RandomStream(1)).links() == 0);
  CHECK(solvers::erdos_renyi(9, 1, RandomStream(1)).links() == 36);
  CHECK(solvers::erdos_renyi(1, 0.5, RandomStream(1)).nodes() == 1);
  CHECK_THROWS_AS(solvers::erdos_renyi(5, 1.5, RandomStream(1)), std::invalid_argument);
  CHECK_THROWS_AS(solvers::erdos_renyi(5, std::nan(""), RandomStream(1)), std::invalid_argument);
}

TEST_CASE("Watts-Strogatz keeps its links, moved or not", "[graphs]") {
  const auto still = solvers::watts_strogatz(20, 4, 0, RandomStream(1));
  for (int i = 0; i < 20; ++i)
    for (const int step : {1, 2}) CHECK(still.linked(i, (i + step) % 20));
  for (const double probability : {0.0, 0.2, 1.0}) {
    const auto graph = solvers::watts_strogatz(2000, 6, probability, RandomStream(2));
    check_shape(graph);
    CHECK(graph.links() == 6000);
    int kept = 0;
    for (int i = 0; i < 2000; ++i)
      for (const int step : {1, 2, 3}) kept += graph.linked(i, (i + step) % 2000);
    CHECK(std::abs(kept - 6000 * (1 - probability)) <= 4.5 * std::sqrt(6000 * 0.25) + 20);
  }
  check_shape(solvers::watts_strogatz(6, 4, 1, RandomStream(4)));  // nearly complete: few places to go to
  CHECK_THROWS_AS(solvers::watts_strogatz(20, 3, 0.1, RandomStream(1)), std::invalid_argument);
  CHECK_THROWS_AS(solvers::watts_strogatz(5, 4, 0.1, RandomStream(1)), std::invalid_argument);
}

TEST_CASE("Barabasi-Albert: newcomers bring their links, early nodes gather more", "[graphs]") {
  const auto graph = solvers::barabasi_albert(5000, 3, RandomStream(5));
  check_shape(graph);
  CHECK(graph.links() == 3 + 3 * (5000 - 4));
  int largest = 0;
  for (int i = 0; i < 5000; ++i) {
    if (i > 3) CHECK(graph.degree(i) >= 3);
    largest = std::max(largest, graph.degree(i));
  }
  CHECK(largest > 60);  // degrees follow a power law: about 3 sqrt(5000) = 212 is typical of the largest
  CHECK_THROWS_AS(solvers::barabasi_albert(3, 3, RandomStream(1)), std::invalid_argument);
}

TEST_CASE("the same key gives the same network", "[graphs]") {
  const auto equal = [](const Graph& a, const Graph& b) {
    if (a.nodes() != b.nodes() || a.links() != b.links()) return false;
    for (int i = 0; i < a.nodes(); ++i)
      if (!std::ranges::equal(a.neighbors(i), b.neighbors(i))) return false;
    return true;
  };
  CHECK(equal(solvers::erdos_renyi(300, 0.05, RandomStream(8, 1)),
              solvers::erdos_renyi(300, 0.05, RandomStream(8, 1))));
  CHECK_FALSE(equal(solvers::erdos_renyi(300, 0.05, RandomStream(8, 1)),
                    solvers::erdos_renyi(300, 0.05, RandomStream(8, 2))));
  CHECK(equal(solvers::barabasi_albert(300, 2, RandomStream(8)),
              solvers::barabasi_albert(300, 2, RandomStream(8))));
}

TEST_CASE("a hundred thousand nodes", "[graphs]") {
  CHECK(std::abs(solvers::erdos_renyi(100000, 1e-4, RandomStream(1)).links() - 5e5) < 4.5 * std::sqrt(5e5));
  CHECK(solvers::watts_strogatz(100000, 10, 0.1, RandomStream(1)).links() == 500000);
  CHECK(solvers::barabasi_albert(100000, 5, RandomStream(1)).links() == 5 + 5 * (100000 - 6));
}
