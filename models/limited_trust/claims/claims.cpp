// Which check judges which row of the ledger.
#include "models/limited_trust/claims/claims.hpp"

#include "models/limited_trust/claims/dynamics_claims.hpp"
#include "models/limited_trust/claims/game_claims.hpp"
#include "models/limited_trust/claims/learning_claims.hpp"
#include "models/limited_trust/claims/network_claims.hpp"
#include "models/limited_trust/claims/payoff_claims.hpp"

namespace models::limited_trust {
namespace {

using Wishes = VerifyOptions;
using solvers::Ball;

PayoffTable payoffs_at(const Payoffs& payoffs, const Vector& leader, const Vector& follower) {
  return expected_payoffs(payoffs, leader, follower);
}

SampledPlay mean_play(const Payoffs& payoffs, const TrustLevels& trust, long games, std::uint64_t seed) {
  return sample_play(payoffs, trust, games, seed);
}

/// The trust in Lemma 2 read as the leader's, 1, and both densities as the leader's.
Bracketed without_index(const LearningQuestion& q) {
  return lower_chance({{q.laws.leader, q.laws.leader, q.laws.replies}, 1, q.error});
}

std::vector<LearningQuestion> questions(int least_replies) {
  std::vector<LearningQuestion> all;
  for (const int n : {2, 3, 5})
    if (n >= least_replies) {
      all.push_back(uniform_question(n, 0.3, 0.1));
      all.push_back(exponential_question(n, 1, 0.25));
    }
  return all;
}

LearningQuestion mixed_question() {
  return {{solvers::uniform_law(0, 2), solvers::exponential_law(1), 3}, 0.3, 0.2};
}

std::vector<solvers::LawPtr> laws_with_densities() {
  return {solvers::exponential_law(1), solvers::uniform_law(0, 4), solvers::normal_law(0, 1)};
}

std::vector<solvers::LawPtr> whole_numbers() {
  Vector values(4);
  values << 0, 1, 2, 3;
  return {solvers::empirical_law(values)};
}

/// In percent, over the source's own selfish utilities: random ties, and trust that is learned.
const std::vector<double> gains_of_networks{21.0,   20.8,   21.7,   22.1,   23.9,   21.049, 21.553,
                                            19.253, 40.348, 40.803, 38.772, 23.709, 22.478, 20.429,
                                            22.044, 22.925, 19.158, 25.742, 26.614, 22.706};

}  // namespace

const std::vector<ClaimCheck>& claims() {
  using enum MovedPayoff;
  static const std::vector<ClaimCheck> all = {
      {"lemma1", [](const Wishes& o) { return judge_monotone(play, follower, o); }},
      {"lemma1-strict", [](const Wishes& o) { return judge_strict_rise(play, o); }},
      {"lemma1-any-ties",
       [](const Wishes&) {
         return judge_tie_rule(
             [](double trust) { return trust < 2 ? ActionTies::legacy : ActionTies::deterministic; });
       }},
      {"lemma1-wrong-belief", [](const Wishes& o) { return judge_wrong_belief(play, o); }},
      {"corollary1", [](const Wishes& o) { return judge_monotone(play, leader, o); }},
      {"corollary1-wrong-belief", [](const Wishes& o) { return judge_expected_wrong_belief(mean_play, o); }},
      {"corollary2", [](const Wishes& o) { return judge_monotone(play, net, o); }},
      {"corollary3", [](const Wishes& o) { return judge_leading(leading_at, o); }},
      {"leader-gains-from-trusting-follower",
       [](const Wishes& o) { return judge_leader_gain(payoffs_at, o); }},
      {"follower-pays-for-trust", [](const Wishes& o) { return judge_follower_cost(payoffs_at, o); }},
      {"net-rises-with-follower-trust", [](const Wishes& o) { return judge_net_gain(payoffs_at, o); }},
      {"theorem1-continuity",
       [](const Wishes& o) { return judge_continuity(payoffs_at, laws_with_densities(), o); }},
      {"theorem1-atoms", [](const Wishes& o) { return judge_continuity(payoffs_at, whole_numbers(), o); }},
      {"theorem2-existence", [](const Wishes&) { return judge_existence(best_response_dynamics); }},
      {"theorem2-lower-semicontinuity", [](const Wishes&) { return judge_lower_semicontinuity(1); }},
      {"theorem4-hypothesis", [](const Wishes&) { return judge_continuous_sum(total_utilities); }},
      {"theorem2-hypothesis", [](const Wishes& o) { return judge_leader_gain(payoffs_at, o); }},
      {"theorem3-exact", [](const Wishes& o) { return judge_time_to_both(stated_time, o); }},
      {"theorem3-width", [](const Wishes& o) { return judge_time_to_width(stated_time, o); }},
      {"lemma2-printed",
       [](const Wishes& o) { return judge_chance(printed_lower_chance, Shown::lower, questions(3), o); }},
      {"lemma2-two-replies",
       [](const Wishes& o) {
         return judge_chance(printed_lower_chance, Shown::lower,
                             {uniform_question(2, 0.3, 0.1), exponential_question(2, 1, 0.25)}, o);
       }},
      {"lemma2-index",
       [](const Wishes& o) { return judge_chance(without_index, Shown::lower, {mixed_question()}, o); }},
      {"lemma2-upper-limit",
       [](const Wishes& o) {
         return judge_chance(printed_lower_chance, Shown::lower, {exponential_question(2, 0.1, 0.25)}, o);
       }},
      {"lemma3", [](const Wishes& o) { return judge_chance(upper_chance, Shown::upper, questions(2), o); }},
      {"lemma3-statement", [](const Wishes& o) { return judge_lower_bound_event(upper_chance, o); }},
      {"lemma3-both-bounds", [](const Wishes&) { return judge_equal_bounds(observe); }},
      {"lemma3-regions", [](const Wishes& o) { return judge_region(in_a2, o); }},
      {"lemma4", [](const Wishes& o) { return judge_chance(both_chance, Shown::both, questions(3), o); }},
      {"figure-reference", [](const Wishes&) { return judge_cited_figure(observe, 0); }},
      {"oracle-time", [](const Wishes& o) { return judge_oracle(oracle_time, o); }},
      {"many-replies",
       [](const Wishes&) { return judge_many_replies(phi_enclosed, solvers::exponential_law(1), 0.75, 1); }},
      {"many-replies-uniform",
       [](const Wishes&) { return judge_many_replies(phi_enclosed, solvers::uniform_law(0, 1), 0.15, 0.2); }},
      {"follower-learns", [](const Wishes& o) { return judge_leader_bounds(printed_leader_bounds, o); }},
      {"two-hop-set",
       [](const Wishes& o) {
         return judge_inviters(invitation_probabilities, {2, 3, 7}, o);
       }},
      {"dyad-selfish", [](const Wishes&) { return judge_dyad(best_response_dynamics); }},
      {"star-selfish",
       [](const Wishes&) { return judge_star(best_response_dynamics, NeighborTies::random); }},
      {"star-lexicographic",
       [](const Wishes&) { return judge_star(best_response_dynamics, NeighborTies::lexicographic); }},
      {"opportunities-reduce-trust", [](const Wishes&) { return judge_opportunities(trust_regrets); }},
      {"lexicographic-cycles", [](const Wishes&) { return judge_cycle(best_response_dynamics); }},
      {"s-curve", [](const Wishes& o) { return judge_s_curve(best_response_dynamics, o); }},
      {"leaders-help", [](const Wishes& o) { return judge_leaders(best_response_dynamics, o); }},
      {"no-pure-equilibrium-karate", [](const Wishes&) { return judge_full_trust(trust_regrets, 2); }},
      {"gain-at-two", [](const Wishes&) { return judge_printed_gains(total_utilities, gain_at_two()); }},
      {"gain-of-agent-7",
       [](const Wishes&) { return judge_printed_gains(total_utilities, gain_of_agent_7()); }},
      {"gain-table3", [](const Wishes&) { return judge_printed_gains(total_utilities, gains_of_table3()); }},
      {"gain-networks", [](const Wishes&) { return judge_gains(payoffs_at, gains_of_networks); }},
      {"exponential-law", [](const Wishes&) { return judge_printed_law(total_utilities, 1.0 / 2); }},
      {"women-links", [](const Wishes&) { return judge_links(southern_women()); }},
      {"agent4-beats-agent7", [](const Wishes&) { return judge_agent4(total_utilities); }},
      {"unknown-trust-ties",
       [](const Wishes& o) {
         return judge_learned_ties([](const TrustInterval& known) { return estimate(known); }, o);
       }},
      {"invitations-table3", [](const Wishes&) { return judge_invitations(invitation_probabilities); }},
  };
  return all;
}

}  // namespace models::limited_trust
