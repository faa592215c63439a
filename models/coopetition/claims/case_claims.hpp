// models/coopetition/claims/case_claims.hpp
// Claims about Renault and Nissan 1999-2025 and its 60-point rubric.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/coopetition/rubric.hpp"

namespace models::coopetition {

/// States of a scripted case over time.
using CaseRun = std::function<std::vector<TrustState>(const Parameters&)>;

/// Scores of the case under drawn parameters: case, draws, seed.
using NullScores = std::function<std::vector<int>(const Parameters&, int, std::uint64_t)>;
std::vector<int> null_scores(const Parameters&, int draws, std::uint64_t seed);

/// Whether the released run is awarded 49 points.
Finding judge_score(const CaseRun&);

/// Whether 49 points are more than random parameters are awarded: at most one in twenty gets as many.
Finding judge_discrimination(const NullScores&, const VerifyOptions&);

/// Whether F is the printed 35.05, and whether its samples are independent.
Finding judge_variance_analysis(const CaseRun&);

/// Whether Nissan's trust in Renault starts at 0.55 in the released case.
Finding judge_initial_trust(const Parameters& released);

}  // namespace models::coopetition
