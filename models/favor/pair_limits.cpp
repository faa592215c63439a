// models/favor/pair_limits.cpp
// Greatest limits of general laws, and the choice between the methods.
#include "models/favor/pair_limits.hpp"

#include <limits>

#include "models/favor/equations.hpp"
#include "models/favor/fast_limits.hpp"

namespace models::favor {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int most_iterations = 200'000;

/// Greatest double c in [lower, upper] with c + weight M(c) <= s, for laws whose M jumps.
double greatest_affordable(const CostLaw& costs, double weight, double s, double lower, double upper) {
  const auto affordable = [&](double c) { return c <= s - weight * costs.partial_mean(c); };
  if (affordable(upper)) return upper;
  if (!affordable(lower)) return lower;
  while (true) {
    const double middle = lower + (upper - lower) / 2;
    if (middle <= lower || middle >= upper) return lower;
    (affordable(middle) ? lower : upper) = middle;
  }
}

/// Newton's method on c + weight M(c) = s kept inside [lower, upper] by bisection.
double newton_inverse(const CostLaw& costs, double weight, double s, double lower, double upper) {
  double c = lower > 0 ? lower : upper, before_last = infinity, last = infinity;
  for (int k = 0; k < 200; ++k) {
    const double excess = c + weight * costs.partial_mean(c) - s;
    (excess > 0 ? upper : lower) = c;
    double step = excess / (1 + weight * c * costs.density(c));
    if (std::abs(step) <= 4e-16 * c) return c - step;
    const bool slow = std::abs(step) > before_last / 2;
    if (!(c - step > lower && c - step < upper) || slow) step = c - (lower + (upper - lower) / 2);
    before_last = last;
    last = std::abs(step);
    c -= step;
  }
  return c;
}

/// Slope R_1 R_2 of the round trip c12 -> T1(T2(c12)) where c21 = T2(c12).
double round_trip_slope(const Pair& p, const PairLimits& at) {
  const double f12 = p.from_1.density(at.c12), f21 = p.from_2.density(at.c21);
  return retaliation(p.annuity_1, p.rate_21, p.from_2.value_density(at.c21), p.rate_12, at.c12, f12) *
         retaliation(p.annuity_2, p.rate_12, p.from_1.value_density(at.c12), p.rate_21, at.c21, f21);
}

/// Whether a Newton step from `x` by `step` stays with the nearest solution below: h = K |step| / (1 - R) is
/// small, K the change of the slope seen over the last step (Newton-Kantorovich).
bool newton_is_safe(double slope, double last_slope, double last_change, double step) {
  if (!(slope < 1) || !(last_slope < 1) || last_change == 0) return false;
  const double curvature = std::abs(slope - last_slope) / last_change;
  return curvature * step < 0.2 * (1 - slope);
}

/// Monotone iteration from the top: every iterate is at least the greatest solution.
PairLimits iterate_from_top(const Pair& p) {
  PairLimits at{best_limit_1(p, infinity), 0};
  const bool smooth = p.from_1.costs().law().has_density() && p.from_2.costs().law().has_density();
  double last_slope = infinity, last_change = 0;
  for (int k = 0; k < most_iterations && at.c12 > 0; ++k) {
    at.c21 = best_limit_2(p, at.c12);
    const double next = best_limit_1(p, at.c21), change = at.c12 - next;
    if (change <= 4e-16 * at.c12) break;
    const double slope = smooth ? round_trip_slope(p, at) : infinity;
    const double step = change / (1 - slope);
    const bool jump = newton_is_safe(slope, last_slope, last_change, step) && step < at.c12;
    last_change = jump ? step : change;
    last_slope = slope;
    at.c12 -= last_change;
    if (at.c12 < 1e-300) at.c12 = 0;
    if (jump && step <= 1e-9 * at.c12) break;  // the next one would be below rounding
  }
  at.c21 = best_limit_2(p, at.c12);
  return at;
}

}  // namespace

double inverse_granting_cost(const CostLaw& costs, double weight, double s) {
  if (!(s > 0)) return 0;
  if (weight == 0) return s;
  if (costs.is_uniform_from_zero()) return uniform_inverse(costs.upper_end(), weight, s);
  const double lower = std::max(0.0, s - weight * costs.mean());
  if (lower + weight * costs.partial_mean(lower) >= s && costs.law().has_density()) return lower;
  return costs.law().has_density() ? newton_inverse(costs, weight, s, lower, s)
                                   : greatest_affordable(costs, weight, s, lower, s);
}

double best_limit_1(const Pair& p, double c21) {
  return inverse_granting_cost(p.from_1.costs(), p.annuity_1 * p.rate_12,
                               p.annuity_1 * p.rate_21 * p.from_2.partial_value(c21));
}

double best_limit_2(const Pair& p, double c12) {
  return inverse_granting_cost(p.from_2.costs(), p.annuity_2 * p.rate_21,
                               p.annuity_2 * p.rate_12 * p.from_1.partial_value(c12));
}

PairLimits greatest_limits(const Pair& p) {
  const auto &first = p.from_1, &second = p.from_2;
  if (!first.conditional_value() && !second.conditional_value()) {
    const Gains gains{p.annuity_1 * p.rate_12, p.annuity_2 * p.rate_21,
                      p.annuity_1 * p.rate_21 * second.mean_value(),
                      p.annuity_2 * p.rate_12 * first.mean_value()};
    if (first.costs().is_uniform_from_zero() && second.costs().is_uniform_from_zero())
      return uniform_limits(first.costs().upper_end(), second.costs().upper_end(), gains);
    if (first.costs().is_exponential() && second.costs().is_exponential())
      return exponential_limits(first.costs().mean(), second.costs().mean(), gains);
  }
  return iterate_from_top(p);
}

}  // namespace models::favor
