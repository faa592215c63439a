// models/digital_twin/symmetric.hpp
// Concepts `printed-symmetric` (S0) and `symmetric-nash` (S2, S3, S4, S-kappa): candidates and their
// judgement.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

/// Up to so many players a symmetric profile is written out for each; beyond, player1 stands for all.
constexpr int most_named_players = 1000;

/// The one candidate of the concept: the positive root of (16), or the symmetric point of the first-order
/// system. Both have exactly one, so the list is complete. Throws std::invalid_argument as `identical` and
/// `symmetric_system` do, and for a method other than "auto" and "closed-form".
Candidates solve_symmetric(const Parameters&, const RunOptions&);

/// Judge a profile as what its concept says; player1 alone stands for all players.
/// `printed-symmetric`: the root of the system (16). It is proved where the profile is within the residual
/// tolerance of the enclosed root; `residual` is that distance, over max(1, |coordinate|), and so is
/// `epsilon`, since no regret belongs to a system that is nobody's best reply. Feasibility and the distance
/// from Nash stand beside it. `symmetric-nash`: regrets of the model's gradient over all strategies decide.
/// With a discount factor (S-kappa) it is the symmetric stationary point of the open-loop game, judged by
/// distance like (16), with `nash` of the one-round game beside it. Throws std::invalid_argument for a
/// profile that is not symmetric, and as `vector_of` does.
Equilibrium certify_symmetric(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::digital_twin
