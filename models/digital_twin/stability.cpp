// models/digital_twin/stability.cpp
// Spectral radius of the learning map.
#include "models/digital_twin/stability.hpp"

#include "models/digital_twin/reduced_game.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace models::digital_twin {
namespace {

constexpr Eigen::Index most_unknowns = 120;

/// Own gradients at strategies and trust that are independent of each other, as during learning.
template <typename T>
VectorOf<T> learning_gradients(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust,
                               const VectorOf<T>& reduced) {
  const VectorOf<T> profile = with_deception_zero(reduced);
  const auto state = state_of(p, trust, profile);
  const TrustOf<T>
      own_honesty{};  // `stationary`: inbound trust is the player's own honesty, whatever it is now
  const auto spill = leak(gradient, p, gradient == Gradient::stationary ? own_honesty : trust, state);
  return without_deception(own_gradients(p, state.shares, spill, profile));
}

/// Trust of i in j as a matrix, from its off-diagonal entries row by row.
template <typename T>
TrustOf<T> trust_matrix(const VectorOf<T>& entries, Eigen::Index first, Eigen::Index n) {
  TrustOf<T> trust{Trust::Kind::matrix, T(0), MatrixOf<T>(n, n)};
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) trust.matrix(i, j) = i == j ? T(0) : entries(first++);
  return trust;
}

Matrix projection_jacobian(const Vector& target) {
  static const solvers::CappedSimplex set(reduced_choices);
  Matrix jacobian = Matrix::Zero(target.size(), target.size());
  for (Eigen::Index at = 0; at < target.size(); at += reduced_choices)
    jacobian.block(at, at, reduced_choices, reduced_choices) =
        set.projection_jacobian(target.segment(at, reduced_choices));
  return jacobian;
}

Vector steps(const Players& players) {
  Vector step(reduced_choices * players.count());
  for (int i = 0; i < players.count(); ++i)
    step.segment(reduced_choices * i, reduced_choices).setConstant(players.learning_rate(i));
  return step;
}

Eigen::Index unknowns(const Parameters& parameters) {
  const Eigen::Index n = parameters.players.count();
  return reduced_choices * n + (parameters.trust.kind == Trust::Kind::steady_state ? n * (n - 1) : 0);
}

}  // namespace

Matrix learning_jacobian(const Parameters& parameters, const Vector& profile) {
  const Eigen::Index n = parameters.players.count(), own = reduced_choices * n;
  const Vector reduced = without_deception(profile), step = steps(parameters.players);
  const auto p = lift<double>(parameters.players);
  const bool joint = parameters.trust.kind == Trust::Kind::steady_state;
  Vector state(unknowns(parameters));
  state.head(own) = reduced;
  Eigen::Index next = own;
  for (Eigen::Index i = 0; joint && i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      if (i != j) state(next++) = reduced(reduced_choices * j);
  const auto field = [&]<typename T>(const VectorOf<T>& y) {
    const auto trust = joint ? trust_matrix<T>(y, own, n) : lift<T>(parameters.trust);
    return learning_gradients<T>(parameters.gradient, lift<T>(parameters.players), trust, y.head(own));
  };
  const Matrix slope = solvers::jacobian_of(field, state);
  const Matrix projection = projection_jacobian(reduced + step.cwiseProduct(field(state)));
  Matrix jacobian = Matrix::Zero(state.size(), state.size());
  jacobian.topRows(own) = projection * step.asDiagonal() * slope;
  jacobian.topLeftCorner(own, own) += projection;
  next = own;
  for (Eigen::Index i = 0; joint && i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) {
      if (i == j) continue;
      jacobian(next, next) = 1 - parameters.players.trust_rate(i);
      jacobian(next++, reduced_choices * j) = parameters.players.trust_rate(i);
    }
  return jacobian;
}

std::optional<Stability> learning_stability(const Parameters& parameters, const Vector& profile) {
  if (unknowns(parameters) > most_unknowns) return std::nullopt;
  const bool joint = parameters.trust.kind == Trust::Kind::steady_state;
  const double radius = solvers::spectral_radius(learning_jacobian(parameters, profile));
  return Stability{radius, radius < 1, joint ? "learning (14) with trust (7)" : "learning (14), trust fixed"};
}

}  // namespace models::digital_twin
