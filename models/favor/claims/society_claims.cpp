#include "models/favor/claims/society_claims.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/favor/deviation_audit.hpp"
#include "models/favor/society.hpp"
#include "models/favor/trend.hpp"
#include "solvers/core/random.hpp"

namespace models::favor {
namespace {

/// What several seeds of one setting say.
struct Outcome {
  std::vector<TrendPoint> lives;
  std::vector<double> slots;
  double shown = 0, truthful = 0, requests = 0, squared_error = 0, lies = 0, corrected = 0;
  double tried = 0, gain = 0, granted = 0, lost = 0;

  /// Mean utility a round of lives with gamma in [from, to).
  double utility(double from, double to) const {
    double weight = 0, value = 0;
    for (const auto& life : lives)
      if (life.discount_factor >= from && life.discount_factor < to)
        weight += life.weight, value += life.weight * life.value;
    return weight > 0 ? value / weight : 0;
  }
  double mean() const {
    double sum = 0;
    for (const double u : slots) sum += u;
    return sum / static_cast<double>(slots.size());
  }
  double deviation() const {
    double sum = 0;
    for (const double u : slots) sum += std::pow(u - mean(), 2);
    return std::sqrt(sum / static_cast<double>(slots.size()));
  }
};

void look_at(Outcome& outcome, const Society& society, const Play& play) {
  const auto& game = play.game;
  ++outcome.requests;
  outcome.squared_error += std::pow(play.believed - society.discount_factor(game.asker), 2);
  if (!play.decision.threshold) return;
  ++outcome.shown;
  if (play.truthful) {
    ++outcome.truthful;
    return;
  }
  const double truth = society.discount_factor(game.offerer);
  const double before =
      society.ledger(game.asker, game.offerer).mean(society.round(), society.beliefs()).mean;
  const double after = play.decision.grants ? play.decision.mean_if_granted : play.decision.mean_if_refused;
  ++outcome.lies;
  outcome.corrected += std::abs(after - truth) < std::abs(before - truth) ? 1 : 0;
}

Outcome simulated(const SocietySettings& settings, double mu, int seeds, const VerifyOptions& options,
                  double audited = 0) {
  const CostLaw costs(solvers::uniform_law(0, 200));
  const auto values = solvers::uniform_law(mu - 50, mu + 50);
  const Terms terms(FavorLaw(costs, mu), values.get());
  Outcome outcome;
  solvers::RandomStream chance(options.seed, 99);
  for (int k = 0; k < seeds && !options.stop.requested(); ++k) {
    const auto seed = options.seed + static_cast<std::uint64_t>(k);
    Society society(terms, settings, seed);
    for (int t = 0; t < settings.rounds; ++t) {
      society.begin_round();
      for (const auto& play : society.plays()) {
        look_at(outcome, society, play);
        if (!(audited > 0) || !play.decision.threshold || chance.uniform() > audited) continue;
        const auto tried = DeviationAudit(society, seed).try_other(play);
        ++outcome.tried;
        outcome.gain += std::max(tried.gain, 0.0);
        outcome.granted += tried.granted ? 1 : 0;
        outcome.lost += tried.granted && tried.gain > 0 ? 1 : 0;
      }
      society.end_round();
    }
    std::vector<double> slots(static_cast<std::size_t>(settings.agents));
    for (const auto& life : society.lives()) {
      slots[static_cast<std::size_t>(life.place)] += life.utility;
      if (life.rounds > 0)
        outcome.lives.push_back(
            {life.discount_factor, life.utility / life.rounds, static_cast<double>(life.rounds), k});
    }
    outcome.slots.insert(outcome.slots.end(), slots.begin(), slots.end());
  }
  return outcome;
}

int seeds_of(const VerifyOptions& options, int few, int many) { return options.thorough ? many : few; }

}  // namespace

Finding judge_peaks(const SocietySettings& settings, const VerifyOptions& options) {
  const int seeds = seeds_of(options, 3, 12);
  double last = 2, slack = 1;
  std::string seen;
  for (const double mu : {150.0, 300.0, 800.0}) {
    const auto trend = quartic_trend(simulated(settings, mu, seeds, options).lives, 10, 1);
    if (!trend) return {.coverage = "stopped"};
    const double low = 1 / (1 + mu / 200), high = 1 / (1 + mu / 800);
    slack = std::min({slack, trend->peak - low + 0.12, high + 0.15 - trend->peak, last - trend->peak});
    last = trend->peak;
    seen += fmt::format("{}{:.2f} in [{:.2f}, {:.2f}] at {:g}", seen.empty() ? "" : ", ", trend->peak, low,
                        high, mu);
  }
  return {
      .verdict = slack > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
      .margin = slack,
      .coverage = fmt::format("{} seeds of {} x {} for each E(W)", seeds, settings.agents, settings.rounds),
      .evidence = "peaks of the quartic trend, inside the band or just right of it: " + seen};
}

Finding judge_interior_peak(const SocietySettings& settings, const VerifyOptions& options) {
  const int seeds = seeds_of(options, 3, 12);
  const auto outcome = simulated(settings, 600, seeds, options);
  const double middle = outcome.utility(0.3, 0.5), patient = outcome.utility(0.9, 1);
  return {.verdict = middle > patient ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = middle - patient,
          .coverage = fmt::format("{} seeds of {} x {}, E(W) = 600", seeds, settings.agents, settings.rounds),
          .evidence =
              fmt::format("utility a round {:.4g} for gamma in [.3, .5], {:.4g} above .9", middle, patient)};
}

Finding judge_groups(const SocietySettings& high, const SocietySettings& uniform, const SocietySettings& low,
                     const VerifyOptions& options) {
  const int seeds = seeds_of(options, 6, 24);
  const double of_high = simulated(high, 600, seeds, options).mean(),
               of_uniform = simulated(uniform, 600, seeds, options).mean(),
               of_low = simulated(low, 600, seeds, options).mean();
  const double margin = std::min(of_high - of_uniform, of_uniform - of_low);
  return {.verdict = margin > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = margin,
          .coverage = fmt::format("{} seeds of {} x {}, E(W) = 600", seeds, high.agents, high.rounds),
          .evidence =
              fmt::format("mean payoff {:.0f} high, {:.0f} uniform, {:.0f} low", of_high, of_uniform, of_low),
          .again = "entente simulate favor/figure2-high --seeds 6"};
}

Finding judge_communication(const SocietySettings& without, const SocietySettings& with,
                            const VerifyOptions& options) {
  const int seeds = seeds_of(options, 8, 40);
  const double change = simulated(with, 600, seeds, options).utility(0, 0.5) /
                            simulated(without, 600, seeds, options).utility(0, 0.5) -
                        1;
  const double margin = std::min(-0.05 - change, change + 0.35);
  return {.verdict = margin > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = margin,
          .coverage = fmt::format("{} paired seeds of {} x {}, E(W) = 600", seeds, with.agents, with.rounds),
          .evidence = fmt::format("utility below gamma = 1/2 changes by {:.1f} %", 100 * change)};
}

Finding judge_advisors(const SocietySettings& one, const SocietySettings& other,
                       const VerifyOptions& options) {
  const int seeds = seeds_of(options, 6, 40);
  const double ratio = simulated(other, 600, seeds, options).utility(0, 0.5) /
                       simulated(one, 600, seeds, options).utility(0, 0.5);
  return {.verdict = std::abs(ratio - 1) > 0.05 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = ratio - 1,
          .coverage = fmt::format("{} paired seeds of {} x {}, E(W) = 600", seeds, one.agents, one.rounds),
          .evidence = fmt::format("utility below gamma = 1/2 with {} advisors is {:.2f} of that with {}",
                                  other.communication.advisors, ratio, one.communication.advisors)};
}

Finding judge_compatibility(const SocietySettings& settings, const VerifyOptions& options) {
  auto audited = settings;
  audited.audit = {.states = 1, .rollouts = options.thorough ? 24 : 8, .rounds = 100};
  const auto outcome =
      simulated(audited, 600, seeds_of(options, 1, 5), options, options.thorough ? 0.006 : 0.003);
  if (!(outcome.tried > 0)) return {.coverage = "no decision tried"};
  const double share = outcome.gain / outcome.tried / 600;
  const double lost = outcome.granted > 0 ? outcome.lost / outcome.granted : 0;
  return {.verdict = share > 0.25 ? ClaimVerdict::refuted
                     : lost > 0.2 ? ClaimVerdict::holds_with_provisos
                                  : ClaimVerdict::holds,
          .margin = 0.25 - share,
          .coverage = fmt::format(
              "{:.0f} decisions tried the other way with common random numbers, E(W) = 600", outcome.tried),
          .evidence = fmt::format("mean positive gain {:.0f} % of E(W); {:.0f} % of the grants do not pay",
                                  100 * share, 100 * lost)};
}

Finding judge_honesty(const SocietySettings& settings, const VerifyOptions& options) {
  const int seeds = seeds_of(options, 1, 3);
  const auto outcome = simulated(settings, 600, seeds, options);
  const double differs = 1 - outcome.truthful / outcome.shown;
  return {.verdict = differs > 0.01 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = differs,
          .coverage = fmt::format("{:.0f} decisions, E(W) = 600", outcome.shown),
          .evidence = fmt::format("{:.0f} % differ from the honest limit", 100 * differs)};
}

Finding judge_correction(const SocietySettings& settings, const VerifyOptions& options) {
  const auto outcome = simulated(settings, 600, seeds_of(options, 1, 3), options);
  const double share = outcome.lies > 0 ? outcome.corrected / outcome.lies : 1;
  return {
      .verdict = share < 0.5 ? ClaimVerdict::refuted : ClaimVerdict::holds,
      .margin = share - 0.5,
      .coverage = fmt::format("{:.0f} actions that differ from the honest limit, E(W) = 600", outcome.lies),
      .evidence = fmt::format("the belief moves toward the truth after {:.0f} % of them", 100 * share)};
}

Finding judge_encounters(const SocietySettings& uniform, const SocietySettings& literal,
                         const SocietySettings& normalised, const VerifyOptions& options) {
  const int seeds = seeds_of(options, 2, 12);
  const auto even = simulated(uniform, 600, seeds, options),
             printed = simulated(literal, 600, seeds, options),
             scaled = simulated(normalised, 600, seeds, options);
  const bool by_scaled = scaled.mean() > even.mean() && scaled.deviation() > even.deviation();
  const bool as_printed = printed.mean() > even.mean() && printed.deviation() > even.deviation();
  return {
      .verdict = as_printed  ? ClaimVerdict::holds
                 : by_scaled ? ClaimVerdict::holds_with_provisos
                             : ClaimVerdict::refuted,
      .margin = scaled.mean() / even.mean() - 1,
      .coverage = fmt::format("{} seeds of {} x {}, E(W) = 600", seeds, uniform.agents, uniform.rounds),
      .evidence = fmt::format("mean payoff {:.0f} uniform, {:.0f} scale-free as its words read, {:.0f} with "
                              "kappa = N",
                              even.mean(), printed.mean(), scaled.mean())};
}

Finding judge_steady_state(const SocietySettings& settings, const VerifyOptions& options) {
  const auto outcome = simulated(settings, 600, seeds_of(options, 1, 3), options);
  const double error = std::sqrt(outcome.squared_error / outcome.requests), prior = std::sqrt(1.0 / 12);
  return {.verdict = error >= prior ? ClaimVerdict::refuted
                     : error > 0.15 ? ClaimVerdict::holds_with_provisos
                                    : ClaimVerdict::holds,
          .margin = prior - error,
          .coverage = fmt::format("{:.0f} requests of {} x {}, E(W) = 600", outcome.requests, settings.agents,
                                  settings.rounds),
          .evidence = fmt::format("error of beliefs {:.3f}; the prior's is {:.3f}", error, prior)};
}

/// A point of the figures is an incarnation: its discount factor and its total utility.
Finding judge_sizes(const SocietySettings& one, const SocietySettings& other, const VerifyOptions& options) {
  const int seeds = seeds_of(options, 3, 12);
  const auto points = [&](const SocietySettings& settings) {
    std::vector<double> counts;
    for (int k = 0; k < seeds; ++k) {
      auto own = options;
      own.seed = options.seed + static_cast<std::uint64_t>(k);
      counts.push_back(static_cast<double>(simulated(settings, 600, 1, own).lives.size()));
    }
    return counts;
  };
  const auto first = points(one), second = points(other);
  const auto [fewest, most] = std::minmax_element(first.begin(), first.end());
  const auto [least, greatest] = std::minmax_element(second.begin(), second.end());
  const double gap = std::max(*fewest - *greatest, *least - *most);  // between the ranges over seeds
  return {.verdict = gap > 0 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = gap,
          .coverage = fmt::format("{} seeds of {} x {} and of {} x {}, E(W) = 600", seeds, one.agents,
                                  one.rounds, other.agents, other.rounds),
          .evidence = fmt::format("{:.0f} to {:.0f} points against {:.0f} to {:.0f}", *fewest, *most, *least,
                                  *greatest)};
}

}  // namespace models::favor
