// Which check judges which row of the ledger.
#include "models/digital_twin/claims/claims.hpp"

#include "models/digital_twin/claims/learning_claims.hpp"
#include "models/digital_twin/claims/payoff_claims.hpp"
#include "models/digital_twin/claims/symmetric_claims.hpp"
#include "models/digital_twin/claims/trust_claims.hpp"
#include "models/digital_twin/learning.hpp"

namespace models::digital_twin {
namespace {

using Options = VerifyOptions;
using solvers::Ball;

Vector printed_gradients(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  return own_gradients(Gradient::printed, p, trust, profile);
}

Ball trust_step(const Ball& rate, const Ball& trust, const Ball& observed) {
  return next_trust(rate, trust, observed);
}

Parameters printed_experiment(std::uint64_t seed) { return default_experiment(Gradient::printed, seed); }

constexpr auto sharing = &SymmetricStrategy::sharing, deception = &SymmetricStrategy::deception;
constexpr auto deception_cost = &Representative::deception_cost;
constexpr auto sensitivity = &Representative::information_sensitivity;

constexpr Trend sharing_in_cost{
    "sharing",
    "c3",
    sharing,
    deception_cost,
    true,
    "c3 = c1 m^2 w / (4 (1 - w)(c1 - m n w^2)^2) is strictly increasing in w = 1 - delta, and so is "
    "alpha = m w / (2 (c1 - m n w^2))"};
constexpr Trend deception_in_cost{"deception", "c3",
                                  deception,   deception_cost,
                                  false,       "c3 is strictly increasing in w = 1 - delta at fixed lambda"};
constexpr Trend deception_in_sensitivity{"deception",
                                         "lambda",
                                         deception,
                                         sensitivity,
                                         true,
                                         "at fixed w the c3 of the parametrisation is strictly increasing in "
                                         "m, hence in lambda, so w falls to keep c3"};
constexpr Trend sharing_in_sensitivity{"sharing", "lambda", sharing, sensitivity, false, nullptr};

const Belief last_round{.rule = BeliefRule::last}, all_rounds{.rule = BeliefRule::cumulative};

}  // namespace

const std::vector<ClaimCheck>& claims() {
  static const std::vector<ClaimCheck> all = {
      {"gradient-of-utility",
       [](const Options& o) { return judge_own_gradients(printed_gradients, true, o); }},
      {"gradient-without-inbound-trust",
       [](const Options& o) { return judge_own_gradients(printed_gradients, false, o); }},
      {"deception-evolves", [](const Options& o) { return judge_adaptive_deception(printed_experiment, o); }},
      {"deception-dominated", [](const Options& o) { return judge_deception(payoffs_at, o); }},
      {"trust-in-unit-interval", [](const Options&) { return judge_trust_range(trust_step); }},
      {"negative-updates", [](const Options&) { return judge_negative_trust(trust_step); }},
      {"trust-pair-specific", [](const Options& o) { return judge_personal_trust(printed_experiment, o); }},
      {"trusted-earn-more", [](const Options& o) { return judge_inbound_trust(payoffs_at, o); }},
      {"utilities-rise", [](const Options& o) { return judge_rising_utilities(printed_experiment, o); }},
      {"heterogeneous-profiles", [](const Options& o) { return judge_heterogeneity(printed_experiment, o); }},
      {"stable-by-fifty", [](const Options& o) { return judge_stability(printed_experiment, o); }},
      {"sensitivity-limits", [](const Options& o) { return judge_sensitivity_limits(shares_at, false, o); }},
      {"sensitivity-limits-common",
       [](const Options& o) { return judge_sensitivity_limits(shares_at, true, o); }},
      {"converges-to-nash", [](const Options& o) { return judge_convergence(16, o); }},
      {"equilibrium-unique-below-eight", [](const Options& o) { return judge_uniqueness(8, o); }},
      {"figure4-alpha-in-deception-cost",
       [](const Options& o) { return judge_trend(printed_root, sharing_in_cost, o); }},
      {"figure4-deception-in-deception-cost",
       [](const Options& o) { return judge_trend(printed_root, deception_in_cost, o); }},
      {"figure4-deception-in-sensitivity",
       [](const Options& o) { return judge_trend(printed_root, deception_in_sensitivity, o); }},
      {"figure4-probing", [](const Options& o) { return judge_probing(printed_root, o); }},
      {"figure4-alpha-in-sensitivity",
       [](const Options& o) { return judge_trend(printed_root, sharing_in_sensitivity, o); }},
      {"figure4-feasible", [](const Options& o) { return judge_feasibility(printed_root, 5, o); }},
      {"printed-symmetric-one-root",
       [](const Options& o) { return judge_one_root(printed_coefficients, o); }},
      {"symmetric-closed-form", [](const Options& o) { return judge_closed_form(printed_root, o); }},
      {"deception-condition-sign",
       [](const Options& o) { return judge_conditions(printed_conditions, true, o); }},
      {"appendix-b-own-variables",
       [](const Options& o) { return judge_conditions(printed_conditions, false, o); }},
      {"two-rates", [](const Options& o) { return judge_two_rates(printed_experiment, o); }},
      {"honesty-as-product", [](const Options& o) { return judge_product_honesty(2, o); }},
      {"deceive-while-silent", [](const Options& o) { return judge_silent_deception(Honesty::product, o); }},
      {"horizon-objective", [](const Options& o) { return judge_horizon(Gradient::printed, o); }},
      {"unit-simplex",
       [](const Options&) {
         return judge_unit_simplex([](const Vector& x) -> Vector {
           return projected_step(x, Vector::Zero(x.size()), Vector::Ones(1));
         });
       }},
      {"time-index", [](const Options& o) { return judge_first_round(printed_experiment, 1, o); }},
      {"hats-agree", [](const Options& o) { return judge_common_beliefs(last_round, all_rounds, o); }},
      {"share-computable", [](const Options& o) { return judge_share_computable(shares_at, o); }},
      {"cost-convex", [](const Options& o) { return judge_concavity(payoffs_at, o); }},
      {"rat-race", [](const Options& o) { return judge_total_payoff(payoffs_at, o); }},
  };
  return all;
}

}  // namespace models::digital_twin
