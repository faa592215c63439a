// models/limited_trust/expected_rounds.hpp
// Rounds of a network whose agents know one another's trust, with expected utilities in place of drawn games.
// Source: Murray, Garg & Nagi, Section V-A.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Best-response dynamics of the description, round by round: the profile of round t pays its exact expected
/// utilities, then agents move (metagame.dynamics; with noise_samples > 0 by utilities estimated from so many
/// games). Series: utility of mean; trust of mean, quantiles and, of at most 200, each agent. Summary: means
/// over the rounds, the last profile's exploitability on the grid, and where profiles rest or repeat, since
/// when and with which period. Throws std::invalid_argument as check_metagame does.
Trajectory expected_rounds(const Parameters&, const RunOptions&);

}  // namespace models::limited_trust
