// models/favor/enclosed_annuity.cpp
// Annuity factors in balls.
#include "models/favor/limit_proof.hpp"
#include "solvers/scalars/special_functions.hpp"

namespace models::favor {
namespace {

constexpr long exact = 512;  // bits: products of a few doubles keep all of theirs

/// (gamma + ... + gamma^T), as a quotient where gamma < 1.
EnclosedAnnuity finite_sum(double gamma, double horizon) {
  if (gamma == 1) return {Ball(horizon), Ball(1)};
  const Ball power = pow(Ball(gamma), horizon);
  return {Ball(gamma) * (Ball(1) - power), Ball(1) - Ball(gamma)};
}

Ball hyperbolic_sum(double k, double horizon) {
  Ball sum(0);
  for (double t = 1; t <= horizon; ++t) sum = sum + Ball(1) / (Ball(1) + Ball(k) * Ball(t));
  return sum;
}

}  // namespace

EnclosedAnnuity enclosed_annuity(const Discounting& d) {
  using Form = Discounting::Form;
  const solvers::ScopedPrecision precision(exact);
  const Ball gamma(d.discount_factor);
  switch (d.form) {
    case Form::exponential:
      return {gamma, Ball(1) - gamma};
    case Form::quasi_hyperbolic:
      return {Ball(d.present_bias) * gamma, Ball(1) - gamma};
    case Form::finite_horizon:
      return finite_sum(d.discount_factor, d.horizon);
    case Form::hazard: {
      const Ball survival = gamma * pow(Ball(1) - Ball(d.hazard_rate), d.hazards);
      return {survival, Ball(1) - survival};
    }
    case Form::generalised_hyperbolic: {
      const Ball s = Ball(d.decay) / Ball(d.curvature), q = Ball(1) + Ball(1) / Ball(d.curvature);
      return {exp(-s * log(Ball(d.curvature))) * solvers::hurwitz_zeta(s, q), Ball(1)};
    }
    case Form::hyperbolic:
      return {hyperbolic_sum(d.curvature, d.horizon), Ball(1)};
  }
  return {Ball(0), Ball(1)};
}

}  // namespace models::favor
