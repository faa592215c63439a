#include "models/favor/fast_limits.hpp"

#include <algorithm>
#include <cmath>

namespace models::favor {
namespace {

/// The root of u (alpha + beta (1 + alpha u)^2) = excess, all >= 0 and alpha + beta > 0. The left side is
/// convex and rising: Newton from the right falls to the root.
double interior_root(double alpha, double beta, double excess) {
  double u = excess / (alpha + beta);
  if (alpha * u > 1) u = std::min(u, std::cbrt(excess / (beta * alpha * alpha)));
  for (int k = 0; k < 60; ++k) {
    const double s = 1 + alpha * u;
    const double value = u * (alpha + beta * s * s) - excess;
    const double step = value / (alpha + beta * s * (s + 2 * alpha * u));
    u -= step;
    if (!(step > 1e-9 * u)) break;  // the next one would be below rounding
  }
  return u;
}

/// An upper bound of the c with h(c) = c + weight M(c) = s for exponential costs, exact where M is saturated.
double exponential_inverse_above(double mean, double weight, double s) {
  // With t = c / mean, M / mean = 1 - (1 + t) e^-t >= 1 - spread e^(-t/2): the second number has h >= s.
  constexpr double spread = 1.2131;        // max of (1 + t) e^(-t/2) = 2 / sqrt(e)
  const double least = s - weight * mean;  // a lower bound, as M <= mean
  const double above = std::min(s, std::max(least + spread * mean, 2 * mean * std::log1p(weight)));
  if (!(least > 0)) return above;
  const double t = least / mean;
  return std::min(above,
                  s - weight * mean * (1 - (1 + t) * std::exp(-t)));  // M rises: c <= s - weight M(least)
}

/// F and M / mean of an exponential law at t = c / mean, with S = 1 - F.
struct ExponentialLaw {
  double F, S, M;
  explicit ExponentialLaw(double t) {
    F = -std::expm1(-t);
    S = 1 - F;
    M = t < 0.25 ? small_partial(t) : F - t * S;
  }
  static double small_partial(double t) {  // sum over k >= 2 of (-1)^k (k - 1) t^k / k!
    constexpr double c[] = {1 / 2.,    -1 / 3.,   1 / 8.,      -1 / 30.,    1 / 144.,
                            -1 / 840., 1 / 5760., -1 / 45360., 1 / 403200., -1 / 3991680.};
    double sum = 0;
    for (int k = 9; k >= 0; --k) sum = c[k] + t * sum;
    return t * t * sum;
  }
};

}  // namespace

double uniform_inverse(double upper, double weight, double s) {
  if (!(s > 0)) return 0;
  const double c = 2 * s / (1 + std::sqrt(1 + 2 * weight * s / upper));
  return c <= upper ? c : s - weight * upper / 2;
}

PairLimits uniform_limits(double upper_1, double upper_2, const Gains& g) {
  const double spread = upper_1 * upper_2;
  const double excess = (g.gain_1 * g.gain_2 - spread) / spread;  // k1 k2 f(0)^2 - 1: existence
  if (!(excess > 0)) return {};
  // A limit beyond the support means that every favor is done, whatever the limit is.
  const double top_1 = uniform_inverse(upper_1, g.weight_1, g.gain_1);
  const double after_2 = uniform_inverse(upper_2, g.weight_2, g.gain_2 * std::min(top_1 / upper_1, 1.0));
  if (after_2 >= upper_2) return {top_1, after_2};
  const double top_2 = uniform_inverse(upper_2, g.weight_2, g.gain_2);
  const double after_1 = uniform_inverse(upper_1, g.weight_1, g.gain_1 * std::min(top_2 / upper_2, 1.0));
  if (after_1 >= upper_1) return {after_1, top_2};
  // Interior: b1 u (1 + alpha u) = k1 v and b2 v (1 + w2 v / 2) = k2 u, v eliminated.
  const double alpha = g.weight_1 / 2, ratio = upper_1 / g.gain_1;
  const double u = interior_root(alpha, g.weight_2 / 2 * ratio, excess);
  return {upper_1 * u, upper_2 * ratio * u * (1 + alpha * u)};
}

PairLimits exponential_limits(double mean_1, double mean_2, const Gains& g) {
  if (!(g.gain_1 * g.gain_2 > mean_1 * mean_2)) return {};
  PairLimits at{exponential_inverse_above(mean_1, g.weight_1, g.gain_1), 0};
  at.c21 = exponential_inverse_above(mean_2, g.weight_2, g.gain_2 * -std::expm1(-at.c12 / mean_1));
  for (int k = 0; k < 200; ++k) {
    const ExponentialLaw first(at.c12 / mean_1), second(at.c21 / mean_2);
    const double s1 = g.gain_1 * second.F, s2 = g.gain_2 * first.F;
    const double e1 = at.c12 + g.weight_1 * mean_1 * first.M - s1;
    const double e2 = at.c21 + g.weight_2 * mean_2 * second.M - s2;
    // Unknowns p = -du / S(c12), q = -dv / S(c21): nothing overflows where the law is saturated.
    const double j11 = mean_1 + g.weight_1 * at.c12 * first.S, j12 = g.gain_1 * second.S;
    const double j22 = mean_2 + g.weight_2 * at.c21 * second.S, j21 = g.gain_2 * first.S;
    const double det = j11 * j22 - j12 * j21;
    double p = (j22 * e1 + j12 * e2) / det, q = (j21 * e1 + j11 * e2) / det;
    if (!(p > -1 && q > -1)) break;  // rounding only, at the solution
    double x = at.c12 - mean_1 * std::log1p(p), y = at.c21 - mean_2 * std::log1p(q);
    if (p > 8) x = std::min(x, exponential_inverse_above(mean_1, g.weight_1, s1));
    if (q > 8) y = std::min(y, exponential_inverse_above(mean_2, g.weight_2, s2));
    const bool last = !(at.c12 - x > 1e-9 * x) && !(at.c21 - y > 1e-9 * y);
    at = {x, y};
    if (last) break;
  }
  return at;
}

}  // namespace models::favor
