// models/favor/society_settings.hpp
// A society of agents that do favors over many rounds: [simulate], [reputation] and [communication].
#pragma once

#include "models/favor/ledger.hpp"

namespace models::favor {

/// Who meets whom how often. Source: Hazard (2008), Simulation Results.
enum class Topology {
  uniform,     ///< every directed rate is drawn from U(0, 1)
  scale_free,  ///< newcomers meet others in proportion to how often those meet anyone
  given,       ///< the rates of [encounters]
};

/// The factor kappa of a newcomer's rates min(1, kappa u s_a / S), where s_a is the total rate of agent a
/// and S the sum of all. The source gives none; with 1, as its words read, hardly anyone meets.
enum class RateFactor {
  present,  ///< the number of agents already there: rates relative to the mean
  all,      ///< the number of agents at the end
  one,
};

/// From which law discount factors are drawn, U uniform on (0, 1).
enum class DiscountFactors {
  uniform,   ///< U
  constant,  ///< one number for all
  high,      ///< U^(1/4), and agent 1 from `low`
  low,       ///< 1 - U^(1/4), and agent 1 from `high`
  given,     ///< those of [[agents]] at first, U once replaced
};

/// How an agent that is asked decides.
enum class Policy {
  reputation,    ///< (7) with (10): what the action does to its reputation, against the cost
  limit_rule,    ///< P exactly where its own discount factor is in the interval that P would show
  known,         ///< P up to the mutual limit of the true discount factors
  always,        ///< P
  never,         ///< R
  tit_for_tat,   ///< what the asker did when last asked by it; P at first
  grim_trigger,  ///< P until the asker once refused
};

/// At which limit (10) charges an agent's own future costs.
enum class OwnCost {
  reputed,    ///< c* at the means that others hold: as printed
  true_type,  ///< c* at its own discount factor, so that they do not hang on the action
};

/// Which discount factor of the asker the threshold gamma*_offer assumes.
enum class AskerFactor {
  public_mean,  ///< the offerer's mean from direct observations, which both saw
  own,          ///< the true one, which only the asker knows
  symmetric,    ///< the same as the offerer's: gamma = 1 / (1 + (r_ji mu F(c) - r_ij M(c)) / c)
};

struct DecisionRule {
  Policy policy = Policy::reputation;
  OwnCost own_cost = OwnCost::reputed;
  AskerFactor asker_factor = AskerFactor::public_mean;
  bool self_consistent = false;  ///< the interval shown is that of theta = 1 / (1 + dW(theta) / c)
};

/// What follows where an advisor said P and its target turned out to have a low discount factor.
enum class Reset {
  to_prior,  ///< everything seen of the advisor before is forgotten
  to_low,    ///< and [0, reset_level] takes its place
};

enum class AdvicePolicy { truthful, always_grant, always_refuse };

struct Communication {
  bool active = false;
  int advisors = 1;          ///< asked at most, for each request
  int min_observations = 3;  ///< below which one neither asks nor answers
  int window = 25;           ///< rounds after which advice is forgotten
  Reset reset = Reset::to_prior;
  double reset_level = 0.1;  ///< g_low
  AdvicePolicy advice = AdvicePolicy::truthful;
};

/// How many single decisions are tried the other way, and how often each is played on.
struct Audit {
  int states = 0;
  int rollouts = 24;
  int rounds = 200;  ///< of a rollout, at most; it also ends where the discounted rest is below 1e-4
};

struct SocietySettings {
  int agents = 32;
  int rounds = 100;
  Topology topology = Topology::uniform;
  RateFactor rate_factor = RateFactor::present;
  DiscountFactors discount_factors = DiscountFactors::uniform;
  double discount_factor = 0.5;  ///< of `constant`
  bool clear_memory = false;     ///< a replaced agent forgets what it saw of others
  Reputation reputation;
  DecisionRule decision;
  Communication communication;
  Audit audit;
  int seeds = 1;
  int resamples = 400;  ///< of the bootstrap that bands the trends
};

/// Whether the agents of the description play, and not drawn ones.
inline bool plays_described_agents(const SocietySettings& settings) {
  return settings.topology == Topology::given || settings.discount_factors == DiscountFactors::given;
}

}  // namespace models::favor
