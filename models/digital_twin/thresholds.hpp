// models/digital_twin/thresholds.hpp
// Values of kappa = R lambda^2 (a^2/(2 c1) + b^2/(2 c2)) at which games of identical players without trust
// and with a slack budget change their nature. Each is enclosed with proof.
#pragma once

#include <optional>

#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// Up to kappa = 8 the equilibrium is unique: f(p) = log p - kappa p (1 - p) rises, as max p (1 - 2p) = 1/8.
solvers::Ball uniqueness_kappa();

/// Below 6 sqrt(3) every best response is unique: max |sigma''| = 1 / (6 sqrt 3).
solvers::Ball unique_best_response_kappa();

/// Above N^2 / (N - 2) the symmetric profile is unstable under gradient play: eigenvalue kappa q (1 - 2q) - 1
/// at q = 1/N. Nothing for N = 2. players >= 2.
std::optional<solvers::Ball> gradient_instability_kappa(long players);

/// Above N^3 / ((N - 1)(N - 2)) the symmetric profile is no local maximum of the own payoff: sigma'' >
/// 1/kappa. Nothing for N = 2. players >= 2.
std::optional<solvers::Ball> second_order_kappa(long players);

/// Where the symmetric profile stops to be a Nash equilibrium, and how.
struct ExistenceThreshold {
  solvers::Ball kappa;      ///< it is one exactly up to this kappa
  solvers::Ball deviation;  ///< score x of the deviation that pays as much there
};

/// kappa_max(N), players >= 2. Let q = 1/N, D the change of own score, p = sigma(logit q + D) the share after
/// it. The deviation gains R (p - q - q (1 - q) D - D^2 / (2 kappa)), which rises with kappa for each D, so
///   kappa_max = 1 / max over D of rho(D),   rho(D) = 2 (p - q - q (1 - q) D) / D^2,
/// and rho'(D) = psi(D) / D^3 with psi(D) = D (p (1 - p) + q (1 - q)) - 2 (p - q), psi(0) = psi'(0) = 0 and
/// psi''(D) = D sigma'''. sigma''' changes sign at p = (3 -+ sqrt 3) / 6 only, so rho has one maximum: for N
/// <= 4 (q > 0.2113...) at the one zero of psi on D < 0, for N >= 5 at the first one on D > 0, which is the
/// only one below any D with psi(D) < 0. A sign change of psi in balls encloses it. Nothing where balls
/// cannot decide.
std::optional<ExistenceThreshold> existence_threshold(long players);

/// The infimum of the kappa at which the game has an asymmetric stationary profile; nothing for N = 2, where
/// there is none at any kappa. players in [3, most_players_of_first_asymmetric]. If shares of three levels p1
/// < p2 < p3 are stationary, moving the players at p2 along f onto p1's branch brings the sum of shares from
/// above 1 to below, so two levels suffice: k players at p, N - k at r = (1 - k p) / (N - k), and
///   kappa_k(p) = log(r / p) / ((r - p)(1 - p - r)),   0 < p < 1/N.
/// Its minimum over k and p is enclosed from above at a point and from below by branch and bound in balls.
std::optional<solvers::Ball> first_asymmetric_kappa(long players);
constexpr long most_players_of_first_asymmetric = 100;

}  // namespace models::digital_twin
