#include "models/coopetition/trust_dynamics.hpp"

namespace models::coopetition {

TrustState next_state(const TrustLaw& law, const Matrix& dependence, const TrustState& state,
                      const Vector& deviations) {
  TrustState next = state;
  for (Eigen::Index j = 0; j < deviations.size(); ++j) {
    const double s = signal(law.sensitivity, deviations(j));
    for (Eigen::Index i = 0; i < deviations.size(); ++i) {
      if (i == j) continue;
      const auto moved = next_pair(law, {state.trust(i, j), state.damage(i, j)}, s, dependence(i, j));
      next.trust(i, j) = moved.trust;
      next.damage(i, j) = moved.damage;
    }
  }
  return next;
}

}  // namespace models::coopetition
