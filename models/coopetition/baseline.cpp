#include "models/coopetition/baseline.hpp"

#include "models/coopetition/coopetitive.hpp"

namespace models::coopetition {

Vector baseline(const Parameters& p) {
  if (p.trust.baseline.size() == p.count()) return p.trust.baseline;
  auto alone = p;
  alone.dependence.setZero();
  return coopetitive_equilibria(alone, lift_game<double>(alone)).back();
}

}  // namespace models::coopetition
