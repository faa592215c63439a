// models/coopetition/factorial_closed_forms.hpp
// Metrics of the factorial experiment without simulation, where they have a closed form.
#pragma once

#include <optional>

#include "models/coopetition/kernels/factorial_metrics.hpp"
#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

/// Metric of one configuration under fixed signals and clip "unit"; nothing for those without a closed form:
/// the alternating signals of experiment 7, and the time of experiment 8. With C = lambda- (1 + 0.5 xi), p =
/// lambda+ tanh 2, q = 1 - delta_R and R_1 = mu tanh 3, recovery from T_1 follows
///   product: 1 - T_n = (1 - T_1) prod over k < n of (1 - p + p R_1 q^k);
///   gap: T rests while T > Theta, then 1 - T_n = (1 - T_1)(1 - p)^n + p R_1 (q^n - (1-p)^n) / (q - (1-p)).
/// Both decay variants agree here. Exact in real arithmetic; the rates of `law` are those of the
/// configuration.
std::optional<double> closed_form(kernels::Metric metric, const TrustLaw& law);

}  // namespace models::coopetition
