// models/limited_trust/personal_metagame.hpp
// The metagame with metagame.personalised = true: candidates and verdicts, agent1: {agent2: trust, ...}.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/best_response_dynamics.hpp"

namespace models::limited_trust {

/// Throws as check_metagame does; NotOffered for directed networks and for noise_samples > 0.
void check_personal(const Parameters&);

/// The game in which agents may show any level: of the grid, of what they begin with, and of a profile.
/// Throws NotOffered for payoffs that a leader expects to lose by: whom to invite would be a choice of its
/// own.
TrustGame personal_game(const Parameters&, const RankedPayoffs&);

/// Best responses of the description's dynamics from its initial trust, shown to everybody; method "auto" or
/// "best-response". Where they cycle, the last profile, Termination::cycling.
Candidates solve_personal(const Parameters&, const RunOptions&);

/// Every agent's regret over all levels shown to each neighbor and all invitations (personal_regrets).
/// `checked-global` within the tolerance, refuted with the agent that gains most. Throws
/// std::invalid_argument for agents or neighbors that are missing or unknown, trust outside [0, max_trust], a
/// fixed agent that moved.
Equilibrium certify_personal(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::limited_trust
