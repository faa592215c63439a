#include "solvers/games/natural_map.hpp"

#include <cmath>
#include <limits>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {

Vector natural_map(const Game& game, const Vector& profile) {
  return natural_map(game, profile, game.pseudo_gradient(profile));
}

Vector natural_map(const Game& game, const Vector& profile, const Vector& pseudo_gradient) {
  require::same_size("natural_map", "pseudo_gradient", pseudo_gradient.size(), "the profile", profile.size());
  return profile - game.project(profile + pseudo_gradient);
}

double natural_residual(const Game& game, const Vector& profile) {
  const Vector map = natural_map(game, profile);
  if (map.hasNaN()) return std::numeric_limits<double>::quiet_NaN();  // a maximum might pass over it
  return map.size() > 0 ? map.lpNorm<Eigen::Infinity>() : 0;
}

Matrix natural_map_jacobian(const Game& game, const Vector& profile, const Vector& pseudo_gradient) {
  require::that(
      static_cast<bool>(game.jacobian), "natural_map_jacobian",
      "the game has no jacobian; build it with make_game, or choose a method without derivatives of F");
  const Eigen::Index n = profile.size();
  const Vector target = profile + pseudo_gradient;
  const Matrix moved = Matrix::Identity(n, n) + game.jacobian(profile);
  Matrix jacobian = Matrix::Identity(n, n);
  int begin = 0;
  for (const auto& set : game.strategy_sets) {
    const int size = set->dimension();
    jacobian.middleRows(begin, size) -=
        set->projection_jacobian(target.segment(begin, size)) * moved.middleRows(begin, size);
    begin += size;
  }
  return jacobian;
}

int null_dimension(const Game& game, const Vector& profile, double relative_tolerance) {
  const Matrix jacobian = natural_map_jacobian(game, profile, game.pseudo_gradient(profile));
  if (!jacobian.allFinite()) return -1;
  return static_cast<int>(profile.size()) - rank(jacobian, relative_tolerance);
}

}  // namespace solvers
