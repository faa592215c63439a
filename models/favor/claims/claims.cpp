// Which check judges which row of the ledger.
#include "models/favor/claims/claims.hpp"

#include "models/favor/claims/limit_claims.hpp"
#include "models/favor/claims/reputation_claims.hpp"
#include "models/favor/claims/society_claims.hpp"

namespace models::favor {
namespace {

using Options = VerifyOptions;

constexpr std::string_view printed_shorthand =
    "c*(E(gamma|{i in I : o'_i = a1, o_i = a2}, E(gamma|{i in I : o'_i = a2, o_i = a1}))";

const SocietySettings large{.agents = 32, .rounds = 100}, small{.agents = 16, .rounds = 50};

SocietySettings group(DiscountFactors law) {
  auto settings = small;
  settings.discount_factors = law;
  return settings;
}
SocietySettings advised(int advisors) {
  auto settings = small;
  settings.communication.active = true;
  settings.communication.advisors = advisors;
  return settings;
}
SocietySettings known_types() {
  auto settings = large;
  settings.decision.policy = Policy::known;
  return settings;
}
SocietySettings scale_free(RateFactor factor) {
  auto settings = large;
  settings.topology = Topology::scale_free;
  settings.rate_factor = factor;
  return settings;
}

double figure1_line(double rate, double mean) { return 1 / (1 + rate * mean / 200); }
double half_history(double rate, double lambda) { return rate / (2 * lambda); }
double printed_surplus(const FavorLaw& law, double c) { return law.joint_surplus(c); }
double size_outside(const std::vector<Observation>& history, const Observation&) {
  return static_cast<double>(history.size() + 1);
}

}  // namespace

const std::vector<ClaimCheck>& claims() {
  static const std::vector<ClaimCheck> all = {
      {"theorem1", [](const Options& o) { return judge_theorem(printed_retaliation, true, o); }},
      {"theorem1-always", [](const Options& o) { return judge_theorem(printed_retaliation, false, o); }},
      {"theorem1-interval",
       [](const Options&) { return judge_interval([](double g) { return (1 - g) / g; }); }},
      {"theorem1-unique", [](const Options& o) { return judge_uniqueness(printed_retaliation, o); }},
      {"retaliation-sign", [](const Options& o) { return judge_sign(printed_own_part, o); }},
      {"retaliation-is-jacobian", [](const Options& o) { return judge_jacobian(printed_retaliation, o); }},
      {"no-incentive-to-deviate",
       [](const Options& o) { return judge_stability_at_retaliation(greatest_limits, o); }},
      {"equal-retaliation-half", [](const Options& o) { return judge_half(greatest_limits, o); }},
      {"infinite-limit-efficient", [](const Options&) { return judge_efficiency(printed_surplus); }},
      {"figure1-lines", [](const Options& o) { return judge_lines(figure1_line, o); }},
      {"cooperation-threshold", [](const Options& o) { return judge_existence(greatest_limits, o); }},
      {"accommodation-printed", [](const Options&) { return judge_accommodation(printed_accommodation); }},
      {"history-length", [](const Options& o) { return judge_history_length(half_history, true, o); }},
      {"history-length-time-average",
       [](const Options& o) { return judge_history_length(half_history, false, o); }},
      {"history-index", [](const Options& o) { return judge_index(printed_index, o); }},
      {"history-falls", [](const Options& o) { return judge_falling_history(meant_accommodation, o); }},
      {"history-accommodation", [](const Options& o) { return judge_size(size_outside, o); }},
      {"utility-tuple", [](const Options& o) { return judge_tuple(printed_tuple, o); }},
      {"density-normalised", [](const Options& o) { return judge_density(mixture_density, o); }},
      {"density-weight", [](const Options& o) { return judge_weight(Density::printed, o); }},
      {"posterior-exact", [](const Options& o) { return judge_posterior(product_mean, o); }},
      {"utility-own-cost", [](const Options& o) { return judge_rising_utility(printed_utility, o); }},
      {"limits-notation", [](const Options&) { return judge_brackets(printed_shorthand); }},
      {"figure2-points", [](const Options& o) { return judge_sizes(large, small, o); }},
      {"peak-near-retaliation", [](const Options& o) { return judge_peaks(large, o); }},
      {"peak-cause", [](const Options& o) { return judge_interior_peak(known_types(), o); }},
      {"high-groups",
       [](const Options& o) {
         return judge_groups(group(DiscountFactors::high), small, group(DiscountFactors::low), o);
       }},
      {"communication-costs", [](const Options& o) { return judge_communication(small, advised(1), o); }},
      {"communication-advisors", [](const Options& o) { return judge_advisors(advised(1), advised(3), o); }},
      {"incentive-compatible", [](const Options& o) { return judge_compatibility(large, o); }},
      {"policy-is-limit-rule", [](const Options& o) { return judge_honesty(large, o); }},
      {"beliefs-corrected", [](const Options& o) { return judge_correction(large, o); }},
      {"scale-free-mean",
       [](const Options& o) {
         return judge_encounters(large, scale_free(RateFactor::one), scale_free(RateFactor::all), o);
       }},
      {"attractor", [](const Options& o) { return judge_steady_state(large, o); }},
  };
  return all;
}

}  // namespace models::favor
