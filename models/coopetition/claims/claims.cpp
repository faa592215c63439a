// Which check judges which row of the ledger.
#include "models/coopetition/claims/claims.hpp"

#include "models/coopetition/claims/case_claims.hpp"
#include "models/coopetition/claims/equilibrium_claims.hpp"
#include "models/coopetition/claims/factorial_claims.hpp"
#include "models/coopetition/claims/published_cases.hpp"
#include "models/coopetition/claims/trust_claims.hpp"
#include "models/coopetition/coopetitive.hpp"

namespace models::coopetition {

const std::vector<ClaimCheck>& claims() {
  using Options = VerifyOptions;
  static const std::vector<ClaimCheck> all = {
      {"prop-7.3", [](const Options&) { return judge_trust_raises_actions(equilibria_with_trust); }},
      {"prop-7.3-hypothesis", [](const Options& o) { return judge_reply_direction(reply_of, o); }},
      {"prop-7.3-gated", [](const Options&) { return judge_gated_trust(equilibria_with_trust); }},
      {"prop-7.4-hysteresis", [](const Options& o) { return judge_lasting_cooperation(pair_step, o); }},
      {"prop-7.5-damage", [](const Options& o) { return judge_lasting_violation(pair_step, o); }},
      {"coopetitive-unique",
       [](const Options& o) { return judge_uniqueness(contraction_constant, equilibria_with_trust, o); }},
      {"bounded-state", [](const Options& o) { return judge_bounds(gain_at_full_rate, pair_step, o); }},
      {"product-above-gap", [](const Options& o) { return judge_product_above_gap(gain_at_full_rate, o); }},
      {"gap-respects-ceiling",
       [](const Options& o) { return judge_ceiling(gain_at_full_rate, Building::gap, o); }},
      {"product-respects-ceiling",
       [](const Options& o) { return judge_ceiling(gain_at_full_rate, Building::product, o); }},
      {"configurations", [](const Options&) { return judge_configurations(experiment); }},
      {"figure2-levels", [](const Options&) { return judge_caption(experiment); }},
      {"correlation-erosion", [](const Options&) { return judge_erosion_correlation(experiment); }},
      {"negativity-concentration", [](const Options&) { return judge_concentration(experiment); }},
      {"building-variation", [](const Options&) { return judge_building_variation(experiment); }},
      {"negativity-emerges", [](const Options&) { return judge_emergence(experiment); }},
      {"ceiling-from-recovery", [](const Options&) { return judge_recovery_bound(experiment); }},
      {"recovery-is-hysteresis", [](const Options&) { return judge_recovery_as_hysteresis(experiment); }},
      {"hysteresis-counterfactual", [](const Options&) { return judge_counterfactual(experiment); }},
      {"hysteresis-permanent", [](const Options&) { return judge_permanence(pair_step); }},
      {"trust-limit-below-one", [](const Options&) { return judge_limit_of_trust(pair_step); }},
      {"cumulative-amplification", [](const Options&) { return judge_amplification(experiment, pair_step); }},
      {"bang-bang", [](const Options&) { return judge_one_with_trust(equilibria_with_trust); }},
      {"zero-signal-erodes", [](const Options&) { return judge_zero_signal(pair_step); }},
      {"released-formula", [](const Options&) { return judge_documented_rule(experiment); }},
      {"run-time", [](const Options&) { return judge_run_time(experiment, seconds_now); }},
      {"seven-parameters", [](const Options&) { return judge_active_factors(experiment); }},
      {"orthogonal-design", [](const Options&) { return judge_orthogonality(experiment); }},
      {"amplification-levels", [](const Options&) { return judge_printed_amplification(experiment); }},
      {"building-correlation", [](const Options&) { return judge_building_correlation(experiment); }},
      {"negativity-skew", [](const Options&) { return judge_skew(experiment); }},
      {"recovery-clusters", [](const Options&) { return judge_clusters(experiment); }},
      {"figure3-cover", [](const Options&) { return judge_even_cover(experiment); }},
      {"interdependence-amplifies", [](const Options& o) { return judge_amplified_erosion(pair_step, o); }},
      {"samsung-gain", [](const Options&) { return judge_printed_gains(coopetitive_actions); }},
      {"samsung-form", [](const Options&) { return judge_forms(coopetitive_actions); }},
      {"renault-score", [](const Options&) { return judge_score(scripted_states); }},
      {"renault-discriminates", [](const Options& o) { return judge_discrimination(null_scores, o); }},
      {"renault-anova", [](const Options&) { return judge_variance_analysis(scripted_states); }},
      {"renault-initial-trust",
       [](const Options&) { return judge_initial_trust(published_case("renault-nissan")); }},
  };
  return all;
}

}  // namespace models::coopetition
