#include "models/coopetition/factorial_closed_forms.hpp"

#include <cmath>

namespace models::coopetition {
namespace {

constexpr double usual_dependence = 0.5;

double loss_rate(const TrustLaw& law, double dependence) {
  return law.erosion_rate * (1 + law.amplification * dependence);  // C
}

/// Trust after n periods of x = 2 from T without damage.
double built(const TrustLaw& law, double trust, int n) {
  return 1 - (1 - trust) * std::pow(1 - law.building_rate * std::tanh(2.0), n);
}

/// Sum over k < n of q^k r^(n - 1 - k) = (q^n - r^n) / (q - r), without cancellation where the two are close.
double mixed_powers(double q, double r, int n) {
  double sum = 0;
  for (int k = 0; k < n; ++k) sum += std::pow(q, k) * std::pow(r, n - 1 - k);
  return sum;
}

double product_recovery(const TrustLaw& law, double trust, double damage, int n) {
  const double p = law.building_rate * std::tanh(2.0);
  double short_of_one = 1 - trust;
  for (int k = 0; k < n; ++k) short_of_one *= 1 - p + p * damage * std::pow(1 - law.decay_rate, k);
  return 1 - short_of_one;
}

double gap_recovery(const TrustLaw& law, double trust, double damage, int n) {
  const double p = law.building_rate * std::tanh(2.0), q = 1 - law.decay_rate;
  int resting = 0;
  while (resting < n && 1 - damage * std::pow(q, resting) < trust) ++resting;
  const double left = damage * std::pow(q, resting);
  const int m = n - resting;
  return 1 - (1 - trust) * std::pow(1 - p, m) - p * left * mixed_powers(q, 1 - p, m);
}

/// Trust and damage after one x = -3.
struct Violated {
  double trust, damage;
};
Violated violated(const TrustLaw& law, double trust) {
  const double s = std::tanh(3.0);
  return {trust * (1 - loss_rate(law, usual_dependence) * s), law.damage_rate * s};
}

/// Trust n periods of x = 2 after one x = -3.
double recovered(const TrustLaw& law, double start, int n) {
  const auto [trust, damage] = violated(law, start);
  return law.building == Building::product ? product_recovery(law, trust, damage, n)
                                           : gap_recovery(law, trust, damage, n);
}

/// T - Theta n periods after the violation.
double excess(const TrustLaw& law, int n) {
  return recovered(law, 0.85, n) - (1 - violated(law, 0.85).damage * std::pow(1 - law.decay_rate, n));
}

}  // namespace

std::optional<double> closed_form(kernels::Metric metric, const TrustLaw& law) {
  if (law.clip != Clip::unit) return std::nullopt;
  const double C = loss_rate(law, usual_dependence), two = C * std::tanh(2.0);
  switch (metric) {
    case kernels::negativity_ratio:
      return law.erosion_rate / law.building_rate;
    case kernels::hysteresis_recovery_10:
      return recovered(law, 0.85, 10) / 0.85;
    case kernels::hysteresis_recovery_35:
      return recovered(law, 0.85, 35) / 0.85;
    case kernels::hysteresis_recovery_100:
      return recovered(law, 0.85, 100) / 0.85;
    case kernels::cumulative_amplification:
      return (1 - std::pow(1 - C * std::tanh(1.0), 4)) / (C * std::tanh(4.0));
    case kernels::dependency_amplification:
      return (1 + 0.8 * law.amplification) / (1 + 0.2 * law.amplification);
    case kernels::building_rate:
      return (built(law, 0.5, 10) - 0.5) / 10;
    case kernels::trust_at_25:
      return built(law, 0.5, 25);
    case kernels::trust_final_50:
      return built(law, 0.5, 50);
    case kernels::erosion_single_period:
      return 0.8 * two;
    case kernels::erosion_two_periods:
      return 0.8 * (1 - (1 - two) * (1 - two));
    case kernels::erosion_acceleration:
      return 1 - two;
    case kernels::final_recovery_level:
      return recovered(law, 0.8, 100);
    case kernels::counterfactual_recovery_35:
      return recovered(law, 0.85, 35) / built(law, 0.85, 36);
    case kernels::effective_negativity:
      return 0.8 * two / ((built(law, 0.5, 10) - 0.5) / 10);
    case kernels::ceiling_excess:
      return excess(law, 0);
    case kernels::ceiling_excess_35:
      return excess(law, 35);
    default:
      return std::nullopt;
  }
}

}  // namespace models::coopetition
