#include "models/coopetition/claims/trust_claims.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/random.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;
using Pair = PairState<double>;
using BallPair = PairState<Ball>;

constexpr Building buildings[] = {Building::product, Building::gap};
constexpr Decay decays[] = {Decay::regime, Decay::always};

int cases(const VerifyOptions& options) { return options.thorough ? 100'000 : 5000; }

TrustLaw law_of(Building building, Decay decay) {
  TrustLaw law;
  law.building = building;
  law.decay = decay;
  return law;
}

/// Corners of [0, 1]^2 and random states, exact in balls, each with a signal.
template <typename Look>
void look_at_states(const VerifyOptions& options, Look look) {
  for (const int T : {0, 1})
    for (const int R : {0, 1})
      for (const int s : {0, 1}) look(BallPair{Ball(T), Ball(R)}, Ball(s));
  for (int k = 0; k < cases(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const double T = stream.uniform(), R = stream.uniform(), s = stream.uniform();
    look(BallPair{Ball(T), Ball(R)}, Ball(s));
  }
}

std::string states_looked_at(const VerifyOptions& options) {
  return fmt::format("T, R, s in [0, 1]: corners and {} random points in balls, seed {}", cases(options),
                     options.seed);
}

/// The state where |s| lasts, followed from (T, R) until it moves no more.
Pair followed(const PairStep& step, const TrustLaw& law, Pair at, double s, double D, int periods) {
  for (int t = 0; t < periods; ++t) at = step(law, at, s, D);
  return at;
}

TrustLaw random_law(solvers::RandomStream& stream, Building building, Decay decay) {
  auto law = law_of(building, decay);
  law.building_rate = stream.uniform(0.03, 0.5);
  law.erosion_rate = stream.uniform(0.05, 0.5);
  law.damage_rate = stream.uniform(0.05, 0.9);
  law.decay_rate = stream.uniform(0.01, 0.2);
  law.amplification = stream.uniform(0, 0.9);
  return law;
}

/// Largest distance from where lasting signals should lead, over random laws, starts and sizes of signals.
template <typename Goal>
double furthest(const PairStep& step, bool cooperation, Goal goal, const VerifyOptions& options) {
  constexpr int periods = 6000;
  double away = 0;
  const int games = options.thorough ? 400 : 40;
  for (int k = 0; k < games; ++k)
    for (const auto building : buildings)
      for (const auto decay : decays) {
        solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
        const auto law = random_law(stream, building, decay);
        const double s = (cooperation ? 1 : -1) * stream.uniform(0.2, 1), D = stream.uniform();
        const Pair start{stream.uniform(), stream.uniform()};
        const Pair end = followed(step, law, start, s, D, periods), at = goal(law, s);
        away = std::max({away, std::abs(end.trust - at.trust), std::abs(end.damage - at.damage)});
      }
  return away;
}

/// Period at which 0.85 is regained after x = -3 once and then x = 2; nothing within 100,000.
std::optional<int> regained(const PairStep& step, const TrustLaw& law) {
  Pair at = step(law, {0.85, 0}, std::tanh(-3.0), 0.5);
  for (int t = 1; t <= 100'000; ++t) {
    at = step(law, at, std::tanh(2.0), 0.5);
    if (at.trust >= 0.85) return t;
  }
  return std::nullopt;
}

}  // namespace

PairState<double> pair_step(const TrustLaw& law, const PairState<double>& at, double signal,
                            double dependence) {
  return next_pair(law, at, signal, dependence);
}

Ball gain_at_full_rate(Building building, const PairState<Ball>& at, const Ball& s) {
  return trust_gain(TrustRates<Ball>{Ball(1), Ball(0), Ball(0), Ball(0), Ball(0)}, building, at, s);
}

Finding judge_bounds(const TrustGain& gain, const PairStep& step, const VerifyOptions& options) {
  long outside = 0;
  for (const auto building : buildings)
    look_at_states(options, [&](const BallPair& at, const Ball& s) {
      const Ball dT = gain(building, at, s), next = at.trust + dT;
      outside += certainly_negative(dT) || certainly_less(Ball(1), next);
    });
  // Losses and damage through the whole step: with the rates allowed its clips never act.
  for (int k = 0; k < cases(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const auto law = random_law(stream, buildings[k % 2], decays[k / 2 % 2]);
    const double D = stream.uniform(), s = stream.uniform(-1, 1);
    const Pair at{stream.uniform(), stream.uniform()}, next = step(law, at, s, D);
    outside += !(next.trust >= 0 && next.trust <= 1 && next.damage >= 0 && next.damage <= 1);
    if (s < 0 && at.trust > 0)
      outside += next.trust < at.trust * (1 - law.erosion_rate * (1 + law.amplification)) - 1e-15;
  }
  return {.verdict = outside > 0 ? ClaimVerdict::refuted : ClaimVerdict::proved_by_argument,
          .margin = static_cast<double>(outside),
          .coverage = states_looked_at(options) + "; as many random laws in floating point",
          .evidence =
              fmt::format("with c in [0, 1]: T + c (1 - T) Theta <= T + (1 - T) = 1; T + c max(0, Theta - T) "
                          "<= max(T, Theta); T "
                          "(1 - c) >= 0 for c = lambda- |s| (1 + xi D); R + c (1 - R) <= 1; {} cases outside",
                          outside)};
}

Finding judge_product_above_gap(const TrustGain& gain, const VerifyOptions& options) {
  long below = 0;
  look_at_states(options, [&](const BallPair& at, const Ball& s) {
    below += certainly_less(gain(Building::product, at, s), gain(Building::gap, at, s));
  });
  return {.verdict = below > 0 ? ClaimVerdict::refuted : ClaimVerdict::proved_by_argument,
          .margin = static_cast<double>(below),
          .coverage = states_looked_at(options),
          .evidence = fmt::format(
              "(1 - T) Theta - (Theta - T) = T R >= 0, and the gap builds nothing where T > Theta; "
              "{} cases against",
              below)};
}

Finding judge_ceiling(const TrustGain& gain, Building building, const VerifyOptions& options) {
  long above = 0;
  double furthest = 0;
  std::string example;
  look_at_states(options, [&](const BallPair& at, const Ball& s) {
    const Ball ceiling = Ball(1) - at.damage, next = at.trust + gain(building, at, s);
    if (!certainly_less(ceiling, next) || !certainly_less(at.trust, next)) return;
    ++above;
    const double by = (next - max(ceiling, at.trust)).lower();
    if (by <= furthest) return;
    furthest = by;
    example = fmt::format("T = {:.3f}, R = {:.3f}, s = {:.3f} at rate 1: {:.3f} above", at.trust.midpoint(),
                          at.damage.midpoint(), s.midpoint(), by);
  });
  Finding finding{.verdict = above > 0 ? ClaimVerdict::refuted : ClaimVerdict::proved_by_argument,
                  .margin = furthest,
                  .coverage = states_looked_at(options)};
  if (above > 0) {
    finding.evidence =
        fmt::format("{} cases, in balls; such as {}. Without healing T even tends to 1", above, example);
    finding.again = "entente simulate coopetition/violation-and-recovery --set trust.decay_rate=0";
  } else {
    finding.evidence = "T + c max(0, Theta - T) <= max(T, Theta) for c in [0, 1]";
  }
  return finding;
}

Finding judge_lasting_cooperation(const PairStep& step, const VerifyOptions& options) {
  const double away = furthest(
      step, true,
      [](const TrustLaw&, double) {
        return Pair{1, 0};
      },
      options);
  return {
      .verdict = away < 1e-9 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
      .margin = away,
      .coverage = fmt::format(
          "random laws with delta > 0, both building and decay rules, random starts, seed {}", options.seed),
      .evidence = fmt::format("R_n = R_0 (1 - delta)^n; product: 1 - T_n = (1 - T_0) prod (1 - lambda+ s "
                              "Theta_k), Theta_k -> 1; gap: T "
                              "follows Theta. After 6,000 periods all are within {:.2g} of (1, 0); "
                              "eigenvalues 1 - lambda+ s and 1 - "
                              "delta: `bound`",
                              away),
      .again = "entente bound coopetition/violation-and-recovery"};
}

Finding judge_lasting_violation(const PairStep& step, const VerifyOptions& options) {
  const auto goal = [](const TrustLaw& law, double s) {
    const double hurt = law.damage_rate * -s;
    return Pair{0, law.decay == Decay::always ? hurt / (hurt + law.decay_rate) : 1};
  };
  const double away = furthest(step, false, goal, options);
  return {.verdict = away < 1e-9 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
          .margin = away,
          .coverage = fmt::format("random laws, both decay rules, random starts, seed {}", options.seed),
          .evidence = fmt::format(
              "T_n = T_0 (1 - lambda- |s| (1 + xi D))^n; R tends to 1 (regime) or mu |s| / (mu |s| + "
              "delta) (always), affine with slope in [0, 1). After 6,000 periods within {:.2g}",
              away)};
}

Finding judge_permanence(const PairStep& step) {
  const auto product = regained(step, law_of(Building::product, Decay::regime)),
             gap = regained(step, law_of(Building::gap, Decay::regime));
  const auto when = [](const std::optional<int>& t) {
    return t ? fmt::format("after {} periods", *t) : "never";
  };
  return {.verdict = product || gap ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = static_cast<double>(std::max(product.value_or(0), gap.value_or(0))),
          .coverage = "T = 0.85, x = -3 once, then x = 2, default rates, D = 0.5; 100,000 periods",
          .evidence = fmt::format("0.85 is regained {} (product) and {} (gap)", when(product), when(gap)),
          .again = "entente simulate coopetition/violation-and-recovery"};
}

Finding judge_limit_of_trust(const PairStep& step) {
  auto law = law_of(Building::gap, Decay::always);  // the documentation's rules and Renault-Nissan's rates
  law.building_rate = 0.08;
  law.erosion_rate = 0.32;
  law.damage_rate = 0.65;
  law.decay_rate = 0.02;
  const Pair hurt = step(law, {0.3, 0.2}, std::tanh(-3.0), 0.5);
  const Pair ten = followed(step, law, hurt, std::tanh(2.0), 0.5, 10),
             end = followed(step, law, hurt, std::tanh(2.0), 0.5, 5000);
  return {.verdict = end.trust > 1 - 1e-9 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = 1 - end.trust,
          .coverage =
              "gap, damage that always heals; rates .08, .32, .65, .02, start T = 0.3, R = 0.2; x = -3 once, "
              "x = 2",
          .evidence =
              fmt::format("T is {:.3f} after ten periods and 1 - {:.1g} after 5,000: the ceiling heals, too",
                          ten.trust, 1 - end.trust)};
}

Finding judge_zero_signal(const PairStep& step) {
  double lost = 0;
  for (const auto building : buildings)
    for (const auto decay : decays)
      for (int k = 0; k <= 20; ++k)
        for (int r = 0; r <= 20; ++r) {
          const Pair at{k / 20.0, r / 20.0};
          lost = std::max(lost, at.trust - step(law_of(building, decay), at, 0, 0.5).trust);
        }
  return {.verdict = lost > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = lost,
          .coverage = "21 x 21 states, every building and decay rule",
          .evidence = fmt::format(
              "the largest loss of trust at s = 0 is {:.3g}: -lambda- |s| T (1 + xi D) vanishes", lost)};
}

Finding judge_amplified_erosion(const PairStep& step, const VerifyOptions& options) {
  double least = std::numeric_limits<double>::infinity(), worst = 0;
  for (int k = 0; k < cases(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    auto law = random_law(stream, buildings[k % 2], decays[k / 2 % 2]);
    law.amplification = stream.uniform(0.05, 0.9);
    const Pair at{stream.uniform(0.1, 1), stream.uniform()};
    const double s = -stream.uniform(0.1, 1), D = stream.uniform(0, 0.9), more = stream.uniform(0.05, 0.1);
    const double extra = step(law, at, s, D).trust - step(law, at, s, D + more).trust;
    const double said = law.erosion_rate * -s * at.trust * law.amplification * more;
    least = std::min(least, extra);
    worst = std::max(worst, std::abs(extra - said));
  }
  return {
      .verdict = least > 0 && worst < 1e-12 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
      .margin = least,
      .coverage = fmt::format("argument; {} random laws, states and violations, seed {}", cases(options),
                              options.seed),
      .evidence = fmt::format("T lambda- |s| (1 + xi D) rises in D by T lambda- |s| xi for each unit; the "
                              "least rise of the loss seen is {:.3g}, off that by {:.2g} at the most",
                              least, worst)};
}

}  // namespace models::coopetition
