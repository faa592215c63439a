#include "models/favor/discounting.hpp"

#include <cmath>

#include "models/favor/equations.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

using Form = Discounting::Form;
constexpr double largest_horizon = 1e9;

void require_factor(double gamma) {
  solvers::require::within("annuity_factor", "discount_factor", gamma, 0, largest_discount_factor,
                           "a discount factor is below 1, at most 1 - 1e-12");
}

/// gamma + ... + gamma^T, without cancellation for gamma near 1.
double finite_sum(double gamma, double horizon) {
  if (gamma == 1) return horizon;
  if (gamma == 0) return 0;
  return gamma * std::expm1(horizon * std::log(gamma)) / (gamma - 1);
}

/// Hurwitz's zeta(s, q) = sum over n >= 0 of (q + n)^-s, s > 1, q > 1: a few terms, then Euler & Maclaurin.
double hurwitz_zeta(double s, double q) {
  constexpr int terms = 12;
  // B_2k / (2k)!
  constexpr double coefficients[] = {
      1 / 12., -1 / 720., 1 / 30240., -1 / 1209600., 1 / 47900160., -691 / 1307674368000., 1 / 74724249600.};
  double sum = 0;
  for (int n = 0; n < terms; ++n) sum += std::pow(q + n, -s);
  const double x = q + terms;
  double tail = std::pow(x, 1 - s) / (s - 1) + std::pow(x, -s) / 2;
  double factor = s * std::pow(x, -s - 1);  // s (s + 1) ... (s + 2k - 2) x^(-s - 2k + 1)
  for (int k = 0; k < 7; ++k) {
    tail += coefficients[k] * factor;
    factor *= (s + 2 * k + 1) * (s + 2 * k + 2) / (x * x);
  }
  return sum + tail;
}

double hyperbolic_sum(double k, double horizon) {
  double sum = 0;
  for (double t = horizon; t >= 1; --t) sum += 1 / (1 + k * t);  // small terms first
  return sum;
}

}  // namespace

double annuity_factor(const Discounting& d) {
  using namespace solvers::require;
  constexpr auto who = "annuity_factor";
  switch (d.form) {
    case Form::exponential:
      require_factor(d.discount_factor);
      return annuity_factor<double>(d.discount_factor);
    case Form::quasi_hyperbolic:
      require_factor(d.discount_factor);
      within(who, "present_bias", d.present_bias, 0, 1);
      return d.present_bias * annuity_factor<double>(d.discount_factor);
    case Form::finite_horizon:
      within(who, "discount_factor", d.discount_factor, 0, 1);
      within(who, "horizon", d.horizon, 1, largest_horizon);
      return finite_sum(d.discount_factor, d.horizon);
    case Form::hazard: {
      within(who, "discount_factor", d.discount_factor, 0, 1);
      within(who, "hazard_rate", d.hazard_rate, 0, 1);
      within(who, "hazards", d.hazards, 1, 2);
      const double gamma = d.discount_factor * std::pow(1 - d.hazard_rate, d.hazards);
      require_factor(gamma);
      return annuity_factor<double>(gamma);
    }
    case Form::generalised_hyperbolic: {
      positive(who, "curvature", d.curvature);
      that(d.decay > d.curvature && std::isfinite(d.decay), who,
           "decay must exceed curvature: the sum of (1 + a t)^(-b/a) is finite only for b > a");
      const double s = d.decay / d.curvature;
      return std::pow(d.curvature, -s) * hurwitz_zeta(s, 1 + 1 / d.curvature);
    }
    case Form::hyperbolic:
      positive(who, "curvature", d.curvature);
      within(who, "horizon", d.horizon, 1, largest_horizon);
      return hyperbolic_sum(d.curvature, d.horizon);
  }
  return 0;
}

std::string_view name(Form form) {
  switch (form) {
    case Form::exponential:
      return "exponential";
    case Form::quasi_hyperbolic:
      return "quasi-hyperbolic";
    case Form::finite_horizon:
      return "finite-horizon";
    case Form::hazard:
      return "hazard";
    case Form::generalised_hyperbolic:
      return "generalised-hyperbolic";
    case Form::hyperbolic:
      return "hyperbolic";
  }
  return "";
}

}  // namespace models::favor
