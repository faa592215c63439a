// Phi for exponential payoffs.
#include "models/limited_trust/phi_exponential.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/quadrature/gauss_legendre.hpp"
#include "solvers/quadrature/rigorous_quadrature.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::ComplexBall;

/// (n r - 1 + (1 - r)^n) / r^2 for 0 <= r <= 1.
double jump_weight(double r, int n) {
  if (n * r > 1) return (n * r - 1 + std::exp(n * std::log1p(-r))) / (r * r);
  double term = 0.5 * n * (n - 1.0), sum = term;  // sum over j >= 2 of C(n, j) (-r)^(j-2)
  for (int j = 2; j < n && std::abs(term) > 1e-18 * sum; ++j) {
    term *= -r * (n - j) / (j + 1);
    sum += term;
  }
  return sum;
}

/// E(q).
double tilted(double rate, double q) { return rate == 1 ? q : std::expm1((1 - rate) * q) / (1 - rate); }

/// Panels from x to where e^-b is 1e-19 of its largest part: fine where the leader's law and p^(n-2) bend.
std::vector<double> seams(const ExponentialRange<double>& range, int n) {
  const double x = range.lower, y = x + range.gap;
  const double bend = std::max(x, std::log(n)), end = bend + 45;
  std::vector<double> list{x};
  double width = std::min(1.0, 1 / range.rate);
  for (double at = x; at < end;) {
    double next = std::min(at + width, end);
    if (at < y && y < next) list.push_back(y);
    list.push_back(next);
    width = next > bend + 4 ? 2 * width : std::min(2 * width, 2.0);
    at = next;
  }
  return list;
}

PhiPair<double> by_panels(const ExponentialRange<double>& range, int n, const std::vector<double>& seams,
                          int nodes) {
  const auto& rule = solvers::gauss_legendre(nodes);
  const double x = range.lower, tilt = (1 - range.rate) * x;
  PhiPair<double> sum;
  for (std::size_t panel = 0; panel + 1 < seams.size(); ++panel) {
    const double half = (seams[panel + 1] - seams[panel]) / 2, start = seams[panel] - x;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      const double over = start + half * (1 + rule.nodes[i]), b = x + over, decay = std::exp(-b);
      const double reach = std::min(over, range.gap), p = -std::expm1(-b);
      const double r = std::min(decay * tilted(range.rate, x + reach) / p, 1.0);
      const double others = b < 0.7 ? std::pow(p, n - 2) : std::exp((n - 2) * std::log1p(-decay));
      const double term = half * rule.weights[i] * std::exp(tilt - 2 * b) * others * jump_weight(r, n);
      sum.value += term * tilted(range.rate, reach);  // E(q) - E(x) = e^((1-kappa) x) E(q - x)
      sum.density += term;
    }
  }
  return sum;
}

/// The integrand in complex balls, on the piece with q = b or with q = y.
struct Integrand {
  int n;
  Ball rate, lower, gap;
  bool beyond;  // b > y
  bool by_sum;  // else by the closed form, which has a removable singularity at b = 0
  std::vector<Ball> signed_binomials;

  ComplexBall tilted(const ComplexBall& q) const {
    const Ball slope = Ball(1) - rate;
    if (slope == Ball(0)) return q;
    return expm1(ComplexBall(slope) * q) / ComplexBall(slope);
  }
  ComplexBall operator()(const ComplexBall& b) const {
    const ComplexBall x(lower), reach = beyond ? ComplexBall(gap) : b - x, decay = exp(-b);
    const ComplexBall p = -expm1(-b), alpha = decay * tilted(reach + x);
    ComplexBall inner(0);
    if (by_sum) {  // p^(n-2) g = sum over j >= 2 of C(n, j) (-1)^j p^(n-j) alpha^(j-2), by Horner
      std::vector<ComplexBall> powers{ComplexBall(1)};
      for (int k = 1; k <= n - 2; ++k) powers.push_back(powers.back() * p);
      for (int j = n; j >= 2; --j)
        inner = inner * alpha + ComplexBall(signed_binomials[static_cast<std::size_t>(j)]) *
                                    powers[static_cast<std::size_t>(n - j)];
    } else {
      inner = (ComplexBall(n) * alpha * pow(p, n - 1) - pow(p, n) + pow(p - alpha, n)) / (alpha * alpha);
    }
    const ComplexBall tilt(exp((Ball(1) - rate) * lower));
    return tilt * decay * decay * tilted(reach) * inner;
  }
};

}  // namespace

PhiPair<double> exponential_phi(const ExponentialRange<double>& range, int n, PhiPair<double>& error) {
  const auto panels = seams(range, n);
  const auto fine = by_panels(range, n, panels, 20), coarse = by_panels(range, n, panels, 16);
  error = {std::abs(fine.value - coarse.value), std::abs(fine.density - coarse.density)};
  return fine;
}

Ball exponential_phi(const ExponentialRange<Ball>& range, int n) {
  Integrand integrand{n, range.rate, range.lower, range.gap, false, n <= 40, {Ball(1)}};
  for (int j = 1; j <= n && integrand.by_sum; ++j)
    integrand.signed_binomials.push_back(integrand.signed_binomials.back() * Ball(j - n - 1) / Ball(j));
  const Ball y = range.lower + range.gap;
  // e^-b (E(q) - E(x)) <= p and p^(n-2) g <= p^(n-2) n^2 / 2 bound what is left out below and above.
  Ball start = range.lower, rest(0);
  const Ball least(0.0625), square = Ball(n) * Ball(n) / Ball(2);
  if (!integrand.by_sum && !certainly_less(least, start)) {
    rest += Ball(solvers::Interval{0, (least * square * pow(least, n - 2)).upper()});
    start = max(start, least);
  }
  // The tail beyond B: E(q) - E(x) <= e^((1-kappa) x) (e^(b-x) - 1), so it is at most n^2/2 e^(-kappa x - B).
  const double reach = 70 + 2 * std::log(n) + std::max(0.0, -std::log(range.gap.lower()));
  const Ball end = range.lower + Ball(reach) + least;
  rest += Ball(solvers::Interval{0, (square * exp(-(range.rate * range.lower) - end)).upper()});
  PhiPair<double> ignored;  // the value in doubles says how small an error matters: proofs do not rest on it
  const ExponentialRange<double> middle{range.rate.midpoint(), range.lower.midpoint(), range.gap.midpoint()};
  const double goal = 1e-16 * exponential_phi(middle, n, ignored).value;
  const auto piece = [&](const Ball& from, const Ball& to, bool beyond) {
    integrand.beyond = beyond;
    const auto found = solvers::integrate_rigorously(
        {integrand, from, to}, {.relative_tolerance = 1e-15, .absolute_tolerance = goal});
    return found.enclosed == solvers::Verdict::proved ? found.value : Ball::indeterminate();
  };
  if (certainly_less(end, y)) return piece(start, end, false) + rest;
  if (certainly_less(y, start)) return piece(start, end, true) + rest;
  if (certainly_less(start, y) && certainly_less(y, end))
    return piece(start, y, false) + piece(y, end, true) + rest;
  return Ball::indeterminate();
}

}  // namespace models::limited_trust
