// models/digital_twin/printed_symmetric.cpp
// S0, the source's system (16): the root in double and its enclosure in balls.
#include "models/digital_twin/printed_symmetric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "solvers/scalars/dual.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Termination;
using solvers::Verdict;

/// The equation that is left of (16), in three numbers.
struct Reduced {
  double offset;     ///< 2 log(m / (2 c1)) - log(c3 / c1)
  double crowding;   ///< q = m n / c1
  double clearance;  ///< 1 - q, with its own digits

  /// v = 1 - q w^2; where w is near 1 as (1 - q) + q (1 - w)(1 + w), which keeps the digits of 1 - q and of
  /// delta.
  double gap(double w, double delta) const {
    return w < 0.5 ? 1 - crowding * w * w : clearance + crowding * delta * (1 + w);
  }
};

struct Point {
  double value, slope;
};

Reduced reduce(const Representative& p) {
  const double strength = p.sharing_pull() / p.sharing_cost;  // m / c1
  // In long double: where q is near 1 the digits of 1 - q decide.
  const long double n = static_cast<long double>(p.count - 1), count = static_cast<long double>(p.count);
  const long double q = static_cast<long double>(p.information_sensitivity) * p.reward * p.sharing_value * n *
                        n / (count * count * p.sharing_cost);
  return {2 * std::log(strength / 2) - std::log(p.deception_cost) + std::log(p.sharing_cost),
          static_cast<double>(q), static_cast<double>(1 - q)};
}

/// As a function of z = logit(w).
Point by_candour(const Reduced& system, double z) {
  const double w = 1 / (1 + std::exp(-z)), delta = 1 / (1 + std::exp(z));
  const double gap = system.gap(w, delta);
  return {z - 2 * std::log(gap) + system.offset, 1 + 4 * system.crowding * w * w * delta / gap};
}

/// As a function of -y, y = log(1 - q w^2), for q > 1.
Point by_gap(const Reduced& system, double minus_y) {
  const double gap = std::exp(-minus_y);
  const double w = std::sqrt((1 - gap) / system.crowding);
  const double delta = (gap - system.clearance) / (system.crowding * (1 + w));
  return {std::log(w / delta) + 2 * minus_y + system.offset, 2 + gap / (2 * (1 - gap) * delta)};
}

struct Root {
  double at;
  bool converged;
  int evaluations;
};

/// Newton's method for an increasing function, kept in [lower, upper].
template <typename F>
Root increasing_root(F&& function, double lower, double upper) {
  constexpr int limit = 200;  // bisection alone needs fewer on any bracket of doubles of these sizes
  double x = upper, before = std::numeric_limits<double>::quiet_NaN();
  for (int k = 1; k <= limit; ++k) {
    const auto [value, slope] = function(x);
    if (std::isnan(value)) return {x, false, k};
    (value < 0 ? lower : upper) = x;
    double next = x - value / slope;
    if (!(next >= lower && next <= upper)) next = lower + (upper - lower) / 2;
    // Four units in the last place of x or of the terms, which are about as large.
    if (std::abs(next - x) <= 1e-15 * std::max(1.0, std::abs(x))) return {next, true, k};
    if (next == before) return {next, true, k};  // rounding makes the steps go to and fro
    before = std::exchange(x, next);
  }
  return {x, false, limit};
}

/// One step of Newton's method on the equation without logarithms, so that the digits of w and delta do not
/// suffer from the size of z.
void polish(const Representative& p, const Reduced& system, double& w, double& delta) {
  const double gap = system.gap(w, delta);
  const double half = p.sharing_pull() / (2 * p.sharing_cost);
  const double ratio = (w / delta) * (half / gap) * (half / gap) * (p.sharing_cost / p.deception_cost);
  const double step = (1 - ratio) / (1 + 4 * system.crowding * w * w * delta / gap);
  if (!(std::abs(step) < 1e-6)) return;  // under- or overflow: the unpolished root stands
  const double change = w * delta * step;
  w += change;
  delta -= change;
}

PrintedSymmetricRoot strategy_from(const Representative& p, double w, double delta, bool converged,
                                   int evaluations) {
  PrintedSymmetricRoot result{.termination = converged ? Termination::converged : Termination::not_finite,
                              .candour = w,
                              .evaluations = evaluations};
  result.strategy = {std::sqrt(p.deception_cost / p.sharing_cost) * std::sqrt(w) * std::sqrt(delta),
                     p.theta() * p.probing_value / (2 * p.probing_cost), delta};
  constexpr double tiny =
      1e-250;  // where delta or w is about to leave the range of doubles, alpha has a limit
  const double m = p.sharing_pull();
  if (m > 0 && delta < tiny) result.strategy.sharing = m / (2 * (p.sharing_cost - m * p.rivals()));
  if (m > 0 && w < tiny) result.strategy.sharing = 2 * p.deception_cost / m;
  if (!std::isfinite(result.strategy.sharing) || !std::isfinite(result.strategy.probing))
    result.termination = Termination::not_finite;
  return result;
}

/// The neighbouring floats, or as near as the signs can be decided, over which the quintic certainly changes
/// sign; nothing where it does not near `near`.
std::optional<Ball> sign_change(const RepresentativeOf<Ball>& p, double near) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto below = [&](double x) { return certainly_negative(printed_quintic(p, Ball(x))); };
  const auto above = [&](double x) { return certainly_positive(printed_quintic(p, Ball(x))); };
  constexpr int reach = 1 << 12;  // units in the last place: a thousand times the error of the root in double
  double lower = near, upper = near;
  for (int k = 0; k < reach && !below(lower); ++k) lower = upper = std::nextafter(lower, 0.0);
  for (int k = 0; k < reach && !above(upper); ++k) {
    upper = std::nextafter(upper, infinity);
    if (below(upper)) lower = upper;
  }
  if (!below(lower) || !above(upper)) return std::nullopt;
  return Ball(solvers::Interval{lower, upper});
}

/// Newton's operator in balls: alpha - g(alpha) / g'(X), met with X. Holds every root of X.
Ball contracted(const RepresentativeOf<Ball>& p, const Ball& x) {
  const Ball middle = x.center();
  const Ball slope = printed_quintic(p, solvers::Dual<Ball, 1>::variable(x, 0)).tangent(0);
  return intersection(x, middle - printed_quintic(p, middle) / slope).value_or(x);
}

/// delta of (16) on the root with this alpha.
Ball deception_at(const RepresentativeOf<Ball>& p, const Ball& alpha) {
  const Ball m = p.sharing_pull();
  const Ball echo = Ball(2) * m * p.rivals() * alpha * alpha;
  return (m * alpha + echo) / (Ball(2) * p.deception_cost + echo);
}

Verdict within_budget(const Ball& total) {
  if (certainly_at_most(total, Ball(1))) return Verdict::proved;
  return certainly_less(Ball(1), total) ? Verdict::refuted : Verdict::undecided;
}

}  // namespace

PrintedSymmetricRoot solve_printed_symmetric(const Representative& p) {
  if (p.sharing_value == 0) return strategy_from(p, 1, 0, true, 0);  // m = 0: alpha = delta = 0
  const auto system = reduce(p);
  const auto candour = [&](double z) { return by_candour(system, z); };
  double upper = -system.offset;  // there the equation is >= 0, since -2 log(1 - q w^2) >= 0
  int spent = 0;
  if (system.crowding > 1) {
    const double w = 1 / std::sqrt(2 * system.crowding);
    const double z = std::log(w / (1 - w));
    spent = 1;
    if (candour(z).value < 0) {  // the root has 1 - q w^2 < 1/2
      const auto root = increasing_root([&](double u) { return by_gap(system, u); }, std::log(2.0),
                                        std::max(std::log(2.0), -(z + system.offset) / 2));
      double gap = std::exp(-root.at), v = std::sqrt((1 - gap) / system.crowding);
      double delta = (gap - system.clearance) / (system.crowding * (1 + v));
      polish(p, system, v, delta);
      return strategy_from(p, v, delta, root.converged, root.evaluations + spent);
    }
    upper = std::min(upper, z);
  }
  const double lower = upper - std::max(0.0, candour(upper).value);  // the slope is at least 1
  const auto root = increasing_root(candour, lower, upper);
  double w = 1 / (1 + std::exp(-root.at)), delta = 1 / (1 + std::exp(root.at));
  polish(p, system, w, delta);
  return strategy_from(p, w, delta, root.converged, root.evaluations + spent + 1);
}

PrintedSymmetricEnclosure enclose_printed_symmetric(const Representative& player, double near) {
  PrintedSymmetricEnclosure result;
  for (const long bits : {64L, 128L, 256L}) {
    const solvers::ScopedPrecision precision(std::max(bits, solvers::ScopedPrecision::bits()));
    const auto p = lift<Ball>(player);
    if (player.sharing_value == 0) {
      result.proved = true;  // m = 0: alpha = 0 and delta = 0 are read off (16)
    } else if (const auto bracket = sign_change(p, near)) {
      result.proved = true;
      result.sharing = *bracket;
      for (long reached = 53; reached < bits && bits > 64; reached *= 2)
        result.sharing = contracted(p, result.sharing);
      result.deception = deception_at(p, result.sharing);
    } else {
      continue;
    }
    result.probing = p.theta() * p.probing_value / (Ball(2) * p.probing_cost);
    result.feasible = within_budget(result.sharing + result.probing + result.deception);
    if (result.feasible != Verdict::undecided) break;
  }
  return result;
}

std::optional<SymmetricStrategy> appendix_b_symmetric(const Representative& p) {
  const double m = p.sharing_pull();
  if (p.sharing_cost <= m * p.rivals()) return std::nullopt;
  return SymmetricStrategy{m / (2 * p.sharing_cost - 2 * m * p.rivals()),
                           p.theta() * p.probing_value / (2 * p.probing_cost), 0};
}

}  // namespace models::digital_twin
