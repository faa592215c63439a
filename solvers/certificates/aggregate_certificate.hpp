// solvers/certificates/aggregate_certificate.hpp
// Everything that is shown about one profile of an aggregative game, each player's problem being
// one-dimensional once the sum of the others is given: work proportional to the number of players.
#pragma once

#include "solvers/certificates/aggregate_scan.hpp"
#include "solvers/certificates/game_certificate.hpp"

namespace solvers {

/// What certify_game says, for any number of players. `multipliers` has one entry where there is a cap. The
/// box of the proof holds exactly one equilibrium (variational, where the cap binds): scan_aggregate's
/// argument on a cell around the sum, or the multiplier of the cap, shows one in the cell, and the box is so
/// small that its profiles belong to the cell. Players with one payoff, choice and range are judged once.
/// Throws std::invalid_argument as scan_aggregate does, and for a profile of the wrong size or not finite.
GameCertificate certify_aggregative(const AggregativeGame&, const Vector& x,
                                    const GameCertificateOptions& = {});

}  // namespace solvers
