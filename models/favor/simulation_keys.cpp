#include "models/favor/simulation_keys.hpp"

namespace models::favor {

const Words<Topology>& topology_words() {
  static const Words<Topology> words = {
      {"uniform", Topology::uniform}, {"scale-free", Topology::scale_free}, {"given", Topology::given}};
  return words;
}

const Words<RateFactor>& rate_factor_words() {
  static const Words<RateFactor> words = {
      {"present", RateFactor::present}, {"all", RateFactor::all}, {"one", RateFactor::one}};
  return words;
}

const Words<DiscountFactors>& discount_factor_words() {
  static const Words<DiscountFactors> words = {{"uniform", DiscountFactors::uniform},
                                               {"constant", DiscountFactors::constant},
                                               {"high", DiscountFactors::high},
                                               {"low", DiscountFactors::low},
                                               {"given", DiscountFactors::given}};
  return words;
}

const Words<Policy>& policy_words() {
  static const Words<Policy> words = {{"reputation", Policy::reputation},
                                      {"honest-limit", Policy::limit_rule},
                                      {"known-discount-factors", Policy::known},
                                      {"always-grant", Policy::always},
                                      {"never-grant", Policy::never},
                                      {"tit-for-tat", Policy::tit_for_tat},
                                      {"grim-trigger", Policy::grim_trigger}};
  return words;
}

const Words<OwnCost>& own_cost_words() {
  static const Words<OwnCost> words = {{"reputed", OwnCost::reputed}, {"true-type", OwnCost::true_type}};
  return words;
}

const Words<AskerFactor>& asker_factor_words() {
  static const Words<AskerFactor> words = {
      {"public", AskerFactor::public_mean}, {"own", AskerFactor::own}, {"symmetric", AskerFactor::symmetric}};
  return words;
}

const Words<Density>& density_words() {
  static const Words<Density> words = {
      {"survival", Density::survival}, {"printed", Density::printed}, {"regime", Density::regime}};
  return words;
}

const Words<Accommodation>& accommodation_words() {
  static const Words<Accommodation> words = {{"strict", Accommodation::strict},
                                             {"inclusive", Accommodation::inclusive}};
  return words;
}

const Words<Reset>& reset_words() {
  static const Words<Reset> words = {{"to-prior", Reset::to_prior}, {"to-low", Reset::to_low}};
  return words;
}

const Words<AdvicePolicy>& advice_words() {
  static const Words<AdvicePolicy> words = {{"truthful", AdvicePolicy::truthful},
                                            {"always-grant", AdvicePolicy::always_grant},
                                            {"always-refuse", AdvicePolicy::always_refuse}};
  return words;
}

void check_simulation_keys(const SocietySettings& settings, description::Objections& objections) {
  const auto& decision = settings.decision;
  const bool shows = decision.policy == Policy::reputation || decision.policy == Policy::limit_rule;
  if (settings.communication.active && !shows)
    objections.at("simulate.communication",
                  "simulate.communication = true needs a policy that looks at reputations: \"reputation\" or "
                  "\"honest-limit\"");
  if (settings.audit.states > 0 && (!shows || settings.communication.active))
    objections.at("simulate.audit_decisions",
                  "simulate.audit_decisions tries decisions of policy \"reputation\" or \"honest-limit\" "
                  "without communication; set it to 0, or change those");
  if (decision.self_consistent && !shows)
    objections.at("simulate.self_consistent",
                  "simulate.self_consistent = true needs policy \"reputation\" or \"honest-limit\"");
}

}  // namespace models::favor
