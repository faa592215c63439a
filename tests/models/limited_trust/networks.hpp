// Networks and expected payoffs for the tests of games on networks.
#pragma once

#include <optional>
#include <string>

#include "models/limited_trust/best_response_dynamics.hpp"

namespace tests {

/// Exact u_L and u_F of 2 x 2 games with exponential payoffs, evaluated term by term from
/// tests/reference/limited_trust_closed_form_2x2_exp.json: code of its own, shared with nothing that is
/// tested.
models::limited_trust::PayoffSource exponential_payoffs(double mean);

/// 0, ..., max_trust in `points` equal steps.
models::limited_trust::Vector trust_grid(double max_trust, int points);

/// Every agent with the same number of invitations; trust 0 and nobody fixed.
models::limited_trust::Network network_of(
    solvers::Graph, int invitations,
    models::limited_trust::NeighborTies = models::limited_trust::NeighborTies::random);

/// Figure 1 of the source: seven agents, twelve links.
solvers::Graph figure1();

/// A network by its name in the reference file; nothing, said aloud, where its file is not there.
std::optional<solvers::Graph> reference_network(const std::string& name);

/// The whole table as choices, nobody fixed.
models::limited_trust::TrustGame game_of(const models::limited_trust::Network&,
                                         const models::limited_trust::RankedPayoffs&);

}  // namespace tests
