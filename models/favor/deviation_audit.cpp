#include "models/favor/deviation_audit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/favor/population.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

constexpr double negligible = 1e-4;  // of a discounted rest

/// Two agents of a society on their own: 0 is the one who decided.
struct Duo {
  std::array<double, 2> discount_factor;
  std::array<std::array<Ledger, 2>, 2> ledgers;  ///< [observer][target]
  std::array<std::array<double, 2>, 2> rates;    ///< [offerer][asker]
};

class Rollout {
 public:
  Rollout(const Society& society, const BeliefRule& beliefs, const KeyedDraws& draws, const Play& play)
      : society_(society), beliefs_(beliefs), draws_(draws), play_(play) {}

  /// Discounted utility of agent 0 from the decision on.
  double utility(Duo duo, bool grants) const {
    const auto& audit = society_.settings().audit;
    first_round(duo, grants);
    double total = grants ? -play_.game.cost : 0, discount = 1;
    for (int t = 1; t <= audit.rounds; ++t) {
      discount *= duo.discount_factor[0];
      if (discount < negligible) break;
      replace_asker(duo, t);
      total += discount * round(duo, t);
    }
    return total;
  }

 private:
  /// The action under trial, and what the asker did in the same round where it was asked too.
  void first_round(Duo& duo, bool grants) const {
    const double now = society_.round();
    const auto& [offerer, asker, cost, value] = play_.game;
    duo.ledgers[1][0].observe(shown(grants, *play_.decision.threshold, now), beliefs_);
    for (const auto& other : society_.plays())
      if (other.game.offerer == asker && other.game.asker == offerer && other.decision.threshold)
        duo.ledgers[0][1].observe(shown(other.decision.grants, *other.decision.threshold, now), beliefs_);
  }

  void replace_asker(Duo& duo, int t) const {
    const auto& settings = society_.settings();
    if (draws_.uniform(Draw::replacement, t, 1) >= settings.reputation.replacement_rate) return;
    duo.discount_factor[1] = draw_discount_factor(settings.discount_factors, settings.discount_factor, t,
                                                  play_.game.asker, draws_);
    if (settings.clear_memory) duo.ledgers[1][0].clear();
  }

  double round(Duo& duo, int t) const {
    std::array<std::optional<Observation>, 2> seen;
    double payoff = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto j = 1 - i;
      const int from = static_cast<int>(i), to = static_cast<int>(j);
      if (draws_.uniform(Draw::meeting, t, from, to) >= duo.rates[i][j]) continue;
      auto cost = draws_.stream(Draw::cost, t, from, to), value = draws_.stream(Draw::value, t, from, to);
      const double c = society_.terms().draw_cost(cost), w = society_.terms().draw_value(c, value);
      const auto decision = decide(society_.terms(), society_.settings().decision, beliefs_,
                                   request(duo, i, c, society_.round() + t));
      if (decision.grants) payoff += i == 0 ? -c : w;
      if (decision.threshold) seen[i] = shown(decision.grants, *decision.threshold, society_.round() + t);
    }
    for (std::size_t i = 0; i < 2; ++i)
      if (seen[i]) duo.ledgers[1 - i][i].observe(*seen[i], beliefs_);
    return payoff;
  }

  Request request(const Duo& duo, std::size_t i, double cost, double now) const {
    const auto j = 1 - i;
    const double mean = duo.ledgers[i][j].mean(now, beliefs_).mean;
    return {.now = now,
            .discount_factor = duo.discount_factor[i],
            .asker_discount_factor = duo.discount_factor[j],
            .offer_rate = duo.rates[i][j],
            .ask_rate = duo.rates[j][i],
            .asker_mean = mean,
            .asker_public_mean = mean,
            .own_reputation = &duo.ledgers[j][i],
            .cost = cost};
  }

  const Society& society_;
  const BeliefRule& beliefs_;
  KeyedDraws draws_;
  const Play& play_;
};

Duo duo_of(const Society& society, const Game& game) {
  const std::array<int, 2> who{game.offerer, game.asker};
  Duo duo{};
  for (std::size_t a = 0; a < 2; ++a) {
    duo.discount_factor[a] = society.discount_factor(who[a]);
    const auto b = 1 - a;
    duo.ledgers[a][b] = society.ledger(who[a], who[b]);
    duo.rates[a][b] = society.rates()(who[a], who[b]);
  }
  return duo;
}

}  // namespace

DeviationAudit::DeviationAudit(const Society& society, std::uint64_t seed)
    : society_(society),
      draws_(seed),
      beliefs_(society.settings().reputation, society.settings().rounds + society.settings().audit.rounds) {
  using namespace solvers::require;
  const auto policy = society.settings().decision.policy;
  that(!society.settings().communication.active, "audit", "pairs must not communicate with others");
  that(policy == Policy::reputation || policy == Policy::limit_rule, "audit",
       "only decisions that show something can be tried the other way");
  at_least("audit", "rollouts", society.settings().audit.rollouts, 2);
}

Deviation DeviationAudit::try_other(const Play& play) const {
  const auto& [offerer, asker, cost, value] = play.game;
  const auto duo = duo_of(society_, play.game);
  const double truth = duo.discount_factor[0], now = society_.round();
  const double before = duo.ledgers[1][0].mean(now, beliefs_).mean;
  const double after = play.decision.grants ? play.decision.mean_if_granted : play.decision.mean_if_refused;
  Deviation result{.round = society_.round(),
                   .offerer = offerer,
                   .asker = asker,
                   .discount_factor = truth,
                   .cost = cost,
                   .granted = play.decision.grants,
                   .belief_error = before - truth,
                   .belief_shift = std::abs(after - truth) - std::abs(before - truth)};
  std::vector<double> gains;
  for (int k = 0; k < society_.settings().audit.rollouts; ++k) {
    const auto key = draws_.stream(Draw::rollout, society_.round(), offerer, asker)() ^
                     solvers::mix(static_cast<std::uint64_t>(k) + 1);
    const Rollout rollout(society_, beliefs_, KeyedDraws(key), play);
    gains.push_back(rollout.utility(duo, !play.decision.grants) - rollout.utility(duo, play.decision.grants));
  }
  const double n = static_cast<double>(gains.size());
  for (const double gain : gains) result.gain += gain / n;
  double squares = 0;
  for (const double gain : gains) squares += (gain - result.gain) * (gain - result.gain);
  result.standard_error = std::sqrt(squares / (n - 1) / n);
  return result;
}

}  // namespace models::favor
