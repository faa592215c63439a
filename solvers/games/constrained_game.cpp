#include "solvers/games/constrained_game.hpp"

#include <cmath>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

void check_bounds(std::string_view who, const Vector& lower, const Vector& upper, int dimension) {
  require::same_size(who, "lower", lower.size(), "the variables", dimension);
  require::same_size(who, "upper", upper.size(), "the variables", dimension);
  for (int k = 0; k < dimension; ++k)
    require::that(
        lower(k) <= upper(k) && lower(k) < HUGE_VAL && upper(k) > -HUGE_VAL, who,
        fmt::format("variable {} has the bounds [{}, {}]; give them in order", k, lower(k), upper(k)));
}

void check_functions(std::string_view who, const std::vector<GameConstraint>& constraints) {
  for (const auto& constraint : constraints)
    require::that(constraint.function != nullptr, who, "a constraint has no function");
}

template <typename T>
VectorOf<T> joined(const VectorOf<T>& x, const Vector& parameters) {
  VectorOf<T> z(x.size() + parameters.size());
  for (Eigen::Index k = 0; k < x.size(); ++k) z(k) = x(k);
  for (Eigen::Index k = 0; k < parameters.size(); ++k) z(x.size() + k) = T(parameters(k));
  return z;
}

}  // namespace

int ConstrainedGame::dimension() const { return offset(static_cast<int>(players.size())); }

int ConstrainedGame::offset(int player) const {
  int begin = 0;
  for (int i = 0; i < player; ++i) begin += players[static_cast<std::size_t>(i)].variables;
  return begin;
}

int ConstrainedGame::owner(int variable) const {
  int i = 0;
  while (variable >= players[static_cast<std::size_t>(i)].variables)
    variable -= players[static_cast<std::size_t>(i++)].variables;
  return i;
}

Vector ConstrainedGame::with_parameters(const Vector& x) const { return joined(x, parameters); }
BallVector ConstrainedGame::with_parameters(const BallVector& x) const { return joined(x, parameters); }

void check_game(const ConstrainedGame& game) {
  constexpr auto who = "constrained game";
  require::at_least(who, "the number of players", static_cast<long>(game.players.size()), 1);
  for (const auto& player : game.players) {
    require::at_least(who, "a player's number of variables", player.variables, 1);
    require::that(player.payoff != nullptr, who, "a player has no payoff");
    check_functions(who, player.constraints);
  }
  check_functions(who, game.shared);
  check_bounds(who, game.lower, game.upper, game.dimension());
  require::finite(who, "parameters", game.parameters);
}

void check_inequality(const VariationalInequality& problem) {
  constexpr auto who = "variational inequality";
  require::at_least(who, "the number of variables", static_cast<long>(problem.map.size()), 1);
  for (const auto& entry : problem.map) require::that(entry != nullptr, who, "the map has an empty entry");
  check_functions(who, problem.constraints);
  check_bounds(who, problem.lower, problem.upper, static_cast<int>(problem.map.size()));
  require::finite(who, "parameters", problem.parameters);
}

}  // namespace solvers
