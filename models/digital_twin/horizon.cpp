#include "models/digital_twin/horizon.hpp"

#include "models/memory.hpp"

namespace models::digital_twin {
namespace {

using Array = Eigen::ArrayXd;
using Eigen::Index;

/// lambda_k P_k a_k: how much a rival's share answers to what it receives.
Array responses(const Setting& setting, const Round& round) {
  const auto& p = setting.players;
  return p.information_sensitivity.array() * round.perceived.share.array() * p.sharing_value.array();
}

Vector leak_of(const Setting& setting, const TrustDynamics& trust, const Round& round) {
  const Vector weight = responses(setting, round);
  switch (setting.gradient) {
    case Gradient::exact:
      return trust.inbound(weight);
    case Gradient::stationary:  // inbound trust is s_i and moves with it: d(s_i^2)/ds_i
      return 2 * round.honesty.cwiseProduct(sums_of_others<double>(weight));
    case Gradient::printed:
      break;
  }
  return Vector::Zero(weight.size());
}

/// dJ_i / d h_i^u, for each round u and player i: what it is worth to be believed honest.
std::vector<Array> worth_of_belief(const Setting& setting, const Rollout& rollout, double discount) {
  std::vector<Array> worth;
  double factor = 1;
  for (const auto& round : rollout.rounds) {
    const Array prize = factor * setting.players.reward.array() * round.perceived.share.array();
    worth.emplace_back(-prize * round.leak.array());
    if (setting.gradient != Gradient::printed && rollout.trust_moves) {
      const Array harm = prize * round.believed.array();  // of each unit of rivals' response to their trust
      Array part = setting.trust_rate.array() * responses(setting, round);
      for (std::size_t u = worth.size() - 1; u-- > 0; part *= 1 - setting.trust_rate.array())
        worth[u] -= harm * (part.sum() - part);
    }
    factor *= discount;
  }
  return worth;
}

}  // namespace

Setting::Setting(const Parameters& p)
    : players(lift<double>(p.players)),
      trust_rate(p.players.trust_rate),
      learning_rate(p.players.learning_rate),
      gradient(p.gradient) {}

Round play_round(const Setting& setting, const TrustDynamics& trust, const Vector& believed,
                 const Vector& profile) {
  const auto& p = setting.players;
  Round round{.profile = profile, .honesty = honesty<double>(profile), .believed = believed};
  auto seen = state_of<double>(p, profile, round.honesty, trust.received(believed));
  round.perceived_payoff = payoffs(p, seen, profile);
  if (believed == round.honesty) {
    round.share = seen.shares.share;
    round.payoff = round.perceived_payoff;
  } else {
    const auto real = state_of<double>(p, profile, round.honesty, trust.received(round.honesty));
    round.share = real.shares.share;
    round.payoff = payoffs(p, real, profile);
  }
  round.perceived = std::move(seen.shares);
  round.leak = leak_of(setting, trust, round);
  round.direct_gradient = own_gradients<double>(p, round.perceived, Vector::Zero(p.count()), profile);
  return round;
}

double Rollout::bytes(double players, double rounds) {
  constexpr double numbers =
      3 + 2 + 2 + 1 + 2 + 1 + 3 + 3 + 3 + 1;  // of a player in a round, with its gradient
  return bytes_of_matrix(rounds, numbers * players + 0.5 * rounds);
}

void Rollout::clear() {
  rounds.clear();
  slopes.clear();
  weights.clear();
}

void Rollout::extend(const Setting& setting, const TrustDynamics& trust, BeliefFilter& beliefs,
                     const Vector& profile) {
  beliefs.observe(profile);
  rounds.push_back(play_round(setting, trust, beliefs.honesty(), profile));
  auto& slope = slopes.emplace_back();
  for (int i = 0; i < setting.players.count(); ++i) slope.push_back(beliefs.slope(i));
  auto& weight = weights.emplace_back();
  for (auto age = static_cast<int>(rounds.size()); age-- > 0;) weight.push_back(beliefs.weight(age));
}

Rollout roll_out(const Setting& setting, TrustDynamics& trust, BeliefFilter& beliefs,
                 const std::vector<Vector>& plan) {
  Rollout rollout;
  rollout.trust_moves = trust.moves();
  for (const auto& profile : plan) {
    rollout.extend(setting, trust, beliefs, profile);
    trust.update(beliefs.honesty());
  }
  return rollout;
}

Vector discounted_payoffs(const Rollout& rollout, double discount) {
  Vector total = Vector::Zero(rollout.rounds.front().payoff.size());
  double factor = 1;
  for (const auto& round : rollout.rounds) {
    total += factor * round.perceived_payoff;
    factor *= discount;
  }
  return total;
}

std::vector<Vector> plan_gradients(const Setting& setting, const Rollout& rollout, double discount) {
  const auto worth = worth_of_belief(setting, rollout, discount);
  const int players = setting.players.count();
  std::vector<Vector> gradients;
  double factor = 1;
  for (std::size_t v = 0; v < rollout.rounds.size(); ++v, factor *= discount) {
    const Vector& profile = rollout.rounds[v].profile;
    Vector& gradient = gradients.emplace_back(factor * rollout.rounds[v].direct_gradient);
    for (std::size_t u = v; u < rollout.rounds.size(); ++u) {
      const double weight = rollout.weights[u][v];
      if (weight == 0) continue;
      for (int i = 0; i < players; ++i) {
        const HonestySlope& slope = rollout.slopes[u][static_cast<std::size_t>(i)];
        const double by_sharing = slope.joint * (1 - profile(choices * i + 2)) + slope.sharing;
        const double by_deception = -slope.joint * profile(choices * i) + slope.deception;
        gradient(choices * i) += weight * worth[u](i) * by_sharing;
        gradient(choices * i + 2) += weight * worth[u](i) * by_deception;
      }
    }
  }
  return gradients;
}

}  // namespace models::digital_twin
