// models/digital_twin/best_response_bounds.hpp
// Upper bounds of one player's payoff on pieces of the range of its log odds x, on any number type: double to
// search, balls to prove. sigma is the logistic function, R sigma(x) - cost the payoff.
#pragma once

#include <algorithm>
#include <optional>

#include "models/digital_twin/best_response.hpp"

namespace models::digital_twin {

/// sigma''(x) = sigma (1 - sigma) (1 - 2 sigma).
template <typename T>
T logistic_curvature(const T& x) {
  using std::exp;
  const T share = logistic(x);
  const T rest = logistic(T(-x));
  return share * rest * (rest - share);
}

/// Upper bound of max(sigma'', 0) on [lower, upper]: sigma'' rises up to x = log(2 - sqrt 3) =
/// -1.31695789692..., then falls.
template <typename T>
T largest_curvature(double lower, double upper) {
  constexpr double peak_below = -1.3169578970, peak_above = -1.3169578969;
  using std::max, std::sqrt;
  if (upper <= peak_below) return logistic_curvature(T(upper));
  if (lower >= peak_above) return max(T(0), logistic_curvature(T(lower)));
  return T(1) / (T(6) * sqrt(T(3)));
}

/// R sigma(x) - g x.
template <typename T>
T tilted_prize(const OwnProblem<T>& own, const T& g, const T& x) {
  return own.reward * logistic(x) - g * x;
}

/// Where R sigma(x) - g x is largest for x >= 0, in double: sigma'(x) = g / R.
inline double concave_peak(double reward, double g) {
  const double root = std::sqrt(std::max(0.0, 1 - 4 * g / reward));
  const double rest =
      root > 0.5 ? 2 * g / reward / (1 + root) : (1 - root) / 2;  // 1 - sigma without cancellation
  return rest > 0 ? std::log((1 - rest) / rest) : 800;            // exp(-800) is 0 in double
}

/// Upper bound of R sigma(x) - g x on the cell. sigma is convex below 0 (ends decide) and concave above (a
/// tangent bounds it, wherever it touches).
template <typename T>
T largest_tilted_prize(const OwnProblem<T>& own, const Cell& cell) {
  using std::max;
  const T g(cell.multiplier);
  if (!std::isfinite(cell.lower)) return own.reward * logistic(T(cell.upper));  // first cell: g = 0
  const T left = tilted_prize(own, g, T(cell.lower));
  if (cell.upper <= 0) return max(left, tilted_prize(own, g, T(cell.upper)));
  const double from = std::max(cell.lower, 0.0);
  const double touch = std::clamp(concave_peak(middle(own.reward), cell.multiplier), from, cell.upper);
  const T slope = own.reward * logistic(T(touch)) * logistic(T(-touch)) - g;
  const T rise = max(T(slope * (T(from) - T(touch))), T(slope * (T(cell.upper) - T(touch))));
  const T concave = tilted_prize(own, g, T(touch)) + rise;
  return cell.lower < 0 ? max(left, concave) : concave;
}

/// Upper bound of max over strategies of g x - cost, a concave function: its linearisation at any point, here
/// at the cell's near maximiser, taken at the three vertices of the strategy set.
template <typename T>
T largest_net_score(const OwnProblem<T>& own, const Cell& cell) {
  using std::max;
  const T g(cell.multiplier), s(cell.maximiser.sharing), b(cell.maximiser.probing);
  const auto level = own.rivals(s);
  const T by_s = g * (own.sharing_pull - level.slope) - T(2) * own.sharing_cost * s;
  const T by_b = g * own.probing_pull - T(2) * own.probing_cost * b;
  const T rise = max(T(0), T(max(by_s, by_b))) - by_s * s - by_b * b;
  return g * (own.linear_score(s, b) - level.value) - own.cost(s, b) + rise;
}

/// Upper bound of the payoff of every strategy whose x lies in the cell.
template <typename T>
T payoff_bound(const OwnProblem<T>& own, Cell cell) {
  if (!std::isfinite(cell.lower)) cell.multiplier = 0;  // any other would pay without bound as x falls
  return largest_tilted_prize(own, cell) + largest_net_score(own, cell);
}

/// Upper bound of x over all strategies: x is concave, so its linearisation at any point, here where it is
/// nearly highest, bounds it at the three vertices.
template <typename T>
T largest_log_odds(const OwnProblem<T>& own, const OwnStrategy& highest) {
  using std::max;
  const T s(highest.sharing), b(highest.probing);
  const auto level = own.rivals(s);
  const T by_s = own.sharing_pull - level.slope, by_b = own.probing_pull;
  return own.linear_score(s, b) - level.value + max(T(0), T(max(by_s, by_b))) - by_s * s - by_b * b;
}

/// A strategy z* = (s, b) and a piece of the range of x around it.
template <typename T>
struct PieceProblem {
  T s, b;
  double lower = 0, upper = 0;  ///< of x; infinite ends allowed
  bool on_budget = false;       ///< s + b = 1 exactly
  bool stationary = false;  ///< z* satisfies the first-order conditions exactly: nothing is lost to rounding
};

/// Upper bound of U(z) - U(z*) over the strategies z with x(z) in the piece; nothing where it cannot be
/// shown.
///
/// With q = R max sigma'' / 2 on the piece and dz = z - z*,
///   U(z) - U(z*) <= <grad U(z*), dz> - c1 ds^2 - c2 db^2 + q (x(z) - x(z*))^2,
/// since x is concave in z. Where U(z) >= U(z*), c1 ds^2 + c2 db^2 <= q h^2 + gap, which bounds |ds| and
/// |db|; h is the reach of the piece and gap = max over z of <grad U(z*), z - z*>. Near z* the slope of x
/// then bounds q (x(z) - x(z*))^2 by the quadratic cost or, in directions that a constraint forbids, by the
/// first-order loss.
template <typename T>
std::optional<T> excess_on_piece(const OwnProblem<T>& own, const PieceProblem<T>& piece);

}  // namespace models::digital_twin
