// Each check of a claim, fed a wrong model, changes its verdict.
#include "models/favor/claims/claims.hpp"

#include <catch2/catch.hpp>

#include "models/favor/claims/limit_claims.hpp"
#include "models/favor/claims/reputation_claims.hpp"
#include "models/favor/claims/society_claims.hpp"
#include "models/favor/favor.hpp"

namespace {

using namespace models::favor;
using models::VerifyOptions;
using Verdict = models::ClaimVerdict;

const VerifyOptions options{};
const SocietySettings large{.agents = 32, .rounds = 100}, small{.agents = 16, .rounds = 50};

double blunt_retaliation(double annuity, double, const FavorLaw&, double) { return 0.5 / (1 + annuity); }
double sure_retaliation(double annuity, double, const FavorLaw&, double) { return annuity; }
/// Limits that never vanish.
PairLimits generous_limits(const Pair&) { return {50, 50}; }
double halved_density(double s, double lower, double upper, double x) {
  return mixture_density(s, lower, upper, x) / 2;
}
SocietySettings with_policy(Policy policy) {
  auto settings = large;
  settings.decision.policy = policy;
  return settings;
}

}  // namespace

TEST_CASE("every row of the ledger has its check", "[favor][claims]") {
  for (const auto& entry : models::ledger(family())) {
    CAPTURE(entry.id);
    CHECK(models::find_check(claims(), entry) != nullptr);
  }
  CHECK(models::ledger(family()).size() == claims().size());
}

TEST_CASE("wrong ratios and solvers turn the verdicts on limits", "[favor][claims]") {
  CHECK(judge_theorem(printed_retaliation, true, options).verdict == Verdict::holds_with_provisos);
  CHECK(judge_theorem(blunt_retaliation, true, options).verdict == Verdict::refuted);
  CHECK(judge_theorem(printed_retaliation, false, options).verdict == Verdict::refuted);
  CHECK(judge_theorem(sure_retaliation, false, options).verdict == Verdict::holds);
  CHECK(judge_uniqueness(printed_retaliation, options).verdict == Verdict::proved_by_argument);
  CHECK(judge_uniqueness(blunt_retaliation, options).verdict == Verdict::refuted);
  CHECK(judge_jacobian(printed_retaliation, options).verdict == Verdict::holds);
  CHECK(judge_jacobian(sure_retaliation, options).verdict == Verdict::refuted);
  CHECK(judge_interval([](double g) { return g / (1 - g); }).verdict == Verdict::holds);
  CHECK(judge_interval([](double g) { return (1 - g) / g; }).verdict == Verdict::refuted);
  CHECK(judge_sign(printed_own_part, options).verdict == Verdict::refuted);
  CHECK(judge_sign([](double, double, const FavorLaw&, double c) { return c; }, options).verdict ==
        Verdict::holds);
  CHECK(judge_stability_at_retaliation(greatest_limits, options).verdict == Verdict::refuted);
  CHECK(judge_stability_at_retaliation(generous_limits, options).verdict == Verdict::holds);
  CHECK(judge_half(greatest_limits, options).verdict == Verdict::proved_by_argument);
  CHECK(judge_half(generous_limits, options).verdict == Verdict::refuted);
  CHECK(judge_existence(greatest_limits, options).verdict == Verdict::proved_by_argument);
  CHECK(judge_existence(generous_limits, options).verdict == Verdict::refuted);
  CHECK(judge_efficiency([](const FavorLaw& law, double c) { return law.joint_surplus(c); }).verdict ==
        Verdict::refuted);
  CHECK(judge_efficiency([](const FavorLaw& law, double c) { return law.partial_value(c); }).verdict ==
        Verdict::holds);
  CHECK(judge_lines([](double r, double mu) { return 1 / (1 + r * mu / 200); }, options).verdict ==
        Verdict::proved_by_argument);
  CHECK(judge_lines([](double r, double mu) { return 1 / (1 + r * mu / 100); }, options).verdict ==
        Verdict::refuted);
}

TEST_CASE("what the text means passes where the print is refuted", "[favor][claims]") {
  CHECK(judge_accommodation(printed_accommodation).verdict == Verdict::refuted);
  CHECK(judge_accommodation(meant_accommodation).verdict == Verdict::holds);
  CHECK(judge_falling_history(meant_accommodation, options).verdict == Verdict::holds);
  const Accommodating keeps_all = [](std::vector<Observation> history, const Observation& added) {
    history.push_back(added);
    return history;
  };
  CHECK(judge_falling_history(keeps_all, options).verdict == Verdict::refuted);
  CHECK(judge_size([](const auto& h, const auto&) { return h.size() + 1.0; }, options).verdict ==
        Verdict::refuted);
  CHECK(
      judge_size([](const auto& h, const auto& i) { return meant_accommodation(h, i).size() * 1.0; }, options)
          .verdict == Verdict::holds);
  const auto printed = [](double r, double lambda) { return r / (2 * lambda); };
  const auto twice = [](double r, double lambda) { return r / lambda; };
  CHECK(judge_history_length(printed, true, options).verdict == Verdict::holds_with_provisos);
  CHECK(judge_history_length(twice, true, options).verdict == Verdict::refuted);
  CHECK(judge_history_length(printed, false, options).verdict == Verdict::refuted);
  CHECK(judge_index(printed_index, options).verdict == Verdict::refuted);
  CHECK(judge_index(meant_index, options).verdict == Verdict::holds);
}

TEST_CASE("densities, weights and posteriors are judged by what they are", "[favor][claims]") {
  CHECK(judge_density(mixture_density, options).verdict == Verdict::proved_by_argument);
  CHECK(judge_density(halved_density, options).verdict == Verdict::refuted);
  CHECK(judge_weight(Density::printed, options).verdict == Verdict::refuted);
  CHECK(judge_weight(Density::survival, options).verdict == Verdict::holds);
  CHECK(judge_posterior(product_mean, options).verdict == Verdict::refuted);
  CHECK(judge_posterior(filtered_mean, options).verdict == Verdict::holds);
  CHECK(judge_tuple(printed_tuple, options).verdict == Verdict::refuted);
  CHECK(judge_tuple(meant_tuple, options).verdict == Verdict::holds);
  CHECK(judge_rising_utility(printed_utility, options).verdict == Verdict::refuted);
  CHECK(judge_rising_utility([](double own, double) { return own; }, options).verdict == Verdict::holds);
  CHECK(judge_brackets("c*(E(g|{i : o = a}, E(g|{i : o = b}))").verdict == Verdict::refuted);
  CHECK(judge_brackets("c*(E(g|{i : o = a}), E(g|{i : o = b}))").verdict == Verdict::holds);
  CHECK(judge_brackets("(a]").verdict == Verdict::refuted);
}

TEST_CASE("other societies turn the verdicts on simulations", "[favor][claims]") {
  const auto known = with_policy(Policy::known), honest = with_policy(Policy::limit_rule);
  CHECK(judge_interior_peak(known, options).verdict == Verdict::refuted);
  CHECK(judge_interior_peak(large, options).verdict == Verdict::holds);
  CHECK(judge_peaks(large, options).verdict == Verdict::holds);
  CHECK(judge_peaks(known, options).verdict == Verdict::refuted);
  CHECK(judge_compatibility(large, options).verdict == Verdict::holds_with_provisos);
  CHECK(judge_compatibility(with_policy(Policy::never), options).verdict == Verdict::undecided);
  CHECK(judge_honesty(large, options).verdict == Verdict::refuted);
  CHECK(judge_honesty(honest, options).verdict == Verdict::holds);
  CHECK(judge_correction(honest, options).verdict == Verdict::holds);
  CHECK(judge_groups(small, small, small, options).verdict == Verdict::refuted);
  CHECK(judge_communication(small, small, options).verdict == Verdict::refuted);
  CHECK(judge_advisors(small, small, options).verdict == Verdict::holds);
  CHECK(judge_encounters(large, large, large, options).verdict == Verdict::refuted);
  CHECK(judge_steady_state(with_policy(Policy::always), options).verdict == Verdict::refuted);
  CHECK(judge_sizes(large, small, options).verdict == Verdict::refuted);
  CHECK(judge_sizes(large, large, options).verdict == Verdict::holds);
}
