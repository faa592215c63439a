// models/digital_twin/printed_symmetric_borders.cpp
// Borders of feasibility of the printed symmetric system, by sign changes in balls.
#include "models/digital_twin/printed_symmetric_borders.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/roots/predicate_boundary.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;
using solvers::ScopedPrecision;
using Kind = Border::Kind;

constexpr long fine = 192;  // bits: the signs are then certain at neighbouring floats

Border none(const char* why) { return {Kind::none, {}, why}; }

Ball logistic(const Ball& z) { return Ball(1) / (Ball(1) + exp(-z)); }

/// The z in (lower, upper) where a function that is negative before and positive after it changes sign;
/// nothing where balls do not show the signs. function: double -> Ball.
template <typename F>
std::optional<Ball> rising_zero(const F& function, double lower, double upper) {
  const auto negative = [&](double z) { return certainly_negative(function(z)); };
  if (!(lower < upper) || !negative(lower) || negative(upper)) return std::nullopt;
  const auto ends = solvers::bisect_predicate({negative, {lower, upper}});
  double above = ends.boundary.upper;
  for (int k = 0; k < 64 && !certainly_positive(function(above)); ++k) above = std::nextafter(above, upper);
  if (!certainly_positive(function(above))) return std::nullopt;
  return Ball(Interval{ends.boundary.lower, above});
}

/// One point of (16) for given c1, c3, in terms of delta.
struct AtDeception {
  Ball alpha, lambda;
};

/// lambda = m N^2 / (R n a) with m = 2 c1 alpha / (w + 2 n alpha w^2).
Ball sensitivity_of(const RepresentativeOf<Ball>& p, const Ball& alpha, const Ball& w) {
  const Ball m = Ball(2) * p.sharing_cost * alpha / (w + Ball(2) * p.rivals() * alpha * w * w);
  return m * Ball(p.count) * Ball(p.count) / (p.reward * p.rivals() * p.sharing_value);
}

/// delta = logistic(z).
AtDeception at_deception(const RepresentativeOf<Ball>& p, const Ball& z) {
  const Ball delta = logistic(z), w = logistic(-z);
  const Ball alpha = sqrt(p.deception_cost * delta * w / p.sharing_cost);
  return {alpha, sensitivity_of(p, alpha, w)};
}

/// theta b / (2 c2)
Ball probing_at(RepresentativeOf<Ball> p, const Ball& lambda) {
  p.information_sensitivity = lambda;
  return p.theta() * p.probing_value / (Ball(2) * p.probing_cost);
}

/// alpha + beta - w along z = logit(w), and its derivative in w, for given lambda; convex in w.
struct Excess {
  Ball strength, crowding, probing;  ///< m / c1, m n / c1, beta

  explicit Excess(const RepresentativeOf<Ball>& p)
      : strength(p.sharing_pull() / p.sharing_cost),
        crowding(strength * p.rivals()),
        probing(p.theta() * p.probing_value / (Ball(2) * p.probing_cost)) {}

  Ball gap(const Ball& w) const { return Ball(1) - crowding * w * w; }
  /// Indeterminate from w = 1 / sqrt(crowding) on, where no alpha belongs to w.
  Ball value(const Ball& w) const {
    if (!certainly_positive(gap(w))) return Ball::indeterminate();
    return strength * w / (Ball(2) * gap(w)) + probing - w;
  }
  Ball slope(const Ball& w) const {
    const Ball g = gap(w);
    if (!certainly_positive(g)) return Ball::indeterminate();
    return strength * (Ball(1) + crowding * w * w) / (Ball(2) * g * g) - Ball(1);
  }
};

/// c3 = c1 (m/c1)^2 w / (4 (1 - w)(1 - q w^2)^2), which rises with w = logistic(z).
Ball deception_cost_at(const RepresentativeOf<Ball>& p, const Excess& excess, const Ball& z) {
  const Ball w = logistic(z), g = excess.gap(w);
  return p.sharing_cost * excess.strength * excess.strength * w / (Ball(4) * logistic(-z) * g * g);
}

constexpr double farthest = 700;  // |logit| up to which exp stays a normal double

/// The lower border: z < valley, where the excess falls to what it is there.
Border lower_border(const RepresentativeOf<Ball>& p, const Excess& excess, double valley) {
  if (certainly_nonpositive(excess.probing)) return none("feasible for every smaller deception cost");
  const auto z = rising_zero([&](double at) { return excess.value(logistic(-Ball(at))); }, -valley, farthest);
  if (!z) return {};
  return {Kind::enclosed, deception_cost_at(p, excess, -*z)};
}

Border upper_border(const RepresentativeOf<Ball>& p, const Excess& excess, double valley) {
  if (certainly_nonpositive(excess.value(Ball(1)))) return none("feasible for every larger deception cost");
  const auto z = rising_zero([&](double at) { return excess.value(logistic(Ball(at))); }, valley, farthest);
  if (!z) return {};
  return {Kind::enclosed, deception_cost_at(p, excess, *z)};
}

}  // namespace

Border feasible_sensitivity(const Representative& player) {
  const ScopedPrecision precision(fine);
  const auto p = lift<Ball>(player);
  if (player.sharing_value == 0 && player.probing_value == 0)
    return none("a = b = 0: the root is 0 for every lambda");
  if (player.sharing_value == 0)  // alpha = delta = 0: beta = 1
    return {Kind::enclosed, Ball(2) * p.probing_cost * Ball(p.count) * Ball(p.count) /
                                (p.reward * p.rivals() * p.probing_value)};
  const auto sum_less_one = [&](double z) {
    const auto at = at_deception(p, Ball(z));
    return at.alpha + probing_at(p, at.lambda) - logistic(-Ball(z));
  };
  const double beyond =
      std::log(player.sharing_cost / player.deception_cost) + 1;  // past delta = c1 / (c1 + c3)
  const auto z = rising_zero(sum_less_one, -farthest, beyond);
  if (!z) return {};
  return {Kind::enclosed, at_deception(p, *z).lambda};
}

FeasibleDeceptionCosts feasible_deception_costs(const Representative& player) {
  const ScopedPrecision precision(fine);
  const auto p = lift<Ball>(player);
  constexpr const char* never = "infeasible for every deception cost";
  if (player.sharing_value == 0) {
    const auto beta = Excess(p).probing;
    if (certainly_at_most(beta, Ball(1)))
      return {none("feasible for every cost"), none("feasible for every cost")};
    return certainly_less(Ball(1), beta) ? FeasibleDeceptionCosts{none(never), none(never)}
                                         : FeasibleDeceptionCosts{};
  }
  const Excess excess(p);
  // The valley of the convex excess: its slope changes sign, or is negative up to w = 1.
  const auto slope = [&](double z) { return excess.slope(logistic(Ball(z))); };
  if (certainly_nonnegative(excess.slope(Ball(0))) && certainly_nonnegative(excess.probing))
    return {none(never), none(never)};  // rising from beta at w = 0
  const auto falling = [&](double z) { return certainly_negative(slope(z)); };
  if (!falling(-farthest)) return {};
  const double valley = falling(farthest)
                            ? farthest
                            : solvers::bisect_predicate({falling, {-farthest, farthest}}).boundary.lower;
  const Ball w = logistic(Ball(valley)), lowest = excess.value(w);
  // Convex: the tangent at w bounds the excess from below on all of (0, 1).
  if (certainly_positive(lowest - abs(excess.slope(w)))) return {none(never), none(never)};
  if (!certainly_negative(lowest)) return {};
  return {lower_border(p, excess, valley), upper_border(p, excess, valley)};
}

ExcessiveSharing excessive_sharing(const Representative& player) {
  const ScopedPrecision precision(fine);
  const auto p = lift<Ball>(player);
  const Ball radicand = Ball(1) - Ball(4) * p.sharing_cost / p.deception_cost;
  constexpr const char* never = "alpha <= sqrt(c3 / c1) / 2 <= 1 for every lambda";
  if (certainly_at_most(p.deception_cost, Ball(4) * p.sharing_cost)) return {none(never), none(never)};
  if (!certainly_positive(radicand)) return {};
  const Ball more = (Ball(1) + sqrt(radicand)) / Ball(2);      // the larger of delta and w where alpha = 1
  const Ball less = p.sharing_cost / p.deception_cost / more;  // their product is c1 / c3
  return {{Kind::enclosed, sensitivity_of(p, Ball(1), more)},
          {Kind::enclosed, sensitivity_of(p, Ball(1), less)}};
}

}  // namespace models::digital_twin
