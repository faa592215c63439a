// Trust chosen anew: promises against brute force and against the metagame, and the tables behind them.
#include "models/limited_trust/trust_update.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/limited_trust/best_response_dynamics.hpp"
#include "models/limited_trust/trust_responses.hpp"
#include "tests/models/limited_trust/simulated.hpp"

using namespace models::limited_trust;
using tests::small_network;

TEST_CASE("the best trust is that of a brute force over the grid", "[simulation]") {
  solvers::RandomStream stream(31);
  for (const auto ties : {NeighborTies::random, NeighborTies::lexicographic})
    for (int trial = 0; trial < 30; ++trial) {
      auto p = small_network(tests::figure1(), 1 + static_cast<int>(stream.below(3)));
      p.metagame = {.max_trust = 3, .grid_points = 13};
      const UtilityTable table(
          p.metagame, 13, [](double l, double f) { return 2 + std::tanh(f) - 0.1 * l; },
          [](double l, double f) { return 2 + std::tanh(l) - 0.2 * f; });
      const Acquaintances known(*p.network);
      std::vector<double> estimates(static_cast<std::size_t>(known.pairs()));
      for (auto& x : estimates) x = 0.25 * static_cast<double>(stream.below(13));  // on the grid: ties
      TrustUpdate update(known, table, ties);
      for (int i = 0; i < 7; ++i) {
        double best = -1, best_value = -std::numeric_limits<double>::infinity();
        for (const double x : table.grid()) {
          double value = 0;
          std::vector<double> partners;
          for (auto pair = known.begin(i); pair < known.end(i); ++pair) {
            const double theirs = estimates[static_cast<std::size_t>(pair)];
            partners.push_back(theirs);
            const int j = known.other(pair);
            int above = 0, equal = 0, equal_before = 0;
            for (auto rival = known.begin(j); rival < known.end(j); ++rival) {
              if (known.other(rival) == i) continue;
              const double e = estimates[static_cast<std::size_t>(rival)];
              above += e > x;
              equal += e == x;
              equal_before += e == x && known.other(rival) < i;
            }
            const int k = known.invitations(j);
            const double probability = ties == NeighborTies::random
                                           ? std::clamp((k - above) / (equal + 1.0), 0.0, 1.0)
                                           : (above + equal_before < k ? 1.0 : 0.0);
            value += probability * (2 + std::tanh(theirs) - 0.2 * x);
          }
          std::sort(partners.rbegin(), partners.rend());
          const auto led =
              std::min<std::size_t>(partners.size(), static_cast<std::size_t>(known.invitations(i)));
          for (std::size_t s = 0; s < led; ++s) value += 2 + std::tanh(partners[s]) - 0.1 * x;
          if (value > best_value + 1e-12) best = x, best_value = value;
        }
        CAPTURE(trial, i);
        REQUIRE(update.best_trust(i, estimates) == best);
        REQUIRE(update.promised().maxCoeff() == Approx(best_value).epsilon(1e-12));
      }
    }
}

TEST_CASE("with trust on the grid, promises are the deviation vectors of the metagame", "[simulation]") {
  solvers::RandomStream stream(33);
  for (const auto ties : {NeighborTies::random, NeighborTies::lexicographic})
    for (int trial = 0; trial < 20; ++trial) {
      auto p = small_network(tests::figure1(), 1 + trial % 3);
      p.network->ties = ties;
      p.metagame = {.max_trust = 4, .grid_points = 9};
      const RankedPayoffs payoffs(tests::exponential_payoffs(4), tests::trust_grid(4, 9));
      Matrix as_leader(9, 9), as_follower(9, 9);
      for (int own = 0; own < 9; ++own)
        for (int other = 0; other < 9; ++other) {
          as_leader(own, other) = payoffs.leader(own, other);
          as_follower(own, other) = payoffs.follower(other, own);
        }
      const UtilityTable table(p.metagame, as_leader, as_follower);
      const Acquaintances known(*p.network);
      TrustProfile profile(7);
      for (auto& level : profile) level = static_cast<int>(stream.below(9));
      std::vector<double> estimates;
      for (std::int64_t pair = 0; pair < known.pairs(); ++pair)
        estimates.push_back(0.5 * profile[static_cast<std::size_t>(known.other(pair))]);
      TrustUpdate update(known, table, ties);
      TrustResponses responses(*p.network, payoffs, profile);
      std::vector<double> utilities(9);
      for (int i = 0; i < 7; ++i) {
        responses.utilities(i, utilities);
        update.best_trust(i, estimates);
        for (int level = 0; level < 9; ++level)
          REQUIRE(update.promised()(level) ==
                  Approx(utilities[static_cast<std::size_t>(level)]).epsilon(1e-13));
      }
    }
}

TEST_CASE("utilities between the levels of a table are linear, and near the exact ones", "[simulation]") {
  const auto law = solvers::exponential_law(4);
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = law;
  const auto utilities = expected_utilities(payoffs, {});
  REQUIRE(utilities);
  CHECK(utilities->method == PayoffMethod::exact);
  CHECK(utilities->table.largest_fall() == 0);  // u_L rises in the other's trust, on the whole grid
  solvers::RandomStream stream(32);
  for (int trial = 0; trial < 200; ++trial) {
    const double own = utilities->table.grid()(static_cast<Eigen::Index>(stream.below(91))),
                 other = stream.uniform(0, 30);
    const auto led = expected_payoffs(payoffs, Vector::Constant(1, own), Vector::Constant(1, other));
    const auto followed = expected_payoffs(payoffs, Vector::Constant(1, other), Vector::Constant(1, own));
    // h^2 / 8 |u''| with h = 1/48 and |u''| at most 1 for payoffs of mean 4
    CHECK(utilities->table.as_leader(own, other) == Approx(led.leader(0, 0)).margin(6e-5));
    CHECK(utilities->table.as_follower(own, other) == Approx(followed.follower(0, 0)).margin(6e-5));
  }
}

TEST_CASE("estimated promises are the exact ones with errors of the deviation asked for", "[simulation]") {
  auto p = small_network(tests::figure1(), 2);
  p.metagame.grid_points = 401;
  const UtilityTable table(
      p.metagame, 2, [](double l, double f) { return f - l; }, [](double l, double f) { return 40 + l - f; });
  const Acquaintances known(*p.network);
  const std::vector<double> estimates(static_cast<std::size_t>(known.pairs()), 3.0);
  TrustUpdate update(known, table, NeighborTies::random);
  const double best = update.best_trust(2, estimates);
  const Vector exact = update.promised();
  CHECK(update.best_trust(2, estimates, 0, solvers::RandomStream(5)) == best);
  CHECK(update.promised() == exact);
  update.best_trust(2, estimates, 0.5, solvers::RandomStream(5));
  const Vector errors = update.promised() - exact;
  CHECK(std::abs(errors.mean()) < 4 * 0.5 / std::sqrt(401.0));
  // The standard error of a variance of 401 normal numbers is sqrt(2 / 401) of it.
  CHECK(errors.squaredNorm() / 401 == Approx(0.25).epsilon(4 * std::sqrt(2 / 401.0)));
  CHECK(estimate_deviation(2, 25, 1000) == Approx(std::sqrt(0.1)));  // four games
}
