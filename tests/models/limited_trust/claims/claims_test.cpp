// Each check of a claim, fed a wrong model, changes its verdict.
#include "models/limited_trust/claims/claims.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/limited_trust/claims/dynamics_claims.hpp"
#include "models/limited_trust/claims/game_claims.hpp"
#include "models/limited_trust/claims/learning_claims.hpp"
#include "models/limited_trust/claims/network_claims.hpp"
#include "models/limited_trust/claims/payoff_claims.hpp"

using namespace models::limited_trust;
using models::ClaimVerdict;
using models::VerifyOptions;
using solvers::Ball;

namespace {

const VerifyOptions options{};

/// A follower who is paid for the leader's trust, a leader who is too, or neither.
PlayRule shifted(double leader, double follower) {
  return [=](const Matrix& a, const Matrix& b, const TrustLevels& trust) {
    auto result = play(a, b, trust);
    result.leader_payoff += leader * trust.leader;
    result.follower_payoff += follower * trust.leader;
    return result;
  };
}

/// A leader whose belief is always right.
Play believing_the_truth(const Matrix& a, const Matrix& b, const TrustLevels& trust) {
  auto right = trust;
  right.believed_follower.reset();
  return play(a, b, right);
}

PayoffTable payoffs_at(const Payoffs& payoffs, const Vector& leader, const Vector& follower) {
  return expected_payoffs(payoffs, leader, follower);
}

/// Payoffs that move with the follower's trust.
PayoffRule tilted(double leader, double follower) {
  return [=](const Payoffs& payoffs, const Vector& l, const Vector& f) {
    auto table = payoffs_at(payoffs, l, f);
    for (Eigen::Index c = 0; c < f.size(); ++c) {
      const double trust = std::isfinite(f(c)) ? f(c) : 1000;
      table.leader.col(c).array() += leader * trust;
      table.follower.col(c).array() += follower * trust;
    }
    return table;
  };
}

Stated scaled(const Stated& stated, double factor) {
  return [=](const LearningQuestion& q) {
    const auto found = stated(q);
    return Bracketed{factor * found.value, {factor * found.range.lower, factor * found.range.upper}};
  };
}

std::vector<LearningQuestion> some_questions() {
  return {uniform_question(3, 0.3, 0.1), exponential_question(5, 1, 0.25)};
}

/// Agents who never move.
DynamicsResult stubborn(const TrustGame& game, TrustProfile start, const DynamicsOptions& wishes) {
  for (int t = 0; wishes.observe && t < wishes.max_rounds; ++t) wishes.observe(start);
  DynamicsResult result;
  result.termination = solvers::Termination::converged;
  result.profile = std::move(start);
  result.profile[0] = game.choices.back();
  return result;
}

/// Agents who always know their utilities only from estimates, or never.
DynamicsRule with_noise(int samples) {
  return [=](const TrustGame& game, TrustProfile start, DynamicsOptions wishes) {
    wishes.noise_samples = samples;
    wishes.game_variance = samples ? 28.8 : 0;
    return best_response_dynamics(game, std::move(start), wishes);
  };
}

}  // namespace

TEST_CASE("Lemma 1 and its corollaries: wrong play is refuted", "[claims]") {
  using enum MovedPayoff;
  for (const auto moved : {follower, leader, net})
    CHECK(judge_monotone(play, moved, options).verdict == ClaimVerdict::proved_by_argument);
  CHECK(judge_monotone(shifted(0, -0.1), follower, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_monotone(shifted(0.1, 0), leader, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_monotone(shifted(-0.1, 0), net, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_strict_rise(play, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_strict_rise(shifted(0, 0.1), options).verdict == ClaimVerdict::holds);
}

TEST_CASE("one rule for ties, and right beliefs, turn the refutations of Lemma 1", "[claims]") {
  CHECK(judge_tie_rule([](double trust) {
          return trust < 2 ? ActionTies::legacy : ActionTies::deterministic;
        }).verdict == ClaimVerdict::refuted);
  CHECK(judge_tie_rule([](double) { return ActionTies::legacy; }).verdict == ClaimVerdict::undecided);
  CHECK(judge_wrong_belief(play, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_wrong_belief(believing_the_truth, options).verdict == ClaimVerdict::undecided);
  const MeanPlay right_belief = [](const Payoffs& payoffs, const TrustLevels& trust, long games,
                                   std::uint64_t seed) {
    return sample_play(payoffs, {.leader = trust.leader, .follower = trust.follower}, games, seed);
  };
  CHECK(judge_expected_wrong_belief(right_belief, options).verdict == ClaimVerdict::holds_with_provisos);
}

TEST_CASE("other observations turn the verdicts on bounds", "[claims]") {
  const ObserveRule one_number = [](std::span<const double> own, std::span<const double> net, int chosen) {
    auto seen = observe(own, net, chosen);
    seen.upper = seen.lower;
    return seen;
  };
  CHECK(judge_equal_bounds(observe).verdict == ClaimVerdict::refuted);
  CHECK(judge_equal_bounds(one_number).verdict == ClaimVerdict::holds);
  CHECK(judge_leader_bounds(printed_leader_bounds, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_leader_bounds(own_payoff_bounds, options).verdict == ClaimVerdict::holds);
  CHECK(judge_cited_figure(observe, 0).verdict == ClaimVerdict::refuted);
  CHECK(judge_cited_figure(observe, 5).verdict == ClaimVerdict::holds);
}

TEST_CASE("payoffs that move otherwise turn the verdicts on u_L, u_F and their sum", "[claims]") {
  CHECK(judge_leader_gain(payoffs_at, options).verdict == ClaimVerdict::holds);
  CHECK(judge_leader_gain(tilted(-0.1, 0), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_follower_cost(payoffs_at, options).verdict == ClaimVerdict::holds);
  CHECK(judge_follower_cost(tilted(0, 1), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_net_gain(payoffs_at, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_net_gain(tilted(1, 0), options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_gains(payoffs_at, {20, 40}).verdict == ClaimVerdict::refuted);
  CHECK(judge_gains(payoffs_at, {12, 18}).verdict == ClaimVerdict::holds);
  CHECK(judge_gains(tilted(1, 1), {20, 40}).verdict == ClaimVerdict::holds);
}

TEST_CASE("laws with atoms are refuted where laws with densities pass", "[claims]") {
  Vector values(3);
  values << 0, 1, 2;
  CHECK(judge_continuity(payoffs_at, {solvers::exponential_law(1)}, options).verdict ==
        ClaimVerdict::holds_with_provisos);
  CHECK(judge_continuity(payoffs_at, {solvers::empirical_law(values)}, options).verdict ==
        ClaimVerdict::refuted);
}

TEST_CASE("chances of other events are refuted", "[claims]") {
  CHECK(judge_chance(lower_chance, Shown::lower, some_questions(), options).verdict == ClaimVerdict::holds);
  CHECK(judge_chance(printed_lower_chance, Shown::lower, some_questions(), options).verdict ==
        ClaimVerdict::refuted);
  CHECK(judge_chance(upper_chance, Shown::upper, some_questions(), options).verdict == ClaimVerdict::holds);
  CHECK(judge_chance(lower_chance, Shown::upper, some_questions(), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_chance(both_chance, Shown::both, some_questions(), options).verdict == ClaimVerdict::holds);
  CHECK(judge_chance(scaled(both_chance, 2), Shown::both, some_questions(), options).verdict ==
        ClaimVerdict::refuted);
  const Stated certain = [](const LearningQuestion&) { return Bracketed{1, {1, 1}}; };
  CHECK(judge_lower_bound_event(upper_chance, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_lower_bound_event(certain, options).verdict == ClaimVerdict::holds);
  CHECK(judge_region(in_a2, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_region(in_a3, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("other times are refuted", "[claims]") {
  CHECK(judge_time_to_both(stated_time, options).verdict == ClaimVerdict::holds);
  CHECK(judge_time_to_both(scaled(stated_time, 0.7), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_time_to_width(stated_time, options).verdict == ClaimVerdict::holds);
  CHECK(judge_time_to_width(scaled(stated_time, 0.5), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_oracle(oracle_time, options).verdict == ClaimVerdict::refuted);
  const TimeOfRows divided = [](const LearningQuestion& q, int rows) {
    const auto one = stated_time(q);
    return Bracketed{one.value / rows, {one.range.lower / rows, one.range.upper / rows}};
  };
  CHECK(judge_oracle(divided, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("whether many replies hide trust depends on the law", "[claims]") {
  const auto e = solvers::exponential_law(1), u = solvers::uniform_law(0, 1);
  CHECK(judge_many_replies(phi_enclosed, e, 0.75, 1).verdict == ClaimVerdict::refuted);
  CHECK(judge_many_replies(phi_enclosed, u, 0.15, 0.2).verdict == ClaimVerdict::holds);
  const EnclosedPhi unknown = [](const ReplyLaws&, const Ball&, const Ball&) {
    return Ball::indeterminate();
  };
  CHECK(judge_many_replies(unknown, u, 0.15, 0.2).verdict == ClaimVerdict::undecided);
}

TEST_CASE("other utilities turn the verdicts on the example of Figure 1", "[claims]") {
  const UtilityRule generous = [](const Network& network, const RankedPayoffs& payoffs,
                                  const TrustProfile& profile) {
    Vector utility = total_utilities(network, payoffs, profile);
    for (Eigen::Index i = 0; i < utility.size(); ++i)
      utility(i) += 0.5 * payoffs.trust()(profile[static_cast<std::size_t>(i)]);
    return utility;
  };
  CHECK(judge_printed_gains(total_utilities, gain_at_two()).verdict == ClaimVerdict::refuted);
  CHECK(judge_printed_gains(total_utilities, {{Vector::Constant(7, 2.0), 0, 14.1}}).verdict ==
        ClaimVerdict::holds);
  CHECK(judge_printed_gains(total_utilities, gain_of_agent_7()).verdict == ClaimVerdict::refuted);
  CHECK(judge_printed_gains(total_utilities, gains_of_table3()).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_printed_gains(generous, gains_of_table3()).verdict == ClaimVerdict::refuted);
  CHECK(judge_agent4(total_utilities).verdict == ClaimVerdict::holds);
  CHECK(judge_agent4([&](const auto& n, const auto& p, const auto& x) {
          return Vector(2 * generous(n, p, x) - total_utilities(n, p, x));
        }).verdict == ClaimVerdict::refuted);
}

TEST_CASE("other invitations turn the verdicts on who invites whom", "[claims]") {
  const InvitationRule first_come = [](const Network& network, const RankedPayoffs&, const TrustProfile&) {
    std::vector<std::vector<double>> all;
    for (int i = 0; i < network.graph.nodes(); ++i) {
      all.emplace_back(network.graph.neighbors(i).size(), 0.0);
      for (std::size_t n = 0; n < 2 && n < all.back().size(); ++n) all.back()[n] = 1;
    }
    return all;
  };
  CHECK(judge_invitations(invitation_probabilities).verdict == ClaimVerdict::holds);
  CHECK(judge_invitations(first_come).verdict == ClaimVerdict::refuted);
  CHECK(judge_inviters(invitation_probabilities, {2, 3, 7}, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_inviters(invitation_probabilities, {2, 5, 7}, options).verdict == ClaimVerdict::holds);
}

TEST_CASE("leaders who gain by trust, and other numbers of invitations, turn verdicts", "[claims]") {
  const LeadingRule gaining = [](const Network& n, const RankedPayoffs& p, const TrustProfile& x, int agent,
                                 int level) { return leading_at(n, p, x, agent, level) + 0.1 * level; };
  CHECK(judge_leading(leading_at, options).verdict == ClaimVerdict::holds);
  CHECK(judge_leading(gaining, options).verdict == ClaimVerdict::refuted);
  CHECK(judge_full_trust(trust_regrets, 2).verdict == ClaimVerdict::refuted);
  CHECK(judge_full_trust(trust_regrets, 3).verdict == ClaimVerdict::holds);
  const RegretRule nobody = [](const TrustGame& game, const TrustProfile& profile) {
    auto regrets = trust_regrets(game, profile);
    regrets.on_grid.setZero();
    return regrets;
  };
  CHECK(judge_opportunities(trust_regrets).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_opportunities(nobody).verdict != ClaimVerdict::holds_with_provisos);
  CHECK(judge_lower_semicontinuity(1).verdict == ClaimVerdict::refuted);
  CHECK(judge_lower_semicontinuity(0.5).verdict == ClaimVerdict::holds);
  const auto favored = [](const Network& network, const RankedPayoffs& payoffs, const TrustProfile& profile) {
    Vector utilities = total_utilities(network, payoffs, profile);
    utilities(0) *= 2;  // what one agent loses another no longer gains
    return utilities;
  };
  CHECK(judge_continuous_sum(favored).verdict == ClaimVerdict::refuted);
  CHECK(judge_continuous_sum(total_utilities).verdict == ClaimVerdict::holds);
}

TEST_CASE("another mean and another network turn the verdicts on laws and links", "[claims]") {
  CHECK(judge_printed_law(total_utilities, 0.5).verdict == ClaimVerdict::refuted);
  CHECK(judge_printed_law(total_utilities, 2).verdict == ClaimVerdict::holds);
  CHECK(judge_links(southern_women()).verdict == ClaimVerdict::refuted);
  std::vector<std::pair<int, int>> ring;
  for (int i = 0; i < 42; ++i) ring.emplace_back(i, (i + 1) % 42);
  CHECK(judge_links(solvers::Graph(42, ring)).verdict == ClaimVerdict::holds);
}

TEST_CASE("agents who do not move turn the verdicts on where trust goes", "[claims]") {
  CHECK(judge_existence(best_response_dynamics).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_existence(stubborn).verdict == ClaimVerdict::undecided);
  CHECK(judge_dyad(best_response_dynamics).verdict == ClaimVerdict::holds);
  CHECK(judge_dyad(stubborn).verdict == ClaimVerdict::refuted);
  CHECK(judge_star(best_response_dynamics, NeighborTies::random).verdict == ClaimVerdict::holds);
  CHECK(judge_star(stubborn, NeighborTies::random).verdict == ClaimVerdict::refuted);
  CHECK(judge_star(best_response_dynamics, NeighborTies::lexicographic).verdict == ClaimVerdict::refuted);
  CHECK(judge_cycle(best_response_dynamics).verdict == ClaimVerdict::holds);
  CHECK(judge_cycle(stubborn).verdict == ClaimVerdict::refuted);
}

TEST_CASE("what agents know turns the verdicts on S-curves, leaders and ties", "[claims]") {
  CHECK(judge_s_curve(best_response_dynamics, options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_s_curve(with_noise(0), options).verdict == ClaimVerdict::refuted);
  CHECK(judge_s_curve(with_noise(1000), options).verdict == ClaimVerdict::holds);
  CHECK(judge_leaders(best_response_dynamics, options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_leaders(with_noise(0), options).verdict == ClaimVerdict::refuted);
  const EstimateRule rough = [](const TrustInterval& known) { return std::round(estimate(known) / 10); };
  const EstimateRule fine = [](const TrustInterval& known) { return estimate(known); };
  CHECK(judge_learned_ties(fine, options).verdict == ClaimVerdict::holds_with_provisos);
  CHECK(judge_learned_ties(rough, options).verdict == ClaimVerdict::refuted);
}
