// solvers/games/projected_gradient.hpp
// All players climb their own gradients at once: x <- proj(x + step F(x)).
#pragma once

#include "solvers/games/equilibrium.hpp"

namespace solvers {

enum class StepRule {
  fixed,             ///< step
  diminishing,       ///< step / (1 + k)^power
  armijo,            ///< halved until the natural residual falls, doubled after success
  barzilai_borwein,  ///< |dx|^2 / |<dx, dF>|, halved until the residual is below the largest of the last ten
};

struct ProjectedGradientOptions {
  StepRule rule = StepRule::armijo;
  double step = 0.1;   ///< first step, in unit of strategy over unit of gradient; > 0
  double power = 0.6;  ///< of the diminishing rule; in (0, 1]
  IterationLimits limits{};
};

/// A profile where the natural map vanishes. Where no step of the last two rules lowers the residual, one
/// within the Lipschitz constant is taken instead, up to 300 in a row without a new best. Converges where the
/// game is strongly monotone and the step small against its Lipschitz constant; where it circles instead,
/// `cycling`, `stalled` or a spent budget says so. Source: Facchinei & Pang (2003), section 12.1; steps:
/// Barzilai & Borwein (1988), IMA J. Numer. Anal. 8, 141-148. Throws std::invalid_argument for an incomplete
/// game, a start of the wrong size, or an option out of range.
EquilibriumResult projected_gradient(const Game&, const Vector& start, const ProjectedGradientOptions& = {});

}  // namespace solvers
