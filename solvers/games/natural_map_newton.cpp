#include "solvers/games/natural_map_newton.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/extragradient.hpp"
#include "solvers/games/natural_map.hpp"

namespace solvers {
namespace {

using Point = EquilibriumSearch::Point;

/// A Newton step, damped until the residual falls; projected, so that F is only asked where it is defined
/// (the projection does not lengthen the distance to a solution, and the rate is kept).
std::optional<Point> newton_step(const Game& game, EquilibriumSearch& search, const Point& from,
                                 int max_halvings) {
  const auto direction =
      solve_linear(natural_map_jacobian(game, from.x, from.field), -natural_map(game, from.x, from.field));
  if (!direction) return std::nullopt;
  double step = 1;
  for (int k = 0; k <= max_halvings; ++k, step *= 0.5) {
    Point next = search.at(game.project(from.x + step * *direction));
    if (next.finite() && next.residual <= (1 - 1e-3 * step) * from.residual) return next;
  }
  return std::nullopt;
}

}  // namespace

EquilibriumResult natural_map_newton(const Game& game, const Vector& start,
                                     const NaturalMapNewtonOptions& options) {
  constexpr auto who = "natural_map_newton";
  check_equilibrium_problem(who, game, start, options.limits);
  require::that(static_cast<bool>(game.jacobian), who, "the game has no jacobian; build it with make_game");
  require::at_least(who, "fallback_steps", options.fallback_steps, 1);
  require::at_least(who, "max_halvings", options.max_halvings, 0);
  EquilibriumSearch search(game, options.limits);
  Point point = search.at(game.project(start));
  double step = 1;
  long newton_steps = 0, fallbacks = 0;
  for (int rest = 0; !search.done(point);) {
    std::optional<Point> next;
    if (rest == 0) next = newton_step(game, search, point, options.max_halvings);
    if (next) {
      ++newton_steps;
    } else {
      rest = rest == 0 ? options.fallback_steps - 1 : rest - 1;
      ++fallbacks;
      next = extragradient_step(search, point, 0.7, step);
    }
    point = std::move(*next);
  }
  auto result = search.result();
  result.detail += fmt::format("{}{} Newton and {} extragradient steps", result.detail.empty() ? "" : "; ",
                               newton_steps, fallbacks);
  return result;
}

}  // namespace solvers
