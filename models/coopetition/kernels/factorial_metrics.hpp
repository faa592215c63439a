// models/coopetition/kernels/factorial_metrics.hpp
// Vector kernel: what one pair's trust does in the eight experiments of TR-2's factorial protocol.
#pragma once

#include <array>
#include <string_view>

#include "solvers/core/instruction_set.hpp"

namespace models::coopetition::kernels {

/// Parameters of `count` configurations, one array each.
struct Configurations {
  const double* building;       ///< lambda+ in (0, 1]
  const double* erosion;        ///< lambda- in (0, 1]
  const double* damage;         ///< mu_R in [0, 1]
  const double* decay;          ///< delta_R in [0, 1]
  const double* amplification;  ///< xi >= 0
  const double* reciprocity;    ///< rho in [0, 1); of reactive signals alone
  const double* sensitivity;    ///< kappa > 0; of reactive signals alone
  long count;
};

/// Variants of the trust law, Def. 3.2 and 3.3.
struct TrustVariant {
  bool gap = false;           ///< lambda+ s max(0, Theta - T) instead of lambda+ s (1 - T) Theta
  bool always_heals = false;  ///< damage decays in every period, not only after s >= 0
  bool ceiling = false;       ///< trust is cut to Theta of the period before, not to 1
};

/// What the partner's deviation x of the protocol becomes.
enum class Signals {
  fixed,     ///< s = tanh(x), as the source has it: rho and kappa enter nowhere
  reactive,  ///< s = tanh(kappa (x + rho T)): a trusted partner does a little more, Def. 3.4 and 5.1
};

/// The eight experiments; the numbers are those of the protocol. D = 0.5 and R starts at 0 unless said
/// otherwise.
enum Metric {
  negativity_ratio,          ///< 1: lambda- / lambda+
  hysteresis_recovery_10,    ///< 2: T = 0.85, x = -3 once, then x = 2: last T of 10 periods over 0.85
  hysteresis_recovery_35,    ///< 2: largest T of 35 periods over 0.85
  hysteresis_recovery_100,   ///< 2: largest T of 100 periods over 0.85
  cumulative_amplification,  ///< 3: T = 0.8: loss of four x = -1 over that of one x = -4
  dependency_amplification,  ///< 4: T = 0.8, x = -2: loss at D = 0.8 over that at D = 0.2
  building_rate,             ///< 5: T = 0.5, x = 2: (T_10 - 0.5) / 10
  trust_at_25,               ///< 5
  trust_final_50,            ///< 5
  erosion_single_period,     ///< 6: T = 0.8, x = -2, R held at 0: T_0 - T_1
  erosion_two_periods,       ///< 6: T_0 - T_2
  erosion_acceleration,      ///< 6: (T_1 - T_2) / (T_0 - T_1)
  stability_mean,            ///< 7: T = 0.7, x = 1, -0.5, 1, ...: mean of 31 values
  stability_std,             ///< 7: their population standard deviation
  stability_range,           ///< 7: their largest less their smallest
  time_to_50pct_recovery,    ///< 8: T = 0.8, x = -3, then x = 2: first t with half of the loss made good, at
                             ///< most 100
  final_recovery_level,      ///< 8: T after 100 periods
  counterfactual_recovery_35,  ///< T of experiment 2 after 35 periods over T after 36 periods of x = 2 alone
  effective_negativity,        ///< erosion_single_period / building_rate
  ceiling_excess,              ///< T - Theta right after the violation of experiment 2
  ceiling_excess_35,           ///< T - Theta 35 periods later
  metric_count
};

inline constexpr std::array<std::string_view, metric_count> metric_names = {"negativity_ratio",
                                                                            "hysteresis_recovery_10",
                                                                            "hysteresis_recovery_35",
                                                                            "hysteresis_recovery_100",
                                                                            "cumulative_amplification",
                                                                            "dependency_amplification",
                                                                            "building_rate",
                                                                            "trust_at_25",
                                                                            "trust_final_50",
                                                                            "erosion_single_period",
                                                                            "erosion_two_periods",
                                                                            "erosion_acceleration",
                                                                            "stability_mean",
                                                                            "stability_std",
                                                                            "stability_range",
                                                                            "time_to_50pct_recovery",
                                                                            "final_recovery_level",
                                                                            "counterfactual_recovery_35",
                                                                            "effective_negativity",
                                                                            "ceiling_excess",
                                                                            "ceiling_excess_35"};

/// Periods that the kernel follows for each configuration. (The protocol as printed follows 338: it repeats
/// experiment 2 for 10, 35 and 100 periods, and knows no counterfactual.)
inline constexpr int periods_per_configuration = 101 + 36 + 5 + 2 + 50 + 2 + 30 + 101;

/// table[m * stride + i] becomes metric m of configuration i; stride >= count. Source: Pant & Yu, arXiv
/// 2510.24909, factorial validation; trust moves before damage, with the damage of the period before. Method:
/// 64 configurations at a time. Fixed signals give the same bits on every instruction set; the tanh of
/// reactive ones does not.
void factorial_metrics(const Configurations&, TrustVariant, Signals, double* table, long stride,
                       solvers::InstructionSet instructions = solvers::best_instruction_set());

}  // namespace models::coopetition::kernels
