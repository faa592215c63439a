// models/coopetition/rubric.hpp
// TR-2's 60-point rubric for a scripted case, as the authors' suite awards it, and what it is worth.
#pragma once

#include <vector>

#include "models/coopetition/parameters.hpp"
#include "solvers/core/stop.hpp"

namespace models::coopetition {

/// Points of one run. m(t) is the mean of trust over all entries of the matrix, self-trust included, or over
/// ordered pairs; cut_k is where phase k begins; sg_k the mean signal of phase k.
struct RubricScore {
  int state_alignment = 10;  ///< of 15: constant, no data are compared
  int behaviour = 0;         ///< of 15: 3 a phase where m moves in the direction of sg
  int mechanism = 0;         ///< of 15: 5 each for faster erosion than building, incomplete recovery, damage
  int outcome = 0;  ///< of 15: 7 or 4 for the final m, and 2 a transition that can be seen, at most 8
  int visible = 0;  ///< transitions |m(e + 1) - m(e - 1)| > 0.05 among the first four
  std::vector<double> jumps;  ///< |m(e + 1) - m(e - 1)| of the first four boundaries e
  double final_mean = 0;      ///< m at the end
  double F = 0;               ///< one-way analysis of variance of all values of trust by phase
  int total() const { return state_alignment + behaviour + mechanism + outcome; }
};

/// States t = 0, ..., of the script's periods, played once.
std::vector<TrustState> scripted_states(const Parameters&);

/// Source: the authors' suite as recorded in TR-2's validation; `F` treats a deterministic, autocorrelated
/// series as independent samples, so it has no p value. Throws std::invalid_argument for fewer states than
/// the script has.
RubricScore rubric_score(const Parameters&, const std::vector<TrustState>&, bool pairs_only);

/// Scores of the same script under parameters drawn independently and uniformly from the ranges of the
/// factorial experiment: lambda+ [.05, .15], lambda- [.15, .45], mu [.5, .7], delta [.01, .05], xi [.3, .7];
/// variants, kappa and the start as given. Draw k comes from stream (seed, k). Stops early, with fewer
/// scores, where asked to.
std::vector<int> rubric_null(const Parameters&, bool pairs_only, int draws, std::uint64_t seed,
                             const solvers::Stop& = {});

}  // namespace models::coopetition
