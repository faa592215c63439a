#include "solvers/games/projected_gradient.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <utility>

#include "solvers/core/require.hpp"
#include "solvers/games/equilibrium_search.hpp"

namespace solvers {
namespace {

using Point = EquilibriumSearch::Point;

/// A step halved until the residual falls below `reference` by a share of the step. The residual may have to
/// rise on the way (a constant field far from the bounds leaves it equal): where no step lowers it, the first
/// that passes the Lipschitz test step |dF| <= 0.7 |dx| stands in. Nothing where no step does either.
std::optional<Point> falling_step(EquilibriumSearch& search, const Point& from, double reference,
                                  double& step) {
  std::optional<std::pair<Point, double>> safe;
  for (int halvings = 0; halvings < 60 && (!safe || step > 0.01 * safe->second); ++halvings, step *= 0.5) {
    Point next = search.at_step(from, from.field, step);
    if (!next.finite()) continue;
    if (next.residual <= (1 - 1e-4 * std::min(step, 1.0)) * reference) return next;
    if (!safe && step * (next.field - from.field).norm() <= 0.7 * (next.x - from.x).norm())
      safe = {next, step};
  }
  if (!safe) return std::nullopt;
  step = safe->second;
  return safe->first;
}

void climb(EquilibriumSearch& search, Point point, const ProjectedGradientOptions& options) {
  for (long k = 0; !search.done(point); ++k) {
    double step = options.rule == StepRule::fixed
                      ? options.step
                      : options.step / std::pow(1 + static_cast<double>(k), options.power);
    point = search.at_step(point, point.field, step);
  }
}

void climb_while_falling(EquilibriumSearch& search, Point point, const ProjectedGradientOptions& options) {
  constexpr int patience = 300;  // steps without a new smallest residual, before play is taken to circle
  const bool spectral = options.rule == StepRule::barzilai_borwein;
  std::deque<double> recent;
  double step = options.step, best = point.residual;
  for (int since_best = 0; !search.done(point);) {
    recent.push_back(point.residual);
    if (recent.size() > (spectral ? 10 : 1)) recent.pop_front();
    auto next = falling_step(search, point, *std::max_element(recent.begin(), recent.end()), step);
    since_best = point.residual < best ? 0 : since_best + 1;
    best = std::min(best, point.residual);
    if (!next || since_best > patience) {
      search.stop_with(Termination::stalled,
                       "steps along the gradients no longer lower the residual: play may circle "
                       "here; extragradient steps do not");
      return;
    }
    const Vector moved = next->x - point.x;
    const double bend = std::abs(moved.dot(next->field - point.field));
    if (spectral)
      step = bend > 0 ? std::clamp(moved.squaredNorm() / bend, 1e-10, 1e10) : 2 * step;
    else
      step = std::min(2 * step, 1e10);
    point = std::move(*next);
  }
}

}  // namespace

EquilibriumResult projected_gradient(const Game& game, const Vector& start,
                                     const ProjectedGradientOptions& options) {
  constexpr auto who = "projected_gradient";
  check_equilibrium_problem(who, game, start, options.limits);
  require::positive(who, "step", options.step);
  require::within(who, "power", options.power, 0x1p-20, 1);
  EquilibriumSearch search(game, options.limits);
  Point first = search.at(game.project(start));
  if (options.rule == StepRule::fixed || options.rule == StepRule::diminishing)
    climb(search, std::move(first), options);
  else
    climb_while_falling(search, std::move(first), options);
  return search.result();
}

}  // namespace solvers
