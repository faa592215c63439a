// models/limited_trust/all_at_max.hpp
// Whether everybody at the highest trust is an equilibrium: a criterion in closed form.
#pragma once

#include "models/limited_trust/network_game.hpp"

namespace models::limited_trust {

/// M: the highest trust. Agent i, alone in leaving M for 0, saves k_i (u_L(0,M) - u_L(M,M)) as a leader and
/// F_i (u_F(M,0) - u_F(M,M)) with the F_i inviters who invite everybody, and loses E_i u_F(M,M) with the
/// others, E_i the sum of k_j / deg_j over them. Between 0 and M it gets no more than at 0.
struct AllAtMax {
  double saved_leading = 0;    ///< L_c = u_L(0,M) - u_L(M,M)
  double saved_following = 0;  ///< f = u_F(M,0) - u_F(M,M)
  double invited = 0;          ///< a = u_F(M,M)
  Vector gain_of_leaving;      ///< k_i L_c + F_i f - E_i a, one an agent
  bool equilibrium = false;    ///< no gain above rounding: nobody leaves
};

/// The criterion for random ties; agents in network.fixed_agents never leave. Own derivation from section 2.
/// Holds on any grid and off it where u_L falls with the leader's own trust, u_F with the follower's, and
/// leaders prefer trust. Throws std::invalid_argument for lexicographic ties or max_trust that is not
/// positive.
AllAtMax all_at_max(const Network&, const PayoffSource&, double max_trust);

}  // namespace models::limited_trust
