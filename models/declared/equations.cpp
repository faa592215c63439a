#include "models/declared/equations.hpp"

#include "solvers/core/require.hpp"

namespace models::declared {
namespace {

std::vector<solvers::GameConstraint> constraints_of(const std::vector<Constraint>& constraints) {
  std::vector<solvers::GameConstraint> result;
  for (const auto& constraint : constraints) result.push_back({constraint.function, constraint.equality});
  return result;
}

Vector parameters_of(const Parameters& p) {
  const auto& values = p.store->parameters;
  return Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

solvers::ConstrainedGame constrained_game(const Parameters& p, bool by_parameter) {
  solvers::require::that(!p.is_map(), "constrained_game", "the problem is given by its map, not by players");
  solvers::ConstrainedGame game;
  for (const auto& player : p.players)
    game.players.push_back({player.count, player.payoff, constraints_of(player.constraints)});
  game.shared = constraints_of(p.shared);
  game.lower = p.lower;
  game.upper = p.upper;
  if (by_parameter) game.parameters = parameters_of(p);
  return game;
}

solvers::VariationalInequality variational_inequality(const Parameters& p, bool by_parameter) {
  solvers::require::that(p.is_map(), "variational_inequality",
                         "the game is given by its players, not by a map");
  solvers::VariationalInequality problem;
  problem.map.assign(p.map.begin(), p.map.end());
  problem.constraints = constraints_of(p.shared);
  problem.lower = p.lower;
  problem.upper = p.upper;
  if (by_parameter) problem.parameters = parameters_of(p);
  return problem;
}

solvers::KktConditions first_order_conditions(const Parameters& p, bool by_parameter) {
  return p.is_map() ? solvers::KktConditions(variational_inequality(p, by_parameter))
                    : solvers::KktConditions(constrained_game(p, by_parameter));
}

}  // namespace models::declared
