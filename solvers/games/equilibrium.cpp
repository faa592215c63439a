#include "solvers/games/equilibrium.hpp"

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {

void check_equilibrium_problem(std::string_view who, const Game& game, const Vector& start,
                               const IterationLimits& limits) {
  require::at_least(who, "the number of players", game.players(), 1);
  for (const auto& set : game.strategy_sets)
    require::that(set != nullptr, who, "a player has no strategy set");
  require::that(game.payoff && game.pseudo_gradient, who, "the game lacks its payoff or its pseudo_gradient");
  require::same_size(who, "start", start.size(), "a profile", game.dimension());
  require::finite(who, "start", start);
  require::inside(who, "tolerance", limits.tolerance, 0, 1);
  require::at_least(who, "max_iterations", limits.max_iterations, 1);
}

std::string describe(const Vector& x) {
  constexpr Eigen::Index shown = 12;
  std::string text = "(";
  for (Eigen::Index j = 0; j < std::min(x.size(), shown); ++j)
    text += fmt::format("{}{}", j > 0 ? ", " : "", x(j));
  return text + (x.size() > shown ? ", ...)" : ")");
}

}  // namespace solvers
