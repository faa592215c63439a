// models/limited_trust/personalised_trust.hpp
// Trust shown to each neighbor apart, delta_i(j): section IV-A of the source. An agent's problem separates by
// neighbor.
#pragma once

#include <vector>

#include "models/limited_trust/network_game.hpp"

namespace models::limited_trust {

/// level[i][n]: what agent i shows its n-th neighbor.
using PersonalProfile = std::vector<std::vector<int>>;

/// Where i stands in the neighbor list of j, whose neighbor it is.
std::size_t position(const Network&, solvers::Graph::Node j, solvers::Graph::Node i);

/// What one agent does best, by position in its neighbor list.
struct PersonalResponse {
  std::vector<int> levels;    ///< the level to show
  std::vector<bool> invited;  ///< whom to invite
  double utility = 0;
};

/// The probability that j, the agent's n-th neighbor, invites it when shown `level`: j ranks its neighbors l
/// by u_L(what j shows l, what l shows j), ties as the network says.
double personal_invitation(const Network&, const RankedPayoffs&, const PersonalProfile&, int agent, int n,
                           int level);

/// The best of all pairs of trust and at most k_i invitations. Method: for each neighbor j the best trust
/// without inviting it (F_j: I1(x) max(0, u_F(delta_j(i), x))) and with (L_j: that plus I2 u_L(x,
/// delta_j(i))); invite the at most k_i neighbors with the largest positive L_j - F_j. Optimal since the
/// problem is a sum over neighbors; of equal levels the smallest. Throws std::invalid_argument for a directed
/// network or a profile of another shape.
PersonalResponse personal_best_response(const Network&, const RankedPayoffs&, const PersonalProfile&,
                                        int agent);

/// Utility of given choices of one agent, the others as they are: what personal_best_response maximises.
double personal_utility(const Network&, const RankedPayoffs&, const PersonalProfile&, int agent,
                        const std::vector<int>& levels, const std::vector<bool>& invited);

}  // namespace models::limited_trust
