#include "models/favor/enclosed_responses.hpp"

#include <cmath>

#include "models/favor/equations.hpp"

namespace models::favor {
namespace {

constexpr double first_widening = 1e-15, last_widening = 1e-3;

Ball between(double lower, double upper) { return Ball(solvers::Interval{lower, upper}); }

}  // namespace

EnclosedResponses::EnclosedResponses(const Pair& pair, const EnclosedPair& enclosed)
    : pair_(pair),
      enclosed_(enclosed),
      gain_1_(enclosed.annuity_1.value() * Ball(enclosed.rate_21)),
      gain_2_(enclosed.annuity_2.value() * Ball(enclosed.rate_12)),
      side_1_{enclosed.from_1, pair.from_1.costs(), enclosed.annuity_1.value() * Ball(enclosed.rate_12),
              pair.annuity_1 * pair.rate_12},
      side_2_{enclosed.from_2, pair.from_2.costs(), enclosed.annuity_2.value() * Ball(enclosed.rate_21),
              pair.annuity_2 * pair.rate_21},
      has_slopes_(pair.from_1.costs().law().has_density() && pair.from_2.costs().law().has_density()) {}

double EnclosedResponses::Side::upper(const Ball& s) const {
  if (!certainly_positive(s) && certainly_nonpositive(s)) return 0;
  const double above = s.upper();
  const double guess = inverse_granting_cost(costs, rounded_weight, above);
  if (!costs.law().has_density() && ends_at(guess, s)) return guess;
  for (double by = first_widening; by < last_widening; by *= 8) {
    const double c = guess * (1 + by);
    if (certainly_at_most(s, cost(c))) return c;
  }
  return above;  // M >= 0
}

/// Whether no limit above `c` is borne, where M jumps at `c` (strict) or at the next double (inclusive).
bool EnclosedResponses::Side::ends_at(double c, const Ball& s) const {
  const Ball next(std::nextafter(c, INFINITY));
  if (costs.acceptance() == Acceptance::inclusive) return certainly_less(s, cost(next.midpoint()));
  return certainly_at_most(s, Ball(c) + weight * own.partial_cost(next));
}

double EnclosedResponses::Side::lower(const Ball& s) const {
  if (!certainly_positive(s)) return 0;
  const double guess = inverse_granting_cost(costs, rounded_weight, s.lower());
  for (double by = first_widening; by < last_widening; by *= 8) {
    const double c = guess * (1 - by);
    if (certainly_at_most(cost(c), s)) return c;
  }
  return 0;
}

double EnclosedResponses::top() const { return side_1_.upper(gain_1_ * enclosed_.from_2.mean_value()); }
double EnclosedResponses::upper_1(double c21) const {
  return side_1_.upper(gain_1_ * enclosed_.from_2.partial_value(Ball(c21)));
}
double EnclosedResponses::upper_2(double c12) const {
  return side_2_.upper(gain_2_ * enclosed_.from_1.partial_value(Ball(c12)));
}
double EnclosedResponses::lower_1(double c21) const {
  return side_1_.lower(gain_1_ * enclosed_.from_2.partial_value(Ball(c21)));
}
double EnclosedResponses::lower_2(double c12) const {
  return side_2_.lower(gain_2_ * enclosed_.from_1.partial_value(Ball(c12)));
}

bool EnclosedResponses::is_sub(const PairLimits& x) const {
  return certainly_at_most(side_1_.cost(x.c12), gain_1_ * enclosed_.from_2.partial_value(Ball(x.c21))) &&
         certainly_at_most(side_2_.cost(x.c21), gain_2_ * enclosed_.from_1.partial_value(Ball(x.c12)));
}

bool EnclosedResponses::is_super(const PairLimits& x) const {
  return certainly_at_most(gain_1_ * enclosed_.from_2.partial_value(Ball(x.c21)), side_1_.cost(x.c12)) &&
         certainly_at_most(gain_2_ * enclosed_.from_1.partial_value(Ball(x.c12)), side_2_.cost(x.c21));
}

Ball EnclosedResponses::slope_over(double p, double q) const {
  const double y_low = lower_2(p), y_high = upper_2(q);
  const Ball c12 = between(p, q), c21 = between(y_low, y_high);
  const Ball back = between(lower_1(y_low), upper_1(y_high));  // Psi over the piece
  const Ball r1 = gain_1_ * enclosed_.from_2.value_density(c21) /
                  (Ball(1) + side_1_.weight * back * enclosed_.from_1.density(back));
  const Ball r2 = gain_2_ * enclosed_.from_1.value_density(c12) /
                  (Ball(1) + side_2_.weight * c21 * enclosed_.from_2.density(c21));
  return r1 * r2;
}

bool EnclosedResponses::excludes(double p, double q, double image) const {
  if (!has_slopes_ || !(p > 0)) return false;
  const double L = std::max(slope_over(p, q).lower(), 0.0);
  if (!std::isfinite(L)) return false;
  return certainly_less(Ball(image) - Ball(L) * (Ball(q) - Ball(p)), Ball(p));
}

bool EnclosedResponses::nothing_below(double q) const {
  // For x <= q: T2(x) <= y (x / q)^e1 with y = A2 r12 H(q), and Psi(x) <= A1 r21 H(y) (x / q)^(e1 e2).
  const double y = (gain_2_ * enclosed_.from_1.value_bound(q)).upper();
  const Ball image = gain_1_ * enclosed_.from_2.value_bound(y);
  const Ball power = enclosed_.from_1.costs().elasticity(q) * enclosed_.from_2.costs().elasticity(y);
  return certainly_less(image, Ball(q)) && certainly_at_most(Ball(1), power);
}

std::pair<double, double> EnclosedResponses::slopes(const PairLimits& at) const {
  const auto& p = pair_;
  const double f12 = p.from_1.density(at.c12), f21 = p.from_2.density(at.c21);
  return {retaliation(p.annuity_1, p.rate_21, p.from_2.value_density(at.c21), p.rate_12, at.c12, f12),
          retaliation(p.annuity_2, p.rate_12, p.from_1.value_density(at.c12), p.rate_21, at.c21, f21)};
}

}  // namespace models::favor
