// models/limited_trust/expected_play.hpp
// Games with drawn payoffs as `solve` and `certify` answer them: what both players may expect at their
// trusts.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/law_moments.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// The trusts of the description, leader: {trust}, follower: {trust}. Methods: "auto" and "monte-carlo".
/// Throws std::invalid_argument for another method, DescriptionError for laws without the moments needed.
Candidates solve_expected_play(const Parameters&, const LawPlaces&, const RunOptions&);

/// The expected payoffs at the trusts of the profile. The certificate's `residual` and `epsilon` are the
/// error of the payoffs: that of expected_payoffs (exact or quadrature), or four standard errors of a sample.
/// Proved where it is within the tolerance of the larger payoff; a sample leaves it undecided. Sampled are:
/// method "monte-carlo", laws that expected_payoffs samples, a belief other than the truth, ties other than
/// exact and deterministic; `options.max_iterations` is their number of games (0: a million). Throws
/// std::invalid_argument for a profile without just these two trusts, each >= 0, and for laws without
/// the moments needed: a mean, and a variance where games are sampled; DescriptionError where their places
/// are known.
Equilibrium certify_expected_play(const Parameters&, const LawPlaces&, const Profile&, const RunOptions&);

}  // namespace models::limited_trust
