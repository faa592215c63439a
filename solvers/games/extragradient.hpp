// solvers/games/extragradient.hpp
// Look ahead, then step along the gradients found there: converges where plain ascent circles.
#pragma once

#include "solvers/games/equilibrium.hpp"
#include "solvers/games/equilibrium_search.hpp"

namespace solvers {

struct ExtragradientOptions {
  double step = 1;           ///< first step; shrinks by the Lipschitz test and recovers; > 0
  double contraction = 0.7;  ///< nu: a step passes where step |F(x) - F(y)| <= nu |x - y|; in (0, 1)
  IterationLimits limits{};
};

/// A profile where the natural map vanishes: y = proj(x + s F(x)), x <- proj(x + s F(y)), s adapted until
/// s |F(x) - F(y)| <= nu |x - y|. Converges for monotone games with continuous F.
/// Source: Korpelevich (1976), Matecon 12, 747-756; steps: Khobotov (1987), USSR Comput. Math. Math. Phys.
/// 27(5), 120-127. Throws std::invalid_argument for an incomplete game, a start of the wrong size, or an
/// option out of range.
EquilibriumResult extragradient(const Game&, const Vector& start, const ExtragradientOptions& = {});

/// One such step from `from`, for methods that fall back on it. `step` carries over from one call to the
/// next.
EquilibriumSearch::Point extragradient_step(EquilibriumSearch&, const EquilibriumSearch::Point& from,
                                            double contraction, double& step);

}  // namespace solvers
