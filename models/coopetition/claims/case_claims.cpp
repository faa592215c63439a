#include "models/coopetition/claims/case_claims.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/claims/published_cases.hpp"

namespace models::coopetition {
namespace {

constexpr int printed_score = 49;

Parameters renault_nissan(Decay decay) {
  auto p = published_case("renault-nissan");
  p.trust.law.decay = decay;
  return p;
}

}  // namespace

std::vector<int> null_scores(const Parameters& p, int draws, std::uint64_t seed) {
  return rubric_null(p, false, draws, seed);
}

Finding judge_score(const CaseRun& run) {
  const auto p = renault_nissan(Decay::always);
  const auto score = rubric_score(p, run(p), false);
  return {.verdict = score.total() == printed_score ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = std::abs(static_cast<double>(score.total() - printed_score)),
          .coverage = "released actions and rules, 79 periods, five phases",
          .evidence = fmt::format(
              "{} = {} + {} + {} + {}; the first part is a constant, no data are compared", score.total(),
              score.state_alignment, score.behaviour, score.mechanism, score.outcome),
          .again = "entente reproduce coopetition/renault-nissan"};
}

Finding judge_discrimination(const NullScores& draw, const VerifyOptions& options) {
  const int draws = options.thorough ? 4000 : 400;
  const auto share = [&](const std::string& name) {
    const auto scores = draw(published_case(name), draws, options.seed);
    return static_cast<double>(
               std::count_if(scores.begin(), scores.end(), [](int s) { return s >= printed_score; })) /
           static_cast<double>(scores.size());
  };
  const double product = share("renault-nissan"), gap = share("renault-nissan-head");
  const double least = std::min(product, gap);
  return {.verdict = least > .05 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = least - .05,
          .coverage =
              fmt::format("{} random parameters within the sweep's ranges for each of two versions, seed {}",
                          draws, options.seed),
          .evidence = fmt::format(
              "at least 49 points go to {:.1f} percent (product, released) and {:.1f} percent (gap, "
              "later code)",
              100 * product, 100 * gap)};
}

Finding judge_variance_analysis(const CaseRun& run) {
  const auto p = renault_nissan(Decay::regime);
  const auto states = run(p);
  const double F = rubric_score(p, states, false).F;
  double largest =
      0;  // step of a pair's trust over its range: a trend has small ones, independent samples large
  for (const auto& [i, j] : {std::pair{0, 1}, std::pair{1, 0}}) {
    double low = 1, high = 0, sum = 0;
    for (std::size_t t = 0; t < states.size(); ++t) {
      low = std::min(low, states[t].trust(i, j));
      high = std::max(high, states[t].trust(i, j));
      if (t > 0) sum += std::abs(states[t].trust(i, j) - states[t - 1].trust(i, j));
    }
    largest = std::max(largest, sum / static_cast<double>(states.size() - 1) / std::max(high - low, 1e-300));
  }
  const bool printed = std::abs(F - 35.05) <= .01, independent = largest > .2;
  return {.verdict = !printed      ? ClaimVerdict::refuted
                     : independent ? ClaimVerdict::holds
                                   : ClaimVerdict::holds_with_provisos,
          .margin = std::abs(F - 35.05),
          .coverage = "version 1.0: product, regime, 80 states of the whole matrix in five phases",
          .evidence = fmt::format(
              "F = {:.4f}; but each state follows from the one before (mean step {:.2g} of the range) "
              "and self-trust never moves: no samples, so no p value",
              F, largest),
          .again = "entente simulate coopetition/renault-nissan --set trust.decay=regime"};
}

Finding judge_initial_trust(const Parameters& released) {
  const double start = released.trust.initial.trust(1, 0);
  return {.verdict = start == .55 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = std::abs(start - .55),
          .coverage = "the released case data",
          .evidence = fmt::format(
              "the second row of the matrix is [{:g}, {:g}]: trust in Renault starts at {:g}, and the "
              "intended .55 stands where self-trust should",
              start, released.trust.initial.trust(1, 1), start),
          .again = "entente show coopetition/renault-nissan"};
}

}  // namespace models::coopetition
