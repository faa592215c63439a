// The 2 x 2 kernel: its games are of their law, are played as `play` does, and do not depend on how blocks
// are spread.
#include "models/limited_trust/kernels/two_by_two.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "models/limited_trust/game.hpp"

namespace {

using namespace models::limited_trust;
using namespace models::limited_trust::kernels;
using solvers::InstructionSet;

constexpr double uniform_mean = 0.5, exponential_mean = 1;

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512})
    if (solvers::supported(set)) sets.push_back(set);
  return sets;
}

TwoByTwoGames games_of(EntryLaw::Kind leader, EntryLaw::Kind follower, double belief) {
  return {{leader, 2, 3, 1}, {follower, 0, 4, 2}, 0.75, 1.5, belief};
}

struct Block {
  std::vector<double> leader = std::vector<double>(4 * games_per_block), follower = leader;
};

Block drawn(const TwoByTwoGames& games, std::uint64_t seed, long block, InstructionSet set) {
  Block result;
  draw_block(games, seed, block, result.leader.data(), result.follower.data(), set);
  return result;
}

}  // namespace

TEST_CASE("the kernel plays its games as `play` does", "[limited_trust][kernels]") {
  using Kind = EntryLaw::Kind;
  for (const auto set : instruction_sets())
    for (const auto& games :
         {games_of(Kind::uniform, Kind::uniform, 1.5), games_of(Kind::uniform, Kind::exponential, 0),
          games_of(Kind::exponential, Kind::exponential, 4)}) {
      const auto block = drawn(games, 3, 7, set);
      PayoffSums expected;
      for (int k = 0; k < games_per_block; ++k) {
        Matrix A(2, 2), B(2, 2);
        for (int entry = 0; entry < 4; ++entry) {
          A(entry / 2, entry % 2) = block.leader[static_cast<std::size_t>(4 * k + entry)];
          B(entry / 2, entry % 2) = block.follower[static_cast<std::size_t>(4 * k + entry)];
        }
        const auto played = play(A, B,
                                 {.leader = games.leader_trust,
                                  .follower = games.follower_trust,
                                  .believed_follower = games.believed_follower});
        const double a = played.leader_payoff - games.leader.center;
        const double b = played.follower_payoff - games.follower.center;
        expected.leader += a;
        expected.follower += b;
        expected.leader_squares += a * a;
        expected.follower_squares += b * b;
      }
      PayoffSums found;
      play_blocks(games, 3, 7, 1, &found, set);
      CAPTURE(name(set));
      // Sums of 4096 numbers in another order; one game played otherwise would move them by far more.
      CHECK(found.leader == Approx(expected.leader).epsilon(1e-12));
      CHECK(found.follower == Approx(expected.follower).epsilon(1e-12));
      CHECK(found.leader_squares == Approx(expected.leader_squares).epsilon(1e-12));
      CHECK(found.follower_squares == Approx(expected.follower_squares).epsilon(1e-12));
    }
}

TEST_CASE("blocks are the same however they are spread over calls", "[limited_trust][kernels]") {
  const auto games = games_of(EntryLaw::Kind::uniform, EntryLaw::Kind::uniform, 0);
  std::vector<PayoffSums> together(5);
  play_blocks(games, 9, 2, 5, together.data());
  for (long k = 0; k < 5; ++k) {
    PayoffSums alone;
    play_blocks(games, 9, 2 + k, 1, &alone);
    const auto& same = together[static_cast<std::size_t>(k)];
    CHECK(alone.leader == same.leader);
    CHECK(alone.follower_squares == same.follower_squares);
  }
  CHECK(together[0].leader != together[1].leader);
}

TEST_CASE("uniform games have the same bits on every instruction set", "[limited_trust][kernels]") {
  const auto games = games_of(EntryLaw::Kind::uniform, EntryLaw::Kind::uniform, 0);
  PayoffSums baseline;
  play_blocks(games, 1, 0, 1, &baseline, InstructionSet::baseline);
  for (const auto set : instruction_sets()) {
    PayoffSums found;
    play_blocks(games, 1, 0, 1, &found, set);
    CAPTURE(name(set));
    CHECK(found.leader == baseline.leader);
    CHECK(found.leader_squares == baseline.leader_squares);
    CHECK(found.follower == baseline.follower);
  }
}

TEST_CASE("draws of the kernel follow their law", "[limited_trust][kernels][random]") {
  constexpr int blocks = 4;
  constexpr double numbers = 4.0 * games_per_block * blocks;
  for (const auto set : instruction_sets()) {
    const auto games = games_of(EntryLaw::Kind::uniform, EntryLaw::Kind::exponential, 0);
    double leader = 0, follower = 0, product = 0, leader_low = 0, follower_low = 0;
    for (long k = 0; k < blocks; ++k) {
      const auto block = drawn(games, 5, k, set);
      for (std::size_t i = 0; i < block.leader.size(); ++i) {
        const double u = (block.leader[i] - 2) / 3 - uniform_mean,
                     e = block.follower[i] / 4 - exponential_mean;
        REQUIRE((block.leader[i] >= 2 && block.leader[i] < 5 && block.follower[i] >= 0));
        leader += u;
        follower += e;
        product += u * e;
        leader_low += u < -0.4;
        follower_low += e < std::log(2) - 1;
      }
    }
    CAPTURE(name(set));
    CHECK(std::abs(leader / numbers) < 4 * std::sqrt(1 / 12.0 / numbers));
    CHECK(std::abs(follower / numbers) < 4 * std::sqrt(1 / numbers));
    CHECK(std::abs(product / numbers) < 4 * std::sqrt(1 / 12.0 / numbers));  // independent
    CHECK(std::abs(leader_low / numbers - 0.1) < 4 * std::sqrt(0.09 / numbers));
    CHECK(std::abs(follower_low / numbers - 0.5) < 4 * std::sqrt(0.25 / numbers));  // the median
  }
}

TEST_CASE("exponential draws are the logarithms of the uniform ones", "[limited_trust][kernels]") {
  using Kind = EntryLaw::Kind;
  const TwoByTwoGames uniform{{Kind::uniform, 0, 1, 0}, {Kind::uniform, 0, 1, 0}, 0, 0, 0};
  const TwoByTwoGames exponential{{Kind::exponential, 0, 1, 0}, {Kind::exponential, 0, 1, 0}, 0, 0, 0};
  for (const auto set : instruction_sets())
    for (long k = 0; k < 8; ++k) {
      const auto u = drawn(uniform, 11, k, set), e = drawn(exponential, 11, k, set);
      double worst = 0;
      for (std::size_t i = 0; i < u.leader.size(); ++i) {
        const double exact = -std::log(1 - u.leader[i]);
        worst = std::max(worst, std::abs(e.leader[i] - exact) / std::max(exact, 1e-300));
      }
      CAPTURE(name(set), k);
      CHECK(worst < 3e-16);
    }
}
