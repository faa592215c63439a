// models/digital_twin/kernels/respond_to_aggregates.cpp
// Safeguarded Newton on each player's own scalar equation, 64 players at a time.
#include "models/digital_twin/kernels/respond_to_aggregates.hpp"

#include <algorithm>

#include "solvers/core/vector_math.hpp"

namespace models::digital_twin::kernels {
namespace {

constexpr int kLanes = 64;
constexpr int kMaxSteps = 120;      // Newton takes 4 to 12; bisection of [0, lambda] to rounding 60
constexpr double kSettled = 4e-15;  // Newton step over max(1, x): a few roundings of T

struct Lanes {
  alignas(64) double sensitivity[kLanes], reward[kLanes], sharing_cost[kLanes], probing_cost[kLanes];
  alignas(64) double sharing_value[kLanes], probing_value[kLanes], weight[kLanes];
  alignas(64) double x[kLanes], lower[kLanes], upper[kLanes];
  alignas(64) double sharing[kLanes], probing[kLanes], slope[kLanes];
};

/// A player's answer to its own score, with derivatives in x.
struct Answer {
  double share;  // P
  double sharing, probing;
  double score, slope;  // T(x), T'(x)
};

/// A number and its derivative in x.
struct Varying {
  double value, slope;
};
ENTENTE_KERNEL Varying over(Varying p, Varying q) {
  const double r = p.value / q.value;
  return {r, (p.slope - r * q.slope) / q.value};
}

ENTENTE_KERNEL Answer answer(const Lanes& lanes, int l, const Aggregates& known, const TrustRule& trust,
                             double x) {
  const double lambda = lanes.sensitivity[l], a = lanes.sharing_value[l], b = lanes.probing_value[l];
  const double share = exp(std::min(x - known.log_total, 0.0)), rest = 1 - share;
  const double prize = lanes.reward[l] * share;  // its slope is itself, that of rest is -share
  const double own_leak = lambda * a * share;
  const double leak = std::max(known.leak - own_leak, 0.0), leak_slope = leak > 0 ? -own_leak : 0;

  // alpha and beta without the budget
  const double pull = lambda * a * rest - trust.leak_held * leak;
  const double pull_slope = -own_leak - trust.leak_held * leak_slope;
  const double gain = prize * std::max(pull, 0.0);
  const double gain_slope = pull > 0 ? prize * (pull + pull_slope) : 0;
  const Varying resistance{2 * lanes.sharing_cost[l] + trust.leak_own * prize * leak,
                           trust.leak_own * prize * (leak + leak_slope)};
  const Varying alpha = over({gain, gain_slope}, resistance);
  const double probing_rate = prize * lambda * b / (2 * lanes.probing_cost[l]);
  const Varying beta{probing_rate * rest, probing_rate * (rest - share)};

  // the budget alpha + beta <= 1: both give way in proportion to the other's resistance
  const double both = resistance.value + 2 * lanes.probing_cost[l];
  const double part = 2 * lanes.probing_cost[l] / both;
  const double excess = alpha.value + beta.value - 1;
  const double cut = alpha.value - excess * part;
  const double cut_slope =
      alpha.slope - (alpha.slope + beta.slope) * part + excess * part * resistance.slope / both;
  const bool bound = excess > 0, corner = cut < 0 || cut > 1;
  const double s = bound ? std::min(std::max(cut, 0.0), 1.0) : alpha.value;
  const double s_slope = bound ? (corner ? 0 : cut_slope) : alpha.slope;
  const double probing = bound ? 1 - s : beta.value;
  const double probing_slope = bound ? -s_slope : beta.slope;

  const double kept =
      s - (trust.held + trust.own * s) * s;  // own honesty less what would be received from oneself
  return {share, s, probing, lambda * (a * (kept + known.received) + b * probing),
          lambda * (a * (1 - trust.held - 2 * trust.own * s) * s_slope + b * probing_slope)};
}

ENTENTE_KERNEL void load_players(Lanes& lanes, const PlayerArrays& players, const Aggregates& known,
                                 const double* from_above, long first) {
  for (int l = 0; l < kLanes; ++l) {
    const long i =
        std::min(first + l, players.count - 1);  // lanes past the end repeat the last player, unweighted
    lanes.weight[l] = first + l < players.count ? 1 : 0;
    lanes.sensitivity[l] = players.sensitivity[i];
    lanes.reward[l] = players.reward[i];
    lanes.sharing_cost[l] = players.sharing_cost[i];
    lanes.probing_cost[l] = players.probing_cost[i];
    lanes.sharing_value[l] = players.sharing_value[i];
    lanes.probing_value[l] = players.probing_value[i];
    lanes.lower[l] = 0;
    const double largest = std::max(lanes.sharing_value[l], lanes.probing_value[l]);
    lanes.upper[l] = lanes.sensitivity[l] * (largest + lanes.sharing_value[l] * known.received);
    lanes.upper[l] *= 1 + 1e-9;  // the whole budget spent is an answer within the bracket
    lanes.x[l] = from_above[i] > 0 ? lanes.upper[l] : 0;
  }
}

/// One step in every lane; returns the largest |T(x) - x| less what counts as settled.
ENTENTE_KERNEL double step(Lanes& lanes, const Aggregates& known, const TrustRule& trust) {
  double worst = 0;
#pragma omp simd reduction(max : worst)
  for (int l = 0; l < kLanes; ++l) {
    const double x = lanes.x[l];
    const Answer now = answer(lanes, l, known, trust, x);
    const double rise = now.score - x, slope = now.slope - 1;
    const double lower = rise > 0 ? x : lanes.lower[l], upper = rise > 0 ? lanes.upper[l] : x;
    const double left = std::max(rise, -rise) - kSettled * std::max(1.0, x) * std::max(1.0, -slope);
    double next = slope < -1e-8 ? x - rise / slope : -1;  // where T - x does not fall, Newton points away
    next = (next > lower) & (next < upper) ? next : 0.5 * (lower + upper);  // an end again would be a cycle
    next = left > 0 ? next : x;
    worst = std::max(worst, left);
    lanes.x[l] = next;
    lanes.lower[l] = lower;
    lanes.upper[l] = upper;
  }
  return worst;
}

/// Strategies at the scores reached, and their sums.
ENTENTE_KERNEL Response finish(Lanes& lanes, const Aggregates& known, const TrustRule& trust) {
  double total = 0, received = 0, leak = 0, total_slope = 0, unsettled = 0;
#pragma omp simd reduction(+ : total, received, leak, total_slope, unsettled)
  for (int l = 0; l < kLanes; ++l) {
    const Answer now = answer(lanes, l, known, trust, lanes.x[l]);
    const double rise = now.score - lanes.x[l],
                 share = lanes.weight[l] > 0 ? exp(lanes.x[l] - known.log_total) : 0;
    const double steep = std::max(1.0, 1 - now.slope);
    const bool settled = std::max(rise, -rise) <= 4 * kSettled * std::max(1.0, lanes.x[l]) * steep;
    total += share;
    received += lanes.weight[l] * (trust.held + trust.own * now.sharing) * now.sharing;
    leak += share * lanes.sensitivity[l] * lanes.sharing_value[l];
    total_slope += share * now.slope / std::min(now.slope - 1, -1e-12);
    unsettled += settled ? 0 : lanes.weight[l];
    lanes.sharing[l] = now.sharing;
    lanes.probing[l] = now.probing;
  }
  return {total, received, leak, total_slope, static_cast<long>(unsettled)};
}

ENTENTE_KERNEL Response respond(const PlayerArrays& players, const Aggregates& known, const TrustRule& trust,
                                const double* from_above, double* score, double* sharing, double* probing) {
  Lanes lanes;
  Response sum;
  for (long first = 0; first < players.count; first += kLanes) {
    load_players(lanes, players, known, from_above, first);
    for (int k = 0; k < kMaxSteps && step(lanes, known, trust) > 0; ++k) {
    }
    const Response block = finish(lanes, known, trust);
    const long used = std::min<long>(kLanes, players.count - first);
    std::copy_n(lanes.x, used, score + first);
    std::copy_n(lanes.sharing, used, sharing + first);
    std::copy_n(lanes.probing, used, probing + first);
    sum.total += block.total;
    sum.received += block.received;
    sum.leak += block.leak;
    sum.total_slope += block.total_slope;
    sum.unsettled += block.unsettled;
  }
  return sum;
}

#define ENTENTE_RESPOND(name)                                                                 \
  Response name(const PlayerArrays& players, const Aggregates& known, const TrustRule& trust, \
                const double* from_above, double* score, double* sharing, double* probing) {  \
    return respond(players, known, trust, from_above, score, sharing, probing);               \
  }
ENTENTE_RESPOND(respond_baseline)
[[gnu::target("arch=x86-64-v3")]] ENTENTE_RESPOND(respond_avx2)
    [[gnu::target("arch=x86-64-v4")]] ENTENTE_RESPOND(respond_avx512)
#undef ENTENTE_RESPOND

}  // namespace

Response respond_to_aggregates(const PlayerArrays& players, const Aggregates& known, const TrustRule& trust,
                               const double* from_above, double* score, double* sharing, double* probing,
                               solvers::InstructionSet instructions) {
  using solvers::InstructionSet;
  const auto respond_here = instructions == InstructionSet::avx512 ? respond_avx512
                            : instructions == InstructionSet::avx2 ? respond_avx2
                                                                   : respond_baseline;
  return respond_here(players, known, trust, from_above, score, sharing, probing);
}

}  // namespace models::digital_twin::kernels
