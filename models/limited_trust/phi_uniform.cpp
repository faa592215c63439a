// Phi for uniform payoffs.
#include "models/limited_trust/phi_uniform.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::QuadratureRule;

/// p^k - (p - gap)^k for 0 <= gap <= p, without cancellation.
double power_gap(double p, double gap, int k) {
  if (gap > 0.5 * p) return std::pow(p, k) - std::pow(std::max(p - gap, 0.0), k);
  return -std::pow(p, k) * std::expm1(k * std::log1p(-gap / p));
}
Ball power_gap(const Ball& p, const Ball& gap, int k) { return pow(p, k) - pow(p - gap, k); }

/// rho^(n-2) (W + h) ((n-1) W - h) + sigma^(n-2) h^2 with rho = b (W + h) / A, sigma = b h / A: n (n-1)
/// (b/A)^(n-2) times the integral of w (w + h)^(n-2) over [0, W].
double third_inner(double b, double ratio, double w, double h, int n) {
  const double sigma = b * h / ratio;
  if (n * w > h) {
    const double rho = b * (w + h) / ratio;
    return std::pow(rho, n - 2) * (w + h) * ((n - 1) * w - h) + std::pow(sigma, n - 2) * h * h;
  }
  const double r = w / h;  // the binomial series: all terms positive
  double term = static_cast<double>(n) * (n - 1) * r * r, sum = term / 2;
  for (int k = 1; k <= n - 2 && k < 25; ++k) {
    term *= r * (n - 1 - k) / k;
    sum += term / (k + 2);
  }
  return std::pow(sigma, n - 2) * h * h * sum;
}
Ball third_inner(const Ball& b, const Ball& ratio, const Ball& w, const Ball& h, int n) {
  return pow(b * (w + h) / ratio, n - 2) * (w + h) * (Ball(n - 1) * w - h) +
         pow(b * h / ratio, n - 2) * h * h;
}

/// The three regions, each a function of tau in [0, 1] that adds to Phi and its density.
template <typename T>
struct Regions {
  const UniformRange<T>& r;
  int n;
  T two_a = T(2) * r.ratio;
  T scale = T(1) / (r.ratio * r.ratio);
  T upper = r.lower + r.gap;  // y

  void within(const T& tau, PhiPair<T>& sum, const T& weight) const {  // v <= m: v in [x, y]
    const T from = tau * r.gap, v = r.lower + from;
    const T p = T(1) - v * v / two_a;
    const T term = weight * T(n) * scale * r.gap * (r.to_ratio - from) * power_gap(p, r.to_one - from, n - 1);
    sum.value += term * from;
    sum.density += term;
  }
  void above(const T& tau, PhiPair<T>& sum, const T& weight) const {  // v >= m = y: v in [y, A]
    const T from = tau * r.rest, v = upper + from;
    const T p = T(1) - upper * (T(2) * v - upper) / two_a;
    const T term = weight * T(n) * scale * r.rest * (r.rest - from) * power_gap(p, r.beyond, n - 1);
    sum.value += term * r.gap;
    sum.density += term;
  }
  void beside(const T& tau, PhiPair<T>& sum, const T& weight) const {  // v >= m = b: b in [x, y]
    const T from = tau * r.gap, b = r.lower + from;
    const T term = weight * scale * r.gap * third_inner(b, r.ratio, T(r.to_ratio - from), T(b / T(2)), n);
    sum.value += term * from;
    sum.density += term;
  }
};

enum class Graded { none, at_start, at_end };

/// Adds one region by panels on [0, 1]: one where n is small, else finer by halves towards the peak.
template <typename Region>
void add(const QuadratureRule<double>& rule, int panels, Graded graded, const Region& region,
         PhiPair<double>& sum) {
  double left = 0;
  for (int k = 0; k < panels; ++k) {
    const double right = k + 1 == panels ? 1 : std::ldexp(1.0, k + 1 - panels);
    const double half = (right - left) / 2, middle = (left + right) / 2;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      const double at = middle + half * rule.nodes[i];
      region(graded == Graded::at_end ? 1 - at : at, sum, half * rule.weights[i]);
    }
    left = right;
  }
}

PhiPair<double> by_panels(const UniformRange<double>& range, int n, int nodes, int panels) {
  const Regions<double> regions{range, n};
  const auto& rule = solvers::gauss_legendre(nodes);
  PhiPair<double> sum;
  using Sum = PhiPair<double>;
  const auto at_start = panels > 1 ? Graded::at_start : Graded::none;
  const auto at_end = panels > 1 ? Graded::at_end : Graded::none;
  add(
      rule, panels, at_start, [&](double t, Sum& s, double w) { regions.within(t, s, w); }, sum);
  if (range.rest > 0 && range.beyond > 0)
    add(
        rule, panels, at_start, [&](double t, Sum& s, double w) { regions.above(t, s, w); }, sum);
  add(
      rule, panels, at_end, [&](double t, Sum& s, double w) { regions.beside(t, s, w); }, sum);
  return sum;
}

}  // namespace

PhiPair<double> uniform_phi(const UniformRange<double>& range, int n, PhiPair<double>& error) {
  error = {};
  if (n <= 150) return by_panels(range, n, n + 1, 1);  // degree 2 n at most: exact
  const int panels = 4 + static_cast<int>(std::log2(n));
  const auto fine = by_panels(range, n, 32, panels);
  const auto coarse = by_panels(range, n, 24, panels);
  error = {std::abs(fine.value - coarse.value), std::abs(fine.density - coarse.density)};
  return fine;
}

PhiPair<Ball> uniform_phi(const UniformRange<Ball>& range, int n) {
  if (n + 1 > 1000) return {Ball::indeterminate(), Ball::indeterminate()};
  const Regions<Ball> regions{range, n};
  const auto& rule = solvers::gauss_legendre_balls(n + 1);
  PhiPair<Ball> sum;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const Ball tau = (Ball(1) + rule.nodes[i]) / Ball(2), weight = rule.weights[i] / Ball(2);
    regions.within(tau, sum, weight);
    regions.above(tau, sum, weight);
    regions.beside(tau, sum, weight);
  }
  return sum;
}

}  // namespace models::limited_trust
