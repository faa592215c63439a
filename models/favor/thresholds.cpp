#include "models/favor/thresholds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "models/favor/equations.hpp"
#include "models/favor/pair_limits.hpp"
#include "solvers/roots/predicate_boundary.hpp"

namespace models::favor {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A piece [lower, upper] of costs with a bound of the objective on it.
struct Piece {
  double lower, upper, bound;
  bool operator<(const Piece& other) const { return bound < other.bound; }
};

struct Maximum {
  double at = 0, value = 0;  ///< value is attained (or approached at `at`)
  double bound = infinity;   ///< no value is larger
};

/// Best-first branch and bound: `bound_on(p, q)` >= sup over [p, q], `value(c)` a lower bound at a point.
template <typename Bound, typename Value>
Maximum branch_and_bound(const Bound& bound_on, const Value& value, const std::vector<double>& nodes,
                         double relative_gap, int most_pieces) {
  Maximum best{nodes.front(), -infinity, infinity};
  const auto see = [&](double c) {
    if (const double v = value(c); v > best.value) best.value = v, best.at = c;
  };
  std::priority_queue<Piece> pieces;
  for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
    see(nodes[k + 1]);
    pieces.push({nodes[k], nodes[k + 1], bound_on(nodes[k], nodes[k + 1])});
  }
  for (int k = 0; k < most_pieces && !pieces.empty(); ++k) {
    const Piece top = pieces.top();
    best.bound = std::max(top.bound, best.value);
    if (best.bound <= best.value + relative_gap * std::abs(best.value)) return best;
    pieces.pop();
    const double middle = top.lower + (top.upper - top.lower) / 2;
    if (!(middle > top.lower && middle < top.upper)) continue;
    see(middle);
    pieces.push({top.lower, middle, std::min(top.bound, bound_on(top.lower, middle))});
    pieces.push({middle, top.upper, std::min(top.bound, bound_on(middle, top.upper))});
  }
  best.bound = pieces.empty() ? best.value : std::max(best.value, pieces.top().bound);
  return best;
}

/// Costs from 0 to where nothing is left to win, in pieces that grow.
std::vector<double> cost_nodes(const FavorLaw& law) {
  const auto& own = law.costs().law();
  const double far =
      std::isfinite(law.costs().upper_end()) ? law.costs().upper_end() : own.quantile(1 - 1e-13);
  const double last = std::max(far, 4 * law.costs().mean());
  std::vector<double> nodes{0};
  for (double c = 1e-4 * law.costs().mean(); c < last; c *= 1.3) nodes.push_back(c);
  nodes.push_back(last);
  for (const double kink : own.kinks())
    if (kink > 0 && kink < last) {
      nodes.push_back(kink);
      if (!own.has_density()) nodes.push_back(std::nextafter(kink, infinity));
    }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

/// Golden section on a piece around the best point seen.
template <typename Value>
void polish(const Value& value, const std::vector<double>& nodes, Maximum& best) {
  const auto right = std::upper_bound(nodes.begin(), nodes.end(), best.at);
  double high = right == nodes.end() ? nodes.back() : *right;
  double low =
      best.at > nodes.front() ? *std::prev(std::lower_bound(nodes.begin(), nodes.end(), best.at)) : 0;
  constexpr double golden = 0.6180339887498949;
  for (int k = 0; k < 200 && high - low > 1e-15 * high; ++k) {
    const double a = high - golden * (high - low), b = low + golden * (high - low);
    const double at_a = value(a), at_b = value(b);
    if (at_a > best.value) best.value = at_a, best.at = a;
    if (at_b > best.value) best.value = at_b, best.at = b;
    (at_a >= at_b ? high : low) = at_a >= at_b ? b : a;
  }
}

/// gamma = 1 / (1 + r x) for x between two numbers.
Threshold threshold_of(double rate, double lower, double upper, double value, double at, bool proved) {
  const auto gamma = [&](double x) { return Ball(1) / (Ball(1) + Ball(rate) * Ball(x)); };
  Threshold result{gamma(value).midpoint(), {gamma(upper).lower(), gamma(lower).upper()}, proved, at};
  result.value = std::clamp(result.value, result.bracket.lower, result.bracket.upper);
  return result;
}

}  // namespace

std::optional<Threshold> cooperation_threshold(const FavorLaw& law, double rate) {
  const auto ratio = [&](double c) { return law.joint_surplus(c) / c; };
  if (law.has_falling_density()) {  // B(c) / c falls: its supremum is B'(0) = mu f(0)
    const double slope = law.value_density(0);
    if (!std::isfinite(slope)) return Threshold{0, {0, 0}, true, 0};
    if (!EnclosedFavor::is_known(law)) return threshold_of(rate, slope, slope, slope, 0, false);
    const Ball x = Ball(law.mean_value()) / EnclosedCosts(law.costs()).spread();
    return threshold_of(rate, x.lower(), x.upper(), x.midpoint(), 0, true);
  }
  const auto nodes = cost_nodes(law);
  Maximum rough;
  rough.value = -infinity;
  for (std::size_t k = 1; k < nodes.size(); ++k)
    if (const double v = ratio(nodes[k]); v > rough.value) rough = {nodes[k], v, infinity};
  if (law.costs().law().has_density()) polish(ratio, nodes, rough);
  if (!(rough.value > 0)) return std::nullopt;
  if (!EnclosedFavor::is_known(law))
    return threshold_of(rate, rough.value, rough.value, rough.value, rough.at, false);
  // B(c) / c <= max(B(q) - M stays) : H rises and M rises, so on [p, q] it is at most (H(q) - M(p)) / p; with
  // a density the mean-value form of B(c) - x c is used, x the best ratio: its slope is w f - c f - x.
  const EnclosedFavor enclosed(law);
  const Ball best =
      (enclosed.partial_value(Ball(rough.at)) - enclosed.partial_cost(Ball(rough.at))) / Ball(rough.at);
  const double x = best.lower() * (1 + 1e-12);  // to be shown: B(c) < x' c with x' a little above
  const double claimed = x + 1e-9 * std::abs(x);
  const auto excess = [&](double p, double q) {  // an upper bound of B(c) - claimed c over [p, q]
    const Ball first =
        enclosed.partial_value(Ball(q)) - enclosed.partial_cost(Ball(p)) - Ball(claimed) * Ball(p);
    if (!law.costs().law().has_density() || !(p > 0)) return first.upper();
    const Ball c = Ball(solvers::Interval{p, q}), f = enclosed.density(c), middle(p + (q - p) / 2);
    const Ball slope = enclosed.value_density(c) - c * f - Ball(claimed);
    const Ball second = enclosed.partial_value(middle) - enclosed.partial_cost(middle) -
                        Ball(claimed) * middle + slope * (c - middle);
    return std::min(first.upper(), second.is_finite() ? second.upper() : infinity);
  };
  std::vector<std::pair<double, double>> open;
  bool proved = true;
  for (std::size_t k = 0; k + 1 < nodes.size(); ++k) open.push_back({nodes[k], nodes[k + 1]});
  for (int pieces = 0; !open.empty() && proved; ++pieces) {
    const auto [p, q] = open.back();
    open.pop_back();
    // Next to 0: B(c) / c <= w F(q) (c / q)^e / c <= w F(q) / q where e >= 1.
    const bool near_zero = p == 0 && certainly_at_most(Ball(1), enclosed.costs().elasticity(q)) &&
                           certainly_less(enclosed.value_bound(q) / Ball(q), Ball(claimed));
    const bool empty = p == 0 && certainly_nonpositive(enclosed.value_bound(q));
    if (near_zero || empty || excess(p, q) < 0) continue;
    const double middle = p + (q - p) / 2;
    if (pieces > 20'000 || !(middle > p && middle < q) || (p == 0 && q < 1e-12 * law.costs().mean()))
      proved = false;
    open.push_back({p, middle});
    open.push_back({middle, q});
  }
  // Beyond the last node F is all but 1: B(c) / c <= E(W) / c there.
  proved = proved && law.mean_value() / nodes.back() < claimed;
  if (!proved) return threshold_of(rate, rough.value, rough.value, rough.value, rough.at, false);
  return threshold_of(rate, best.lower(), claimed, rough.value, rough.at, true);
}

std::optional<Threshold> least_equal_retaliation(const FavorLaw& law, double rate) {
  if (!law.costs().law().has_density()) return std::nullopt;
  const auto difference = [&](double c) { return law.value_density(c) - c * law.density(c); };
  if (law.has_falling_density()) {  // f (mu - c) falls from mu f(0)
    const auto at_zero = cooperation_threshold(law, rate);
    return at_zero;
  }
  const auto nodes = cost_nodes(law);
  Maximum best;
  best.value = -infinity;
  for (const double c : nodes)
    if (const double v = difference(c); v > best.value) best = {c, v, infinity};
  polish(difference, nodes, best);
  if (!(best.value > 0)) return std::nullopt;
  if (!EnclosedFavor::is_known(law))
    return threshold_of(rate, best.value, best.value, best.value, best.at, false);
  const EnclosedFavor enclosed(law);
  const auto over = [&](const Ball& c) { return enclosed.value_density(c) - c * enclosed.density(c); };
  const auto bound = [&](double p, double q) {
    const double upper = over(Ball(solvers::Interval{p, q})).upper();
    return std::isnan(upper) ? infinity : upper;
  };
  const auto value = [&](double c) { return c > 0 ? over(Ball(c)).lower() : -infinity; };
  auto proof = branch_and_bound(bound, value, nodes, 1e-9, 60'000);
  const bool closed = proof.bound <= best.value * (1 + 1e-6);
  return threshold_of(rate, std::max(value(best.at), proof.value), closed ? proof.bound : best.value,
                      best.value, best.at, closed);
}

std::optional<Threshold> equal_retaliation_at(const FavorLaw& law, double rate, double c) {
  if (!law.costs().law().has_density()) return std::nullopt;
  const double D = law.value_density(c) - c * law.density(c);
  if (!(D > 0)) return std::nullopt;
  if (!EnclosedFavor::is_known(law)) return threshold_of(rate, D, D, D, c, false);
  const EnclosedFavor enclosed(law);
  const Ball at(c), exact = enclosed.value_density(at) - at * enclosed.density(at);
  if (!certainly_positive(exact)) return threshold_of(rate, D, D, D, c, false);
  return threshold_of(rate, exact.lower(), exact.upper(), exact.midpoint(), c, true);
}

solvers::Interval collapse_of_limits(const FavorLaw& law, double rate) {
  const auto cooperates = [&](double gamma) {
    const double A = annuity_factor(gamma);
    return greatest_limits({law, law, A, A, rate, rate}).c12 > 1e-9 * law.costs().mean();
  };
  const double last = 1 - 1e-9;
  if (!cooperates(last)) return {1, 1};
  const auto found = solvers::bisect_predicate({cooperates, {0, last}}, {.relative_tolerance = 1e-9});
  return found.boundary;
}

}  // namespace models::favor
