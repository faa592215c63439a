// Each check of a claim, fed a wrong model, changes its verdict.
#include "models/coopetition/claims/claims.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/claims/case_claims.hpp"
#include "models/coopetition/claims/equilibrium_claims.hpp"
#include "models/coopetition/claims/factorial_claims.hpp"
#include "models/coopetition/claims/published_cases.hpp"
#include "models/coopetition/claims/trust_claims.hpp"
#include "models/coopetition/coopetition.hpp"
#include "models/coopetition/coopetitive.hpp"

using namespace models::coopetition;
using models::ClaimVerdict;
using models::VerifyOptions;
using solvers::Ball;
using Pair = PairState<double>;

namespace {

const VerifyOptions options{};

/// Everybody's baseline is 1: rivals always exceed it.
AllEquilibriaResult low_baselines(const Parameters& p) {
  auto low = p;
  low.trust.baseline.setConstant(1);
  return equilibria_with_trust(low);
}
/// Trust enters as reciprocity, whatever the description says.
AllEquilibriaResult always_reciprocal(const Parameters& p) {
  auto other = p;
  other.trust.gating = Gating::reciprocity;
  return equilibria_with_trust(other);
}
AllEquilibriaResult without_reciprocity(const Parameters& p) {
  auto other = p;
  other.trust.reciprocity = 0;
  return equilibria_with_trust(other);
}
/// A search that was cut short proves nothing.
AllEquilibriaResult unfinished(const Parameters& p) {
  auto found = equilibria_with_trust(p);
  found.complete = false;
  return found;
}
AllEquilibriaResult twofold(const Parameters& p) {
  auto found = equilibria_with_trust(p);
  found.equilibria.push_back(found.equilibria.front());
  return found;
}

/// Trust punishes where it should reward.
double contrary_reply(const StageGame<double>& game, int i, const Vector& actions) {
  auto contrary = game;
  contrary.pull = -game.pull;
  return reply_of(contrary, i, actions);
}

/// The law with its rules changed first.
template <typename Change>
PairStep changed(Change change) {
  return [change](const TrustLaw& law, const Pair& at, double s, double D) {
    auto other = law;
    change(other);
    return pair_step(other, at, s, D);
  };
}

Factorial small(const Factorial& levels) {  // the checks look at tables, not at their size
  auto few = levels;
  few.levels[5] = {few.levels[5].front()};
  few.levels[6] = {few.levels[6].front()};
  return few;
}

/// Rho and kappa act.
FactorialTable reactive(const Factorial& levels, Building building) {
  auto other = levels;
  other.reactive = true;
  return experiment(other, building);
}
/// The caption's levels are not used.
FactorialTable always_published(const Factorial&, Building building) {
  return experiment(published_levels(), building);
}
/// The caption's levels are used throughout.
FactorialTable always_caption(const Factorial&, Building building) {
  return experiment(small(caption_levels()), building);
}
FactorialTable always_gap(const Factorial& levels, Building) {
  return experiment(small(levels), Building::gap);
}
FactorialTable always_product(const Factorial& levels, Building) {
  return experiment(small(levels), Building::product);
}

/// The experiment with one metric replaced by a function of itself and the row.
template <typename Change>
Experiment with_metric(kernels::Metric metric, Change change) {
  return [metric, change](const Factorial& levels, Building building) {
    auto table = experiment(small(levels), building);
    for (long k = 0; k < table.rows(); ++k) {
      double& value = table.metrics(k, metric);
      value = change(value, table, static_cast<std::size_t>(k));
    }
    return table;
  };
}

using Table = FactorialTable;

}  // namespace

TEST_CASE("every check of coopetition finds what is recorded", "[claims]") {
  for (const auto& entry : models::ledger(family())) {
    CAPTURE(entry.id);
    const auto* check = models::find_check(claims(), entry);
    REQUIRE(check);
    const auto finding = check->run(options);
    CHECK(models::name(finding.verdict) == models::name(entry.recorded));
    CHECK(std::isfinite(finding.margin));
    CHECK_FALSE(finding.coverage.empty());
    CHECK_FALSE(finding.evidence.empty());
  }
}

TEST_CASE("Proposition 7.3 stands where rivals exceed the baseline", "[claims]") {
  CHECK(judge_trust_raises_actions(low_baselines).verdict == ClaimVerdict::holds);
  CHECK(judge_trust_raises_actions(unfinished).verdict == ClaimVerdict::undecided);
  CHECK(judge_reply_direction(contrary_reply, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_gated_trust(always_reciprocal).verdict == ClaimVerdict::refuted);
  CHECK(judge_gated_trust(unfinished).verdict == ClaimVerdict::undecided);
}

TEST_CASE("uniqueness needs a contraction and one equilibrium", "[claims]") {
  const ReplyConstant loose = [](const Parameters&) { return Ball(1.2); };
  CHECK(judge_uniqueness(loose, equilibria_with_trust, options).verdict == ClaimVerdict::undecided);
  CHECK(judge_uniqueness(contraction_constant, twofold, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_one_with_trust(without_reciprocity).verdict == ClaimVerdict::proved);
  CHECK(judge_one_with_trust(unfinished).verdict == ClaimVerdict::undecided);
}

TEST_CASE("gains that are printed would hold, and forms can turn", "[claims]") {
  const CoopetitiveActions as_printed = [](const Parameters& p) {
    const double gain = p.value.form == ValueForm::power ? 1.66 : .41;
    return Vector(Vector::Constant(2, (1 + gain) * autarky_action(p.value)));
  };
  CHECK(judge_printed_gains(as_printed).verdict == ClaimVerdict::holds);
  const CoopetitiveActions timid_power = [](const Parameters& p) {
    return Vector(
        Vector::Constant(2, (p.value.form == ValueForm::power ? 1.1 : 2) * autarky_action(p.value)));
  };
  CHECK(judge_forms(timid_power).verdict == ClaimVerdict::refuted);
}

TEST_CASE("a law that builds too much leaves its bounds and its ceiling", "[claims]") {
  const TrustGain thrice = [](Building building, const PairState<Ball>& at, const Ball& s) {
    return Ball(3) * gain_at_full_rate(building, at, s);
  };
  const TrustGain swapped = [](Building building, const PairState<Ball>& at, const Ball& s) {
    return gain_at_full_rate(building == Building::gap ? Building::product : Building::gap, at, s);
  };
  CHECK(judge_bounds(thrice, pair_step, options).verdict == ClaimVerdict::refuted);
  const PairStep overshoot = [](const TrustLaw& law, const Pair& at, double s, double D) {
    auto next = pair_step(law, at, s, D);
    next.damage *= 1.5;
    return next;
  };
  CHECK(judge_bounds(gain_at_full_rate, overshoot, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_product_above_gap(swapped, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_ceiling(swapped, Building::gap, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_ceiling(swapped, Building::product, options).verdict == ClaimVerdict::proved_by_argument);
}

TEST_CASE("without healing or erosion nothing leads where it should", "[claims]") {
  const auto scarred = changed([](TrustLaw& law) {
    law.decay_rate = 0;
    law.building = Building::gap;
  });
  CHECK(judge_lasting_cooperation(scarred, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_permanence(scarred).verdict == ClaimVerdict::holds);
  CHECK(judge_limit_of_trust(scarred).verdict == ClaimVerdict::holds);
  const auto faithful = changed([](TrustLaw& law) { law.erosion_rate = 0; });
  CHECK(judge_lasting_violation(faithful, options).verdict == ClaimVerdict::refuted);
  const PairStep forgetful = [](const TrustLaw& law, const Pair& at, double s, double D) {
    auto next = pair_step(law, at, s, D);
    if (s == 0) next.trust *= 0.9;
    return next;
  };
  CHECK(judge_zero_signal(forgetful).verdict == ClaimVerdict::holds);
}

TEST_CASE("an experiment in which all factors act counts all configurations", "[claims]") {
  CHECK(judge_configurations(reactive).verdict == ClaimVerdict::holds);
  CHECK(judge_active_factors(reactive).verdict == ClaimVerdict::holds);
}

TEST_CASE("printed statistics turn with the levels and the rule", "[claims]") {
  CHECK(judge_caption(always_published).verdict == ClaimVerdict::holds);
  CHECK(judge_building_correlation(always_caption).verdict == ClaimVerdict::refuted);
  CHECK(judge_documented_rule(always_product).verdict == ClaimVerdict::holds);
  CHECK(judge_documented_rule(always_gap).verdict == ClaimVerdict::refuted);
  const auto larger = with_metric(kernels::cumulative_amplification,
                                  [](double value, const Table&, std::size_t) { return 1.1 * value; });
  CHECK(judge_printed_amplification(larger).verdict == ClaimVerdict::refuted);
  const Experiment as_printed = [](const Factorial& levels, Building building) {
    auto table = experiment(small(levels), building);
    const auto rates = Eigen::Map<const Vector>(table.factors[1].data(), table.rows()),
               others = Eigen::Map<const Vector>(table.factors[0].data(), table.rows());
    const Vector x = (rates.array() - rates.mean()).matrix().normalized(),
                 y = (others.array() - others.mean()).matrix().normalized();
    table.metrics.col(kernels::hysteresis_recovery_35) = -.817 * x + std::sqrt(1 - .817 * .817) * y;
    return table;
  };
  CHECK(judge_erosion_correlation(as_printed).verdict == ClaimVerdict::holds);
  const auto certain = with_metric(kernels::hysteresis_recovery_35,
                                   [](double, const Table& t, std::size_t k) { return -t.factors[1][k]; });
  CHECK(judge_erosion_correlation(certain).margin == Approx(.183).margin(1e-6));
}

TEST_CASE("shares and variations are of the metrics that are given", "[claims]") {
  const auto narrow = with_metric(kernels::negativity_ratio, [](double, const Table&, std::size_t k) {
    return k % 100 < 68 ? 3 + 1e-3 * static_cast<double>(k % 7) : 3 + 5.0 * (k % 2 ? 1 : -1);
  });
  CHECK(judge_concentration(narrow).verdict == ClaimVerdict::holds);
  CHECK(judge_emergence(narrow).verdict == ClaimVerdict::holds);
  const auto varied = [](double by) {
    return with_metric(kernels::building_rate, [by](double value, const Table&, std::size_t k) {
      return value * (1 + by * static_cast<double>(k % 2));
    });
  };
  CHECK(judge_building_variation(varied(.05)).verdict == ClaimVerdict::holds);
  CHECK(judge_building_variation(varied(1)).verdict == ClaimVerdict::refuted);
}

TEST_CASE("recovery would speak if it could exceed the bound or stay below 1", "[claims]") {
  const auto unbounded = with_metric(kernels::hysteresis_recovery_100,
                                     [](double value, const Table&, std::size_t) { return 1.5 * value; });
  CHECK(judge_recovery_bound(unbounded).verdict == ClaimVerdict::holds);
  const auto damped = with_metric(kernels::hysteresis_recovery_35,
                                  [](double value, const Table&, std::size_t) { return .8 * value; });
  CHECK(judge_recovery_as_hysteresis(damped).verdict == ClaimVerdict::holds);
  const auto lifted = with_metric(kernels::counterfactual_recovery_35,
                                  [](double value, const Table&, std::size_t) { return 1.2 * value; });
  CHECK(judge_counterfactual(lifted).verdict == ClaimVerdict::refuted);
}

TEST_CASE("amplification by accumulation would survive a linear signal", "[claims]") {
  const PairStep accumulating = [](const TrustLaw& law, const Pair& at, double s, double D) {
    auto worse = law;
    worse.erosion_rate = std::min(1.0, law.erosion_rate * (1 + 5 * at.damage));
    return pair_step(worse, at, s, D);
  };
  CHECK(judge_amplification(experiment, accumulating).verdict == ClaimVerdict::holds);
  const auto weak = with_metric(kernels::cumulative_amplification,
                                [](double value, const Table&, std::size_t) { return .5 * value; });
  CHECK(judge_amplification(weak, pair_step).verdict == ClaimVerdict::refuted);
}

TEST_CASE("two hours hold by a slow clock, orthogonality not in half a design", "[claims]") {
  double hours = 0;
  CHECK(judge_run_time(always_product, [&] { return 3600 * (hours += 3); }).verdict == ClaimVerdict::holds);
  const Experiment tied = [](const Factorial& levels, Building building) {
    auto table = experiment(small(levels), building);
    table.factors[1] = table.factors[0];
    return table;
  };
  CHECK(judge_orthogonality(tied).verdict == ClaimVerdict::refuted);
}

TEST_CASE("tables and laws that are otherwise turn the verdicts on figures 3 to 5", "[claims]") {
  CHECK(judge_skew(experiment).verdict == ClaimVerdict::refuted);
  CHECK(judge_skew(with_metric(kernels::negativity_ratio, [](double x, const Table&, std::size_t k) {
          return k % 5 < 2 ? 9 + x : k % 5 == 2 ? 1 : 5;
        })).verdict == ClaimVerdict::holds);
  CHECK(judge_clusters(experiment).verdict == ClaimVerdict::refuted);
  CHECK(judge_clusters(with_metric(kernels::hysteresis_recovery_35, [](double, const Table& table,
                                                                       std::size_t k) {
          return table.factors[1][k];
        })).verdict == ClaimVerdict::holds);
  CHECK(judge_even_cover(experiment).verdict == ClaimVerdict::holds);
  CHECK(judge_even_cover([](const Factorial& levels, Building building) {
          auto few = levels;
          few.levels[3] = {few.levels[3].front()};
          return experiment(few, building);
        }).verdict == ClaimVerdict::refuted);
  CHECK(judge_amplified_erosion(pair_step, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_amplified_erosion(changed([](TrustLaw& law) { law.amplification = 0; }), options).verdict ==
        ClaimVerdict::refuted);
}

TEST_CASE("the rubric's claims turn with the case and the scores", "[claims]") {
  const CaseRun still = [](const Parameters& p) {
    return std::vector<TrustState>(scripted_states(p).size(), p.trust.initial);
  };
  CHECK(judge_score(still).verdict == ClaimVerdict::refuted);
  CHECK(judge_variance_analysis(still).verdict == ClaimVerdict::refuted);
  const NullScores modest = [](const Parameters&, int draws, std::uint64_t) {
    return std::vector<int>(static_cast<std::size_t>(draws), 30);
  };
  CHECK(judge_discrimination(modest, options).verdict == ClaimVerdict::holds);
  auto mended = published_case("renault-nissan");
  mended.trust.initial.trust(1, 0) = .55;
  CHECK(judge_initial_trust(mended).verdict == ClaimVerdict::holds);
}
