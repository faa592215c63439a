// models/limited_trust/network_game.hpp
// Games between neighbors, section 2 in expected mode: whom an agent invites, and what a round pays on
// average. Source: Murray, Garg & Nagi, "Limited-Trust in Social Network Games", Section II-B. A round's
// expected utilities are numbers, not estimates: u_i = v_i + w_i, v_i from the games that i leads, w_i from
// those that i follows in.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/limited_trust/parameters.hpp"
#include "models/limited_trust/ranked_payoffs.hpp"

namespace models::limited_trust {

/// One round of everybody's games on average.
struct RoundUtilities {
  Vector leading;    ///< v_i
  Vector following;  ///< w_i
  Vector total() const { return leading + following; }
};

/// The levels of trust at which a network plays, one an agent: indices of a RankedPayoffs.
using TrustProfile = std::vector<int>;

/// Expected utilities of a round. Agent i invites its k_i best neighbors in the order of u_L(delta_i, .),
/// ties at the k_i-th place broken at random (each equally likely) or by the lower number; an invited
/// neighbor with u_F < 0 declines, and nobody takes its place. Time linear in the links. Throws
/// std::invalid_argument for a profile of another length than the network or a level out of range.
RoundUtilities round_utilities(const Network&, const RankedPayoffs&, const TrustProfile&);

/// v_i were agent i at another level of trust, the others as they are.
double leading_utility(const Network&, const RankedPayoffs&, const TrustProfile&, int agent, int level,
                       std::vector<int>& scratch);

/// u_i alone: from i's own invitations and from those of `inviters`, the agents whose neighbor i is, each
/// evaluated afresh. Costs the sum of the inviters' degrees.
double agent_utility(const Network&, const solvers::Graph& inviters, const RankedPayoffs&,
                     const TrustProfile&, int agent, std::vector<int>& scratch);

/// probability(i, j): that i invites j, by position in i's neighbor list.
std::vector<std::vector<double>> invitation_probabilities(const Network&, const RankedPayoffs&,
                                                          const TrustProfile&);

/// Agents who have fewer neighbors than invitations, and agents without any: one sentence each kind.
std::vector<std::string> network_notes(const Network&);

/// Throws std::invalid_argument unless every k_i >= 1, every list has one entry an agent, the trust is finite
/// and not negative, and the agents that are fixed exist.
void check_network(const Network&);

/// The last place at which one agent still invites: of its neighbors, `above` rank better than `rank`,
/// `equal` there.
struct LastPlace {
  int rank = -1, above = 0, equal = 0;  ///< rank -1 where every neighbor is invited
};

/// Source: order statistics of the neighbors' ranks; linear in the degree. `rank_of` maps levels to ranks,
/// `place` >= 1.
LastPlace last_place(std::span<const solvers::Graph::Node> neighbors, const TrustProfile&,
                     std::span<const int> rank_of, int place, std::vector<int>& scratch);

}  // namespace models::limited_trust
