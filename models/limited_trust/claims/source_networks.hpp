// models/limited_trust/claims/source_networks.hpp
// The networks and payoffs of the source's examples, for checks of its claims.
#pragma once

#include "models/limited_trust/best_response_dynamics.hpp"

namespace models::limited_trust {

/// Figure 1: seven agents, twelve links; read off Table III, whose degrees and lists leave one network.
solvers::Graph figure1();
solvers::Graph karate();

/// Every agent with so many invitations; trust 0 and nobody fixed.
Network network_of(solvers::Graph, int invitations, NeighborTies = NeighborTies::random);

/// Exact u_L and u_F of 2 x 2 games with exponential payoffs, at these increasing trusts.
RankedPayoffs exponential_ranked(double mean, Vector trust);
/// Of mean 4 on the grid of the experiments, 0, 1/3, ..., 30.
const RankedPayoffs& experiment_payoffs();

TrustProfile everybody(const Network&, int level);
/// The whole table as choices, those in network.fixed_agents fixed.
TrustGame game_of(const Network&, const RankedPayoffs&);

}  // namespace models::limited_trust
