// models/limited_trust/personal_dynamics.hpp
// The metagame of personalised trust: what agents earn, what each could gain, and best responses round by
// round. Source: Murray, Garg & Nagi, Section IV-A.
#pragma once

#include <functional>

#include "models/limited_trust/best_response_dynamics.hpp"
#include "models/limited_trust/personalised_trust.hpp"

namespace models::limited_trust {

/// Every agent shows all its neighbors its level of the plain profile.
PersonalProfile show_all(const Network&, const TrustProfile&);

/// Expected utilities of a round in which everybody invites the k_i neighbors that promise most by what both
/// show: u_i = sum over neighbors j of P(j invites i) u_F + P(i invites j) u_L.
Vector personal_utilities(const Network&, const RankedPayoffs&, const PersonalProfile&);

struct PersonalDynamics {
  solvers::Termination termination = solvers::Termination::not_started;
  PersonalProfile profile;                     ///< the last one
  long rounds = 0, period = 0, transient = 0;  ///< as in DynamicsResult
};

/// Best responses (personal_best_response) from a profile; an agent moves only for more than rounding.
/// Options as for best_response_dynamics, without noise; `observe` sees the profile at the beginning of each
/// round. Throws std::invalid_argument for a directed network or a profile of another shape.
PersonalDynamics personal_dynamics(const TrustGame&, PersonalProfile start, const DynamicsOptions&,
                                   const std::function<void(const PersonalProfile&)>& observe = {});

/// What each agent could gain: by code of its own. Method: P(j invites i) from sorted promises; invitations
/// by dynamic programming over neighbors and places. `best`, if asked for, takes the levels that gain it.
Vector personal_regrets(const TrustGame&, const PersonalProfile&, PersonalProfile* best = nullptr);

}  // namespace models::limited_trust
