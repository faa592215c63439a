// models/favor/offer_threshold.cpp
// The least patience that grants a favor, by inverting the equations of a pair.
#include <cmath>
#include <limits>
#include <vector>

#include "models/favor/equations.hpp"
#include "models/favor/pair_limits.hpp"

namespace models::favor {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// amount / gain, infinite without a gain: the annuity factor at which an outlay pays.
double paying_annuity(double amount, double gain) { return gain > 0 ? amount / gain : infinity; }

/// A_1(x) = x / D(x), D(x) = r21 H(T2(x)) - r12 M(x): agent 1's annuity factor for which (x, T2(x)) solves.
struct OfferAnnuity {
  const Pair& p;
  double gain(double asker_limit_at, double own_cost_at) const {
    return p.rate_21 * p.from_2.partial_value(best_limit_2(p, asker_limit_at)) -
           p.rate_12 * p.from_1.partial_cost(own_cost_at);
  }
  double at(double x) const { return paying_annuity(x, gain(x, x)); }
  double bound(double lower, double upper) const { return paying_annuity(lower, gain(upper, lower)); }
};

/// A_2(x), agent 2's annuity factor for which (x, y) solves: y from agent 1's equation.
struct PartnerAnnuity {
  const Pair& p;
  double gain(double granted_at, double y) const {
    return p.rate_12 * p.from_1.partial_value(granted_at) - p.rate_21 * p.from_2.partial_cost(y);
  }
  double limit_needed(double x) const {  // y with A1 r21 H(y) = h_1(x)
    const double weight = p.annuity_1 * p.rate_12;
    const double value = (x + weight * p.from_1.partial_cost(x)) / (p.annuity_1 * p.rate_21);
    return inverse_partial_value(p.from_2, value);
  }
  double at(double x) const { return bound(x, x); }
  double bound(double lower, double upper) const {
    const double y = limit_needed(lower);
    return y < infinity ? paying_annuity(y, gain(upper, y)) : infinity;
  }
};

/// Minimum of A inside a piece so narrow that it has one: golden section.
template <typename Annuity>
double narrow_minimum(const Annuity& annuity, double lower, double upper) {
  constexpr double golden = 0.6180339887498949;
  double left = upper - golden * (upper - lower), right = lower + golden * (upper - lower);
  double at_left = annuity.at(left), at_right = annuity.at(right);
  for (int k = 0; k < 60 && upper - lower > 1e-9 * upper; ++k) {
    if (at_left <= at_right) {
      upper = right, right = left, at_right = at_left;
      at_left = annuity.at(left = upper - golden * (upper - lower));
    } else {
      lower = left, left = right, at_left = at_right;
      at_right = annuity.at(right = lower + golden * (upper - lower));
    }
  }
  return std::min(at_left, at_right);
}

/// inf over x >= c of A(x) for a law with a density: pieces whose bound does not beat the best are dropped.
template <typename Annuity>
double least_annuity(const Annuity& annuity, const solvers::Law& law, double c) {
  constexpr double narrow = 1e-3, ratio = 1.15;
  double best = annuity.at(c);
  const double far = std::max({law.support().upper < infinity ? law.support().upper : law.quantile(1 - 1e-15),
                               2 * c, 4 * law.mean()});
  std::vector<solvers::Interval> pieces;
  for (double x = std::max(c, law.quantile(1e-15)), last = c; last < far; last = x, x *= ratio)
    if (x > last) {
      pieces.push_back({last, x});
      best = std::min(best, annuity.at(x));
    }
  while (!pieces.empty()) {
    const auto [lower, upper] = pieces.back();
    pieces.pop_back();
    if (annuity.bound(lower, upper) >= best * (1 - 1e-13)) continue;
    const double middle = lower + (upper - lower) / 2;
    best = std::min(best, annuity.at(middle));
    if (upper - lower < narrow * upper) {
      best = std::min(best, narrow_minimum(annuity, lower, upper));
    } else {
      pieces.push_back({lower, middle});
      pieces.push_back({middle, upper});
    }
  }
  return best;
}

/// The same for atoms: between two of them A rises with x, so its infimum is c's or just beyond an atom.
template <typename Annuity>
double least_annuity_of_atoms(const Annuity& annuity, const solvers::Law& law, double c) {
  double best = annuity.at(c);
  for (const double atom : law.kinks())
    if (atom >= c) best = std::min(best, annuity.at(std::nextafter(atom, infinity)));
  return best;
}

template <typename Annuity>
std::optional<double> threshold(const Annuity& annuity, const Pair& p, double c) {
  const bool falling = p.from_1.has_falling_density() && p.from_2.has_falling_density();
  const auto& law = p.from_1.costs().law();
  const double A = falling             ? annuity.at(c)  // x / D(x) rises: h_1 over a concave function
                   : law.has_density() ? least_annuity(annuity, law, c)
                                       : least_annuity_of_atoms(annuity, law, c);
  if (!(A < infinity)) return std::nullopt;
  return equivalent_discount_factor(A);
}

}  // namespace

double inverse_partial_value(const FavorLaw& law, double value) {
  if (!(value > 0)) return 0;
  if (value > law.mean_value()) return infinity;
  if (!law.conditional_value()) return law.costs().quantile(std::min(value / law.mean_value(), 1.0));
  double lower = 0, upper = std::max(law.costs().mean(), 1e-300);
  while (law.partial_value(upper) < value && upper < 1e300) upper *= 2;
  for (double middle = upper / 2; middle > lower && middle < upper; middle = lower + (upper - lower) / 2)
    (law.partial_value(middle) < value ? lower : upper) = middle;
  return upper;
}

std::optional<double> offer_threshold(const Pair& p, double c) { return threshold(OfferAnnuity{p}, p, c); }

std::optional<double> partner_threshold(const Pair& p, double c) {
  if (!(p.annuity_1 * p.rate_21 > 0)) return std::nullopt;
  return threshold(PartnerAnnuity{p}, p, c);
}

}  // namespace models::favor
