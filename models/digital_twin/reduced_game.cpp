// models/digital_twin/reduced_game.cpp
// The reduced game's Jacobian in closed form, and its form for the solvers.
#include "models/digital_twin/reduced_game.hpp"

#include "solvers/convex_sets/capped_simplex.hpp"

namespace models::digital_twin {
namespace {

/// d x_k / d (s_j, beta_j) of the scores x_k = lambda_k I_k.
Matrix score_jacobian(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& s) {
  const Eigen::Index n = s.size();
  Matrix slope(n, reduced_choices * n);
  for (Eigen::Index k = 0; k < n; ++k)
    for (Eigen::Index j = 0; j < n; ++j) {
      const double inbound = k == j                               ? 1
                             : trust.kind == Trust::Kind::matrix  ? trust.matrix(k, j)
                             : trust.kind == Trust::Kind::uniform ? trust.value
                                                                  : 2 * s(j);  // of s_j^2
      slope(k, reduced_choices * j) = p.information_sensitivity(k) * p.sharing_value(k) * inbound;
      slope(k, reduced_choices * j + 1) = k == j ? p.information_sensitivity(k) * p.probing_value(k) : 0;
    }
  return slope;
}

/// d leak_i / d (s_j, beta_j), given d P.
Matrix leak_jacobian(Gradient gradient, const PlayersOf<double>& p, const TrustOf<double>& trust,
                     const Vector& s, const Vector& share, const Matrix& share_slope) {
  const Eigen::Index n = s.size();
  if (gradient == Gradient::printed) return Matrix::Zero(n, reduced_choices * n);
  const Vector pull = p.information_sensitivity.cwiseProduct(p.sharing_value);
  const Matrix weight_slope = pull.asDiagonal() * share_slope;
  if (trust.kind == Trust::Kind::matrix) return trust.matrix.transpose() * weight_slope;  // zero diagonal
  const Eigen::RowVectorXd total = weight_slope.colwise().sum();
  const Vector others = sums_of_others<double>(pull.cwiseProduct(share));
  const double factor = gradient == Gradient::stationary ? 2 : 1;
  Matrix slope(n, reduced_choices * n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const bool moves = trust.kind == Trust::Kind::steady_state;
    slope.row(i) = (moves ? factor * s(i) : trust.value) * (total - weight_slope.row(i));
    if (moves) slope(i, reduced_choices * i) += factor * others(i);
  }
  return slope;
}

}  // namespace

Matrix reduced_jacobian(Gradient gradient, const PlayersOf<double>& p, const TrustOf<double>& trust,
                        const Vector& reduced) {
  const Vector profile = with_deception_zero(reduced);
  const auto state = state_of(p, trust, profile);
  const Vector &s = state.honesty, &share = state.shares.share, &rest = state.shares.rest;
  const Vector spill = leak(gradient, p, trust, state);
  const Matrix score_slope = score_jacobian(p, trust, s);
  const Eigen::RowVectorXd mean = share.transpose() * score_slope;
  const Matrix share_slope = share.asDiagonal() * (score_slope.rowwise() - mean);
  const Matrix spill_slope = leak_jacobian(gradient, p, trust, s, share, share_slope);
  Matrix jacobian(reduced.size(), reduced.size());
  for (Eigen::Index i = 0; i < s.size(); ++i) {
    const double pull = p.information_sensitivity(i) * p.sharing_value(i);
    const double probe = p.information_sensitivity(i) * p.probing_value(i);
    const Eigen::Index at = reduced_choices * i;
    jacobian.row(at) = p.reward(i) * ((pull * (rest(i) - share(i)) - spill(i)) * share_slope.row(i) -
                                      share(i) * spill_slope.row(i));
    jacobian.row(at + 1) = p.reward(i) * probe * (rest(i) - share(i)) * share_slope.row(i);
    jacobian(at, at) -= 2 * p.sharing_cost(i);
    jacobian(at + 1, at + 1) -= 2 * p.probing_cost(i);
  }
  return jacobian;
}

solvers::Game reduced_game(const Parameters& parameters) {
  const auto p = std::make_shared<const PlayersOf<double>>(lift<double>(parameters.players));
  const auto trust = std::make_shared<const TrustOf<double>>(lift<double>(parameters.trust));
  const auto gradient = parameters.gradient;
  solvers::Game game;
  const auto set = std::make_shared<solvers::CappedSimplex>(reduced_choices);
  game.strategy_sets.assign(static_cast<std::size_t>(p->count()), set);
  game.payoff = [=](int player, const Vector& reduced) {
    const Vector profile = with_deception_zero(reduced);
    return payoffs(*p, state_of(*p, *trust, profile), profile)(player);
  };
  game.pseudo_gradient = [=](const Vector& reduced) {
    return reduced_gradients(gradient, *p, *trust, reduced);
  };
  game.jacobian = [=](const Vector& reduced) { return reduced_jacobian(gradient, *p, *trust, reduced); };
  return game;
}

}  // namespace models::digital_twin
