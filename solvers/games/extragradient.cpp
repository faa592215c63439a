#include "solvers/games/extragradient.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace solvers {

EquilibriumSearch::Point extragradient_step(EquilibriumSearch& search, const EquilibriumSearch::Point& from,
                                            double contraction, double& step) {
  for (int trial = 0;; ++trial) {
    const auto ahead = search.at_step(from, from.field, step);
    if (!ahead.finite()) return ahead;
    const double moved = (ahead.x - from.x).norm(), bend = (ahead.field - from.field).norm();
    // after so many cuts the step is lost against x: take it, and let the search judge
    if (step * bend <= contraction * moved || trial >= 100) {
      double used = step;
      auto next = search.at_step(from, ahead.field, used);
      if (step * bend <= 0.5 * contraction * moved) step = std::min(1.5 * step, 1e10);
      return next;
    }
    step *= std::clamp(0.9 * contraction * moved / (step * bend), 0.1, 0.8);
  }
}

EquilibriumResult extragradient(const Game& game, const Vector& start, const ExtragradientOptions& options) {
  constexpr auto who = "extragradient";
  check_equilibrium_problem(who, game, start, options.limits);
  require::positive(who, "step", options.step);
  require::inside(who, "contraction", options.contraction, 0, 1);
  EquilibriumSearch search(game, options.limits);
  auto point = search.at(game.project(start));
  for (double step = options.step; !search.done(point);)
    point = extragradient_step(search, point, options.contraction, step);
  return search.result();
}

}  // namespace solvers
