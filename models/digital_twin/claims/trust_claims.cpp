#include "models/digital_twin/claims/trust_claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/beliefs.hpp"
#include "models/digital_twin/claims/random_games.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;

constexpr int pieces = 64;  // of each side of the unit square

/// Largest upper and smallest lower end of the step over a subdivision of [0, 1]^3. At a fixed rate and trust
/// the step is affine, so cells are enough.
Interval range_of(const TrustStep& step) {
  Interval range{1, 0};
  const auto cell = [](int k) {
    return Ball(Interval{static_cast<double>(k) / pieces, static_cast<double>(k + 1) / pieces});
  };
  for (int r = 0; r < pieces; ++r)
    for (int t = 0; t < pieces; ++t)
      for (const int s : {0, 1}) {  // affine in what is observed: its ends bound it
        const Ball next = step(cell(r), cell(t), Ball(s));
        range.lower = std::min(range.lower, next.lower());
        range.upper = std::max(range.upper, next.upper());
      }
  return range;
}

/// The extreme values over corners: attained, so what lies outside [0, 1] there refutes.
Interval corners_of(const TrustStep& step) {
  Interval range{1, 0};
  for (const int r : {0, 1})
    for (const int t : {0, 1})
      for (const int s : {0, 1}) {
        const Ball next = step(Ball(r), Ball(t), Ball(s));
        range.lower = std::min(range.lower, next.upper());
        range.upper = std::max(range.upper, next.lower());
      }
  return range;
}

constexpr auto convex =
    "(7) is a convex combination of trust and observed honesty, both in [0, 1]; the ball enclosure widens it "
    "by the "
    "cells' width at most";

}  // namespace

Finding judge_trust_range(const TrustStep& step) {
  const auto corners = corners_of(step);
  const auto range = range_of(step);
  Finding finding{
      .margin = std::max(-range.lower, range.upper - 1),
      .coverage = "rate, trust and honesty in [0, 1]^3: 64 x 64 cells in balls, both ends of honesty",
      .evidence = fmt::format("enclosed in [{:.6g}, {:.6g}]; at the corners in [{:.6g}, {:.6g}]; {}",
                              range.lower, range.upper, corners.lower, corners.upper, convex)};
  if (corners.lower < 0 || corners.upper > 1) finding.verdict = ClaimVerdict::refuted;
  // A cell of width h encloses (1 - r) t + r s within h (1 + h) of its true range.
  else if (finding.margin <= (1 + 1.0 / pieces) / pieces)
    finding.verdict = ClaimVerdict::proved_by_argument;
  return finding;
}

Finding judge_negative_trust(const TrustStep& step) {
  auto finding = judge_trust_range(step);
  if (finding.verdict == ClaimVerdict::proved_by_argument)
    finding.verdict = ClaimVerdict::refuted;
  else if (corners_of(step).lower < 0)
    finding.verdict = ClaimVerdict::holds;
  else
    finding.verdict = ClaimVerdict::undecided;
  return finding;
}

Finding judge_product_honesty(int window, const VerifyOptions& options) {
  double largest = 0;
  const int histories = options.thorough ? 2000 : 200;
  for (int h = 0; h < histories; ++h) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(h));
    Belief joint{.rule = BeliefRule::window, .window = window}, product = joint;
    product.honesty = Honesty::product;
    BeliefFilter of_joint(joint, 2, 10), of_product(product, 2, 10);
    for (int t = 0; t < 10; ++t) {
      const auto profile = random_game(2, stream).profile;
      of_joint.observe(profile);
      of_product.observe(profile);
    }
    largest = std::max(largest, (of_joint.honesty() - of_product.honesty()).cwiseAbs().maxCoeff());
  }
  return {.verdict = largest > 1e-6 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = largest,
          .coverage = fmt::format("{} seeded histories of 10 rounds, window {}", histories, window),
          .evidence = fmt::format(
              "the two differ by the covariance of alpha and delta, by {:.3g} at the most", largest)};
}

Finding judge_common_beliefs(const Belief& first, const Belief& second, const VerifyOptions& options) {
  solvers::RandomStream stream(options.seed, 0);
  BeliefFilter one(first, 2, 10), other(second, 2, 10);
  for (int t = 0; t < 10; ++t) {
    const auto profile = random_game(2, stream).profile;
    one.observe(profile);
    other.observe(profile);
  }
  const double difference = (one.honesty() - other.honesty()).cwiseAbs().maxCoeff();
  return {.verdict = difference > 1e-6 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = difference,
          .coverage = "one seeded history of 10 rounds, two believers",
          .evidence = fmt::format("their estimates of a rival differ by {:.3g}: alpha-hat_ij depends on i",
                                  difference)};
}

}  // namespace models::digital_twin
