// Each check of a claim, fed a wrong model, changes its verdict.
#include "models/digital_twin/claims/claims.hpp"

#include <catch2/catch.hpp>

#include "models/digital_twin/claims/learning_claims.hpp"
#include "models/digital_twin/claims/payoff_claims.hpp"
#include "models/digital_twin/claims/symmetric_claims.hpp"
#include "models/digital_twin/claims/trust_claims.hpp"
#include "models/digital_twin/printed_symmetric.hpp"

using namespace models::digital_twin;
using models::ClaimVerdict;
using models::VerifyOptions;
using solvers::Ball;

namespace {

const VerifyOptions options{};

Vector exact_gradients(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  return own_gradients(Gradient::exact, p, trust, profile);
}
Vector printed_gradients(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  return own_gradients(Gradient::printed, p, trust, profile);
}

/// A game in which deceiving is paid for, trust lifts the trusted, and the total exceeds the reward.
Vector generous_payoffs(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  Vector value = payoffs_at(p, trust, profile);
  for (int i = 0; i < p.count(); ++i)
    value(i) += 10 * profile(3 * i + 2) + 10 * trust.matrix.col(i).sum() * profile(3 * i) + 10;
  return value;
}

/// Costs alone: concave.
Vector only_costs(const PlayersOf<double>& p, const TrustOf<double>&, const Vector& profile) {
  Vector value(p.count());
  for (int i = 0; i < p.count(); ++i)
    value(i) = -cost<double>(p, i, profile(3 * i), profile(3 * i + 1), profile(3 * i + 2));
  return value;
}

/// Shares that know nothing of information.
Vector equal_shares(const PlayersOf<double>& p, const TrustOf<double>&, const Vector&) {
  return Vector::Constant(p.count(), 1.0 / p.count());
}

Parameters printed_experiment(std::uint64_t seed) { return default_experiment(Gradient::printed, seed); }

/// Steps so large that nothing settles.
Parameters restless_experiment(std::uint64_t seed) {
  auto p = printed_experiment(seed);
  p.players.learning_rate.setConstant(2);
  return p;
}

/// Nobody sees a reason to act.
Parameters idle_experiment(std::uint64_t seed) {
  auto p = printed_experiment(seed);
  p.players.reward.setConstant(1e-6);
  p.players.sharing_cost.setConstant(20);
  return p;
}

}  // namespace

TEST_CASE("the exact gradient passes where the printed one is refuted", "[claims]") {
  CHECK(judge_own_gradients(printed_gradients, true, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_own_gradients(exact_gradients, true, options).verdict == ClaimVerdict::holds);
  CHECK(judge_own_gradients(printed_gradients, false, options).verdict == ClaimVerdict::holds_with_provisos);
  const OfProfile none = [](const auto&, const auto&, const Vector& profile) -> Vector {
    return Vector::Zero(profile.size());
  };
  CHECK(judge_own_gradients(none, false, options).verdict == ClaimVerdict::refuted);
}

TEST_CASE("payoffs that reward what they should not turn the verdicts", "[claims]") {
  CHECK(judge_deception(payoffs_at, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_deception(generous_payoffs, options).verdict == ClaimVerdict::undecided);
  CHECK(judge_inbound_trust(payoffs_at, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_inbound_trust(generous_payoffs, options).verdict == ClaimVerdict::undecided);
  CHECK(judge_total_payoff(payoffs_at, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_total_payoff(generous_payoffs, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_concavity(payoffs_at, options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_concavity(only_costs, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("shares without information turn the verdicts on shares", "[claims]") {
  CHECK(judge_sensitivity_limits(shares_at, true, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_sensitivity_limits(shares_at, false, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_sensitivity_limits(equal_shares, true, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_share_computable(shares_at, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_share_computable(equal_shares, options).verdict == ClaimVerdict::undecided);
}

TEST_CASE("a step of trust that overshoots is refuted", "[claims]") {
  const TrustStep right = [](const Ball& r, const Ball& t, const Ball& s) { return next_trust(r, t, s); };
  const TrustStep overshooting = [](const Ball& r, const Ball& t, const Ball& s) {
    return t + Ball(1.5) * r * (s - t);
  };
  CHECK(judge_trust_range(right).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_trust_range(overshooting).verdict == ClaimVerdict::refuted);
  CHECK(judge_negative_trust(right).verdict == ClaimVerdict::refuted);
  CHECK(judge_negative_trust(overshooting).verdict == ClaimVerdict::holds);
}

TEST_CASE("beliefs of one round, and equal believers, turn the verdicts on beliefs", "[claims]") {
  CHECK(judge_product_honesty(2, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_product_honesty(1, options).verdict == ClaimVerdict::holds);
  const Belief last{.rule = BeliefRule::last}, all{.rule = BeliefRule::cumulative};
  CHECK(judge_common_beliefs(last, all, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_common_beliefs(all, all, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("other experiments turn the verdicts on learning", "[claims]") {
  CHECK(judge_heterogeneity(printed_experiment, options).verdict == ClaimVerdict::holds);
  CHECK(judge_heterogeneity(idle_experiment, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_stability(printed_experiment, options).verdict == ClaimVerdict::holds);
  CHECK(judge_stability(restless_experiment, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_horizon(Gradient::printed, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_horizon(Gradient::exact, options).verdict == ClaimVerdict::holds);
  CHECK(judge_silent_deception(Honesty::product, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_silent_deception(Honesty::joint, options).verdict == ClaimVerdict::holds);
  CHECK(judge_convergence(16, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_convergence(6, options).verdict == ClaimVerdict::holds);
  CHECK(judge_first_round(printed_experiment, 0, options).verdict == ClaimVerdict::holds);
  CHECK(judge_unit_simplex([](const Vector& x) -> Vector { return x / x.sum(); }).verdict ==
        ClaimVerdict::holds);
}

TEST_CASE("a run that starts below where it ends counts as rising", "[claims]") {
  CHECK(judge_rising_utilities(printed_experiment, options).verdict == ClaimVerdict::refuted);
  // Without reward every cost that learning sheds is a gain.
  CHECK(judge_rising_utilities(idle_experiment, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("wrong symmetric solutions turn the verdicts on Figure 4", "[claims]") {
  const Trend in_cost{"sharing", "c3", &SymmetricStrategy::sharing, &Representative::deception_cost,
                      true,      "why"};
  const SymmetricSolver honest = [](const Representative& p) {
    return SymmetricStrategy{p.sharing_pull() / (2 * p.sharing_cost + p.deception_cost), 0.1, 0};
  };
  CHECK(judge_trend(printed_root, in_cost, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_trend(honest, in_cost, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_feasibility(printed_root, 5, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_feasibility(printed_root, 0.05, options).verdict == ClaimVerdict::holds);
  CHECK(judge_probing(printed_root, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_probing(honest, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_closed_form(printed_root, options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_closed_form(honest, options).verdict == ClaimVerdict::refuted);
}

TEST_CASE("the eliminated polynomial is the one that the solver encloses", "[claims]") {
  const Representative p{.count = 5,
                         .sharing_cost = 0.7,
                         .probing_cost = 1,
                         .deception_cost = 1.3,
                         .information_sensitivity = 1.1,
                         .reward = 4,
                         .sharing_value = 0.9,
                         .probing_value = 1};
  const auto coefficients = printed_coefficients(lift<Ball>(p));
  for (const double alpha : {0.1, 0.35, 1.2}) {
    double value = 0, power = 1;
    for (const auto& c : coefficients) value += c.midpoint() * power, power *= alpha;
    CHECK(value == Approx(printed_quintic(lift<double>(p), alpha)).epsilon(1e-12));
  }
}

TEST_CASE("a polynomial with three sign changes is not called to have one root", "[claims]") {
  CHECK(judge_one_root(printed_coefficients, options).verdict == ClaimVerdict::proved_by_argument);
  const Eliminated wrong = [](const RepresentativeOf<Ball>&) {
    return std::vector<Ball>{Ball(-6), Ball(11), Ball(-6), Ball(1)};
  };
  CHECK(judge_one_root(wrong, options).verdict == ClaimVerdict::refuted);
}

TEST_CASE("derivatives pass where Appendix B is refuted", "[claims]") {
  for (const bool deception : {false, true}) {
    CHECK(judge_conditions(printed_conditions, deception, options).verdict == ClaimVerdict::refuted);
    CHECK(judge_conditions(derivative_conditions, deception, options).verdict == ClaimVerdict::holds);
  }
}

TEST_CASE("uniqueness ends at kappa = 8", "[claims]") {
  CHECK(judge_uniqueness(7.9, options).verdict == ClaimVerdict::proved);
  CHECK(judge_uniqueness(8, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_uniqueness(8.1, options).verdict == ClaimVerdict::refuted);
}

TEST_CASE("learning under another gradient, and one rate alone, turn the rest", "[claims]") {
  CHECK(judge_adaptive_deception(printed_experiment, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_personal_trust(printed_experiment, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_two_rates(printed_experiment, options).verdict == ClaimVerdict::refuted);
  // Free deception that lifts the own share would rise: with a negative deception cost it does.
  const Experiment paid_deception = [](std::uint64_t seed) {
    auto p = printed_experiment(seed);
    p.players.deception_cost.setConstant(-3);
    return p;
  };
  CHECK(judge_adaptive_deception(paid_deception, options).verdict == ClaimVerdict::holds);
  // Trust that hardly moves from different starts stays personal.
  const Experiment stubborn = [](std::uint64_t seed) {
    auto p = printed_experiment(seed);
    p.players.trust_rate = Vector::LinSpaced(5, 1e-6, 0.9);
    p.simulation.rounds = 5;
    return p;
  };
  CHECK(judge_personal_trust(stubborn, options).verdict == ClaimVerdict::holds);
  // Players who neither trust nor learn: no rate matters.
  const Experiment still = [](std::uint64_t seed) {
    auto p = printed_experiment(seed);
    p.simulation.rounds = 1;
    return p;
  };
  CHECK(judge_two_rates(still, options).verdict == ClaimVerdict::holds);
}
