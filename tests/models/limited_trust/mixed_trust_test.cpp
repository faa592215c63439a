// Mixed trust: exact expectations against the sum over all profiles, and the star whose leaves must mix.
#include "models/limited_trust/mixed_trust.hpp"

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "solvers/graphs/generators.hpp"
#include "tests/models/limited_trust/networks.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::limited_trust;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

TEST_CASE("mixed utilities are the mean over all pure profiles", "[mixed_trust]") {
  solvers::RandomStream random(9);
  for (int repeat = 0; repeat < 12; ++repeat) {
    CAPTURE(repeat);
    const int agents = 3 + static_cast<int>(random.below(3)), levels = 3;
    auto network = tests::network_of(solvers::erdos_renyi(agents, 0.8, random), 1 + repeat % 2,
                                     repeat % 2 ? NeighborTies::random : NeighborTies::lexicographic);
    Matrix leader = Matrix::Random(levels, levels), follower = Matrix::Random(levels, levels);
    if (repeat % 3 == 0) leader.col(1) = leader.col(2);  // ties of different levels
    PayoffSource source;
    source.table = [&](const Vector&) { return PairPayoffs{leader, follower}; };
    const RankedPayoffs payoffs(source, tests::trust_grid(2, levels));
    MixedProfile mixed;
    for (int i = 0; i < agents; ++i) {
      Vector strategy(levels);
      for (int x = 0; x < levels; ++x) strategy(x) = random.uniform();
      mixed.push_back(strategy / strategy.sum());
    }
    Matrix expected = Matrix::Zero(agents, levels);
    int profiles = 1;
    for (int i = 0; i < agents; ++i) profiles *= levels;
    for (int code = 0; code < profiles; ++code) {
      TrustProfile profile;
      for (int i = 0, rest = code; i < agents; ++i, rest /= levels) profile.push_back(rest % levels);
      const Vector utility = round_utilities(network, payoffs, profile).total();
      for (int i = 0; i < agents; ++i) {
        double weight = 1;  // of the others; agent i's own level is given
        for (int j = 0; j < agents; ++j)
          if (j != i) weight *= mixed[at(j)](profile[at(j)]);
        expected(i, profile[at(i)]) += weight * utility(i);
      }
    }
    for (int i = 0; i < agents; ++i)
      CHECK(
          (mixed_utilities(network, payoffs, mixed, i) - expected.row(i).transpose()).cwiseAbs().maxCoeff() <
          1e-12);
  }
}

TEST_CASE("a star of ten leaves: no pure competition at the top, but a mixture", "[mixed_trust][reference]") {
  const auto reference = tests::reference_items("limited_trust.json", "metagame_mixed").at(0);
  const auto network = tests::network_of(solvers::star(10), 1);
  Vector ends(2);
  ends << 0, 30;
  const RankedPayoffs payoffs(tests::exponential_payoffs(4), ends);
  const auto found = mixed_equilibrium(tests::game_of(network, payoffs));
  REQUIRE(found.termination == solvers::Termination::converged);
  CHECK(found.profile[0](0) == Approx(1).margin(1e-12));
  for (int leaf = 1; leaf <= 10; ++leaf)
    CHECK(found.profile[at(leaf)](1) == Approx(reference.number("leaf_P30")).margin(1e-6));

  // Judged on the whole grid: no level between pays more.
  const RankedPayoffs fine(tests::exponential_payoffs(4), tests::trust_grid(30, 91));
  MixedProfile profile(11, Vector::Zero(91));
  for (int i = 0; i < 11; ++i) {
    profile[at(i)](0) = found.profile[at(i)](0);
    profile[at(i)](90) = found.profile[at(i)](1);
  }
  CHECK(mixed_regrets(tests::game_of(network, fine), profile).largest() < 1e-9);
  CHECK(mixed_utilities(network, fine, profile, 1)(90) ==
        Approx(reference.number("leaf_value")).margin(1e-9));
  // A hair beside it is none.
  profile[3](90) += 0.01;
  profile[3](0) -= 0.01;
  CHECK(mixed_regrets(tests::game_of(network, fine), profile).largest() > 1e-4);
}
