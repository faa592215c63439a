// models/limited_trust/claims/network_claims.hpp
// Claims about rounds on networks at given trust: the example of Figure 1, whom agents invite, what an agent
// gains as a leader, full trust. Each check takes the functions that it examines, so that a test can feed
// others and see the verdict turn.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "models/claims.hpp"
#include "models/limited_trust/claims/source_networks.hpp"

namespace models::limited_trust {

/// u_i of everybody: `round_utilities`, summed.
using UtilityRule = std::function<Vector(const Network&, const RankedPayoffs&, const TrustProfile&)>;
Vector total_utilities(const Network&, const RankedPayoffs&, const TrustProfile&);

/// A gain that the source prints, in percent to so many decimals, over the selfish profile of Figure 1: of
/// one agent (from 1), or of the mean (0).
struct PrintedGain {
  Vector trust;
  int agent = 0;
  double percent = 0;
  double last_place = 0.1;
  bool at_least = false;  ///< "over 25 %"
};
std::vector<PrintedGain> gain_at_two(), gain_of_agent_7(), gains_of_table3();

/// Whether exact utilities round to every printed gain. With provisos: not all do, but each lies within four
/// standard errors of a mean of 1000 rounds, and one rounds.
Finding judge_printed_gains(const UtilityRule&, const std::vector<PrintedGain>&);

/// Whether selfish agents of Figure 1 earn the printed average of 12.012, within four standard errors of 1000
/// rounds, where payoffs are exponential with this mean.
Finding judge_printed_law(const UtilityRule&, double mean);

/// Whether a network of the Southern women has the 42 links that the source counts.
Finding judge_links(const solvers::Graph&);
solvers::Graph southern_women();

/// Whether agent 4 earns more than agent 7 at trusts 2 (i - 1) / 3.
Finding judge_agent4(const UtilityRule&);

/// P(i invites j): `invitation_probabilities`.
using InvitationRule = std::function<std::vector<std::vector<double>>(const Network&, const RankedPayoffs&,
                                                                      const TrustProfile&)>;
using Invitations = std::map<int, std::vector<int>>;  ///< agent: whom it invites, both from 1
Invitations printed_invitations(bool increasing);     ///< of Table III

/// Whether the lists of Table III are those computed.
Finding judge_invitations(const InvitationRule&);

/// Whether these are the agents (from 1) that may invite agent 1 of Figure 1, whatever trusts are.
Finding judge_inviters(const InvitationRule&, const std::vector<int>& printed, const VerifyOptions&);

/// v_i at another level of trust: `leading_utility`.
using LeadingRule =
    std::function<double(const Network&, const RankedPayoffs&, const TrustProfile&, int agent, int level)>;
double leading_at(const Network&, const RankedPayoffs&, const TrustProfile&, int agent, int level);

/// Whether v_i falls at every step of the own trust: karate, seeded profiles.
Finding judge_leading(const LeadingRule&, const VerifyOptions&);

/// Regrets of a profile: `trust_regrets`.
using RegretRule = std::function<TrustRegrets(const TrustGame&, const TrustProfile&)>;

/// Whether somebody gains by leaving full trust: karate with so many invitations, on the grid and off it.
Finding judge_full_trust(const RegretRule&, int invitations);

/// Whether the number of agents who leave full trust grows with the number of invitations: karate, Figure 1
/// and the star of five leaves, one to five invitations.
Finding judge_opportunities(const RegretRule&);

/// Whether `weight` on the limit from below, the rest on that from above, reaches the value at a rival's
/// trust: a star with two leaves and one invitation, random ties.
Finding judge_lower_semicontinuity(double weight);

/// Whether the sum of all utilities is continuous where trusts meet, which Theorem 4 (Dasgupta and Maskin)
/// needs: ties among all agents of three networks against one of them just below and just above.
Finding judge_continuous_sum(const UtilityRule&);

}  // namespace models::limited_trust
