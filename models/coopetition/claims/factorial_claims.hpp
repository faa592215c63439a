// models/coopetition/claims/factorial_claims.hpp
// Claims about TR-2's factorial experiment.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/coopetition/claims/trust_claims.hpp"
#include "models/coopetition/factorial.hpp"

namespace models::coopetition {

/// The experiment under levels and a building rule.
using Experiment = std::function<FactorialTable(const Factorial&, Building)>;
FactorialTable experiment(const Factorial&, Building);

/// Levels that reproduce the printed figures, and those of Figure 2's caption.
Factorial published_levels();
Factorial caption_levels();

/// Whether all configurations differ in their metrics.
Finding judge_configurations(const Experiment&);

/// Whether the caption's levels give the printed mean 3.47, deviation 1.93 and r = .988.
Finding judge_caption(const Experiment&);

/// Whether lambda- and recovery correlate with r = -.817.
Finding judge_erosion_correlation(const Experiment&);

/// Whether about 68 percent of negativity ratios lie within 1 of their median.
Finding judge_concentration(const Experiment&);

/// Whether building rates vary by less than a tenth within a level of lambda+.
Finding judge_building_variation(const Experiment&);

/// Whether the negativity ratio is anything but lambda- / lambda+.
Finding judge_emergence(const Experiment&);

/// Whether recovery below 1.2 needs a ceiling.
Finding judge_recovery_bound(const Experiment&);

/// Whether the recovery ratio stays below 1, as hysteresis would have it.
Finding judge_recovery_as_hysteresis(const Experiment&);

/// Whether after a violation trust is below that of the same pair without one, 35 periods later.
Finding judge_counterfactual(const Experiment&);

/// Whether four small violations hurt more than one large, and whether they still do under a linear signal.
Finding judge_amplification(const Experiment&, const PairStep&);

/// Whether the experiment takes two hours, by this clock (seconds).
Finding judge_run_time(const Experiment&, const std::function<double()>& clock);
double seconds_now();

/// Whether every factor acts on some metric.
Finding judge_active_factors(const Experiment&);

/// Whether factors are uncorrelated.
Finding judge_orthogonality(const Experiment&);

/// Whether amplification has the printed median 1.97, mean 1.99 and deviation .31.
Finding judge_printed_amplification(const Experiment&);

/// Whether lambda+ and building correlate with the printed r = .988.
Finding judge_building_correlation(const Experiment&);

/// Whether more configurations have a negativity above the median than below it, as a positive skew is read.
Finding judge_skew(const Experiment&);

/// Whether recovery varies little within a level of lambda-.
Finding judge_clusters(const Experiment&);

/// Whether every combination of the four rates occurs equally often.
Finding judge_even_cover(const Experiment&);

/// Whether the documented building rule, the gap, gives the printed recovery.
Finding judge_documented_rule(const Experiment&);

}  // namespace models::coopetition
