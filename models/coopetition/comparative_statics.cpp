#include "models/coopetition/comparative_statics.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/named_profile.hpp"
#include "solvers/core/linear_algebra.hpp"

namespace models::coopetition {
namespace {

std::vector<int> within_box(const StageGame<double>& game, const Vector& actions) {
  std::vector<int> free;
  for (int i = 0; i < game.count(); ++i)
    if (actions(i) > 0 && actions(i) < game.endowment(i)) free.push_back(i);
  return free;
}

/// d slope_i / d (what the description calls `name`), one vector a parameter.
struct Push {
  std::string name;
  Vector by;
};

/// w_i gamma g / (N a_i), and what each parameter does to it.
std::vector<Push> pushes(const Parameters& p, const StageGame<double>& game, const Vector& actions) {
  const int n = p.count();
  const double g = synergy(actions), rho = p.trust.reciprocity;
  Vector of_gamma(n), of_scale = Vector::Zero(n), of_exponent = Vector::Zero(n), of_rho = Vector::Zero(n);
  std::vector<Push> all;
  for (int i = 0; i < n; ++i) {
    of_gamma(i) = synergy_weight(game, i) * g / (n * actions(i));
    if (p.value.form == ValueForm::logarithmic)
      of_scale(i) = 1 / (1 + actions(i));
    else
      of_exponent(i) =
          std::pow(actions(i), p.value.exponent - 1) * (1 + p.value.exponent * std::log(actions(i)));
  }
  all.push_back({"value.complementarity", of_gamma});
  if (p.value.form == ValueForm::logarithmic) all.push_back({"value.scale", of_scale});
  if (p.value.form == ValueForm::power) all.push_back({"value.exponent", of_exponent});
  const bool contingent = p.concept_ != Concept::coopetitive;
  const bool gated = contingent && p.trust.gating == Gating::dependence;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      if (i == j) continue;
      const double pull =
          game.complementarity * p.actors[static_cast<std::size_t>(j)].share * g / (n * actions(i));
      const double T = p.trust.initial.trust(i, j), Theta = 1 - p.trust.initial.damage(i, j);
      Vector one = Vector::Zero(n);
      one(i) = pull * (gated ? std::min(T, Theta) : 1);
      all.push_back({fmt::format("dependence.matrix[{}][{}]", i + 1, j + 1), one});
      if (!contingent) continue;
      const double distance = actions(j) - game.baseline(j);
      one(i) = gated ? (T < Theta ? pull * p.dependence(i, j) : 0) : rho * distance;
      all.push_back({fmt::format("trust.initial[{}][{}]", i + 1, j + 1), one});
      if (!gated) of_rho(i) += T * distance;
    }
  if (!contingent || gated) return all;
  all.push_back({"trust.reciprocity", of_rho});
  for (int j = 0; j < n && p.trust.baseline.size() > 0; ++j) {
    Vector one = -game.pull.col(j);
    one(j) = 0;
    all.push_back({fmt::format("trust.baseline[{}]", j + 1), one});
  }
  return all;
}

}  // namespace

Matrix reply_jacobian(const StageGame<double>& game, const Vector& actions) {
  Matrix replies = Matrix::Zero(game.count(), game.count());
  for (const int i : within_box(game, actions)) {
    const double own = own_slope_derivative(game, i, i, actions);
    for (int j = 0; j < game.count(); ++j)
      if (j != i) replies(i, j) = -own_slope_derivative(game, i, j, actions) / own;
  }
  return replies;
}

std::optional<Vector> implicit_derivative(const StageGame<double>& game, const Vector& actions,
                                          const Vector& push) {
  const auto free = within_box(game, actions);
  const auto n = static_cast<Eigen::Index>(free.size());
  Matrix jacobian(n, n);
  Vector right(n);
  for (Eigen::Index r = 0; r < n; ++r) {
    right(r) = -push(free[static_cast<std::size_t>(r)]);
    for (Eigen::Index c = 0; c < n; ++c)
      jacobian(r, c) = own_slope_derivative(game, free[static_cast<std::size_t>(r)],
                                            free[static_cast<std::size_t>(c)], actions);
  }
  Vector derivative = Vector::Zero(game.count());
  if (n == 0) return derivative;
  const auto solution = solvers::solve_linear(jacobian, right);
  if (!solution || !solution->allFinite()) return std::nullopt;
  for (Eigen::Index r = 0; r < n; ++r) derivative(free[static_cast<std::size_t>(r)]) = (*solution)(r);
  return derivative;
}

void describe_response(const Parameters& p, const StageGame<double>& game, const Vector& actions,
                       Equilibrium& equilibrium) {
  if ((actions.array() <= 0).any()) return;
  const Matrix replies = reply_jacobian(game, actions);
  const double radius = solvers::spectral_radius(replies);
  if (std::isfinite(radius))
    equilibrium.stability = Stability{radius, radius < 1, "simultaneous best replies"};
  if (p.count() == 2) equilibrium.quantities.push_back({"loop_slope", replies(0, 1) * replies(1, 0)});
  for (const auto& [name, by] : pushes(p, game, actions)) {
    const auto derivative = implicit_derivative(game, actions, by);
    if (!derivative) {
      equilibrium.notes.push_back(
          "sensitivities are left out: the slopes' Jacobian is singular, as at a fold");
      return;
    }
    Quantities of_choices;
    for (int i = 0; i < p.count(); ++i)
      of_choices.push_back({p.actors[static_cast<std::size_t>(i)].name + ".action", (*derivative)(i)});
    equilibrium.sensitivity.push_back({name, of_choices});
  }
}

}  // namespace models::coopetition
