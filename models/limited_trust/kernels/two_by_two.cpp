// 32 games at a time in structure-of-arrays order: draw eight payoffs each, choose without branches, add up
// by lane.
#include "models/limited_trust/kernels/two_by_two.hpp"

#include <bit>

#include "solvers/core/random.hpp"

namespace models::limited_trust::kernels {
namespace {

constexpr int kLanes = 32;
constexpr int kEntries = 8;  // of a game: the leader's four, then the follower's, row by row

struct Lanes {
  alignas(64) std::uint64_t state[4][kLanes];
  alignas(64) double payoff[kEntries][kLanes];
  alignas(64) double leader[kLanes], follower[kLanes], leader_squares[kLanes], follower_squares[kLanes];
};

ENTENTE_KERNEL void seed_lanes(Lanes& lanes, std::uint64_t seed, long block) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL,
                          own = 0x6c74736532783200ULL;  // unlike RandomStream's
  std::uint64_t x = solvers::mix(solvers::mix(seed + own) + static_cast<std::uint64_t>(block));
  for (auto& word : lanes.state)
    for (auto& lane : word) lane = solvers::mix(x += golden);
}

ENTENTE_KERNEL std::uint64_t rotated(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/// Numbers in [1, 2), multiples of 2^-52: all entries of a game in every lane, while its state stays in
/// registers.
ENTENTE_KERNEL void draw(Lanes& lanes) {
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    std::uint64_t s0 = lanes.state[0][l], s1 = lanes.state[1][l], s2 = lanes.state[2][l],
                  s3 = lanes.state[3][l];
#pragma GCC unroll 8
    for (int k = 0; k < kEntries; ++k) {
      const std::uint64_t bits = s0 + s3;
      const std::uint64_t t2 = s2 ^ s0, t3 = s3 ^ s1, t = s1 << 17;
      s1 ^= t2;
      s0 ^= t3;
      s2 = t2 ^ t;
      s3 = rotated(t3, 45);
      lanes.payoff[k][l] = std::bit_cast<double>((bits >> 12) | 0x3ff0000000000000ULL);
    }
    lanes.state[0][l] = s0;
    lanes.state[1][l] = s1;
    lanes.state[2][l] = s2;
    lanes.state[3][l] = s3;
  }
}

/// a b + c, rounded once where the processor can (`fused`).
template <bool fused>
ENTENTE_KERNEL double times_plus(double a, double b, double c) {
  if constexpr (fused) return __builtin_fma(a, b, c);
  return a * b + c;
}

/// log x of a positive normal number, to 2 units in the last place. Method and coefficients: fdlibm's
/// e_log.c (Sun Microsystems, 1993) without its branches: x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2),
/// s = f / (2 + f), log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + R(s^2)). Inlined, unlike a library's, it leaves
/// constants in registers.
template <bool fused>
ENTENTE_KERNEL double log_of(double x) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdULL, one = 0x3ff0000000000000ULL;
  constexpr double log2_high = 6.93147180369123816490e-01, log2_low = 1.90821492927058770002e-10;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t k = (bits + (one - root_half)) >> 52;
  const double f = std::bit_cast<double>(bits - ((k << 52) - one)) - 1;
  const double e = std::bit_cast<double>(k | 0x4330000000000000ULL) - (0x1p52 + 1023);  // k as a double
  const double s = f / (2 + f), z = s * s, w = z * z, half = 0.5 * f * f;
  double odd = 1.531383769920937332e-01, even = 1.479819860511658591e-01;
  odd = times_plus<fused>(w, odd, 2.222219843214978396e-01);
  odd = times_plus<fused>(w, odd, 3.999999999940941908e-01);
  even = times_plus<fused>(w, even, 1.818357216161805012e-01);
  even = times_plus<fused>(w, even, 2.857142874366239149e-01);
  even = times_plus<fused>(w, even, 6.666666666666735130e-01);
  const double rest = times_plus<fused>(w, odd, times_plus<fused>(z, even, half));
  return times_plus<fused>(e, log2_high, f - (half - times_plus<fused>(s, rest, e * log2_low)));
}

template <bool fused>
ENTENTE_KERNEL void scale_player(Lanes& lanes, const EntryLaw& law, int first) {
  for (int k = first; k < first + kEntries / 2; ++k) {
    double* const x = lanes.payoff[k];
    if (law.kind == EntryLaw::Kind::uniform) {
#pragma omp simd
      for (int l = 0; l < kLanes; ++l) x[l] = law.offset + law.scale * (x[l] - 1);
    } else {
#pragma omp simd
      for (int l = 0; l < kLanes; ++l)
        x[l] = law.offset - law.scale * log_of<fused>(2 - x[l]);  // 2 - x in (0, 1], exact
    }
  }
}

template <bool fused>
ENTENTE_KERNEL void draw_games(Lanes& lanes, const TwoByTwoGames& games) {
  draw(lanes);
  scale_player<fused>(lanes, games.leader, 0);
  scale_player<fused>(lanes, games.follower, kEntries / 2);
}

/// Whether option 1 is chosen over option 0.
ENTENTE_KERNEL bool second(double own0, double own1, double other0, double other1, double trust) {
  const double net0 = own0 + other0, net1 = own1 + other1;
  const bool allowed0 = own1 - own0 <= trust, allowed1 = own0 - own1 <= trust;
  const bool better = (net1 > net0) | ((net1 == net0) & (own1 > own0));
  return allowed1 & (better | !allowed0);
}

/// Adds the payoffs of 32 games to the lanes' sums. `aligned`: the belief is the truth.
template <bool aligned>
ENTENTE_KERNEL void play(Lanes& lanes, const TwoByTwoGames& games) {
  const double trust1 = games.leader_trust, trust2 = games.follower_trust, belief = games.believed_follower;
  const double leader_center = games.leader.center, follower_center = games.follower.center;
  const auto& p = lanes.payoff;
#pragma omp simd
  for (int l = 0; l < kLanes; ++l) {
    const bool plan0 = second(p[4][l], p[5][l], p[0][l], p[1][l], belief);
    const bool plan1 = second(p[6][l], p[7][l], p[2][l], p[3][l], belief);
    const double a0 = plan0 ? p[1][l] : p[0][l], a1 = plan1 ? p[3][l] : p[2][l];
    const double b0 = plan0 ? p[5][l] : p[4][l], b1 = plan1 ? p[7][l] : p[6][l];
    const bool row = second(a0, a1, b0, b1, trust1);
    double a = row ? a1 : a0, b = row ? b1 : b0;
    if constexpr (!aligned) {  // both real replies: a choice between rows before would not become a vector
      const bool real0 = second(p[4][l], p[5][l], p[0][l], p[1][l], trust2);
      const bool real1 = second(p[6][l], p[7][l], p[2][l], p[3][l], trust2);
      const double x0 = real0 ? p[1][l] : p[0][l], x1 = real1 ? p[3][l] : p[2][l];
      const double y0 = real0 ? p[5][l] : p[4][l], y1 = real1 ? p[7][l] : p[6][l];
      a = row ? x1 : x0;
      b = row ? y1 : y0;
    }
    a -= leader_center;
    b -= follower_center;
    lanes.leader[l] += a;
    lanes.follower[l] += b;
    lanes.leader_squares[l] += a * a;
    lanes.follower_squares[l] += b * b;
  }
}

/// The sum of the lanes by halves: the same order whatever the width of registers.
ENTENTE_KERNEL double total(double* lanes) {
  for (int half = kLanes / 2; half > 0; half /= 2)
    for (int l = 0; l < half; ++l) lanes[l] += lanes[l + half];
  return lanes[0];
}

template <bool fused>
ENTENTE_KERNEL PayoffSums play_block(const TwoByTwoGames& games, std::uint64_t seed, long block) {
  Lanes lanes;
  seed_lanes(lanes, seed, block);
  for (int l = 0; l < kLanes; ++l)
    lanes.leader[l] = lanes.follower[l] = lanes.leader_squares[l] = lanes.follower_squares[l] = 0;
  const bool aligned = games.believed_follower == games.follower_trust;
  for (int k = 0; k < games_per_block / kLanes; ++k) {
    draw_games<fused>(lanes, games);
    if (aligned)
      play<true>(lanes, games);
    else
      play<false>(lanes, games);
  }
  return {total(lanes.leader), total(lanes.follower), total(lanes.leader_squares),
          total(lanes.follower_squares)};
}

template <bool fused>
ENTENTE_KERNEL void play_all(const TwoByTwoGames& games, std::uint64_t seed, long first, long count,
                             PayoffSums* sums) {
  for (long k = 0; k < count; ++k) sums[k] = play_block<fused>(games, seed, first + k);
}

template <bool fused>
ENTENTE_KERNEL void draw_all(const TwoByTwoGames& games, std::uint64_t seed, long block, double* leader,
                             double* follower) {
  Lanes lanes;
  seed_lanes(lanes, seed, block);
  for (int k = 0; k < games_per_block / kLanes; ++k) {
    draw_games<fused>(lanes, games);
    for (int l = 0; l < kLanes; ++l)
      for (int entry = 0; entry < kEntries / 2; ++entry) {
        leader[4 * (kLanes * k + l) + entry] = lanes.payoff[entry][l];
        follower[4 * (kLanes * k + l) + entry] = lanes.payoff[entry + kEntries / 2][l];
      }
  }
}

void play_baseline(const TwoByTwoGames& games, std::uint64_t seed, long first, long count, PayoffSums* sums) {
  play_all<false>(games, seed, first, count, sums);
}
[[gnu::target("arch=x86-64-v3")]] void play_avx2(const TwoByTwoGames& games, std::uint64_t seed, long first,
                                                 long count, PayoffSums* sums) {
  play_all<true>(games, seed, first, count, sums);
}
[[gnu::target("arch=x86-64-v4")]] void play_avx512(const TwoByTwoGames& games, std::uint64_t seed, long first,
                                                   long count, PayoffSums* sums) {
  play_all<true>(games, seed, first, count, sums);
}

void draw_baseline(const TwoByTwoGames& games, std::uint64_t seed, long block, double* leader,
                   double* follower) {
  draw_all<false>(games, seed, block, leader, follower);
}
[[gnu::target("arch=x86-64-v3")]] void draw_avx2(const TwoByTwoGames& games, std::uint64_t seed, long block,
                                                 double* leader, double* follower) {
  draw_all<true>(games, seed, block, leader, follower);
}
[[gnu::target("arch=x86-64-v4")]] void draw_avx512(const TwoByTwoGames& games, std::uint64_t seed, long block,
                                                   double* leader, double* follower) {
  draw_all<true>(games, seed, block, leader, follower);
}

}  // namespace

void play_blocks(const TwoByTwoGames& games, std::uint64_t seed, long first, long count, PayoffSums* sums,
                 solvers::InstructionSet instructions) {
  switch (instructions) {
    case solvers::InstructionSet::avx512:
      return play_avx512(games, seed, first, count, sums);
    case solvers::InstructionSet::avx2:
      return play_avx2(games, seed, first, count, sums);
    case solvers::InstructionSet::baseline:
      break;
  }
  play_baseline(games, seed, first, count, sums);
}

void draw_block(const TwoByTwoGames& games, std::uint64_t seed, long block, double* leader, double* follower,
                solvers::InstructionSet instructions) {
  switch (instructions) {
    case solvers::InstructionSet::avx512:
      return draw_avx512(games, seed, block, leader, follower);
    case solvers::InstructionSet::avx2:
      return draw_avx2(games, seed, block, leader, follower);
    case solvers::InstructionSet::baseline:
      break;
  }
  draw_baseline(games, seed, block, leader, follower);
}

}  // namespace models::limited_trust::kernels
