// models/digital_twin/thresholds.cpp
// Thresholds in kappa, enclosed with proof.
#include "models/digital_twin/thresholds.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/core/require.hpp"
#include "solvers/roots/predicate_boundary.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Dual;
using solvers::Interval;

constexpr long fine = 192;  // bits: brackets then are as narrow as doubles can say

void require_players(const char* who, long players) {
  solvers::require::at_least(who, "players", players, 2, "one player has no rivals");
}

/// The share 1 / (1 + n exp(-D)) after a change of own score by D from equal shares.
template <typename T>
T share_after(long players, const T& change) {
  using std::exp;
  return T(1) / (T(1) + T(players - 1) * exp(-change));
}

/// psi(D) = D^3 rho'(D).
template <typename T>
T tangency(long players, const T& change) {
  const T p = share_after(players, change), q = T(1) / T(players);
  return change * (p * (T(1) - p) + q * (T(1) - q)) - T(2) * (p - q);
}

/// A change beyond the wanted zero of psi, of the sign where psi < 0.
std::optional<double> change_beyond(long players) {
  if (players <= 4) return -100.0;  // psi(D) -> -infinity there, and there is one zero
  for (double past = 0; past < 40; past += 0.25) {
    const double change = std::log(static_cast<double>(players - 1)) + past;
    if (certainly_negative(tangency(players, Ball(change)))) return change;
  }
  return std::nullopt;
}

/// The wanted zero of psi as a narrow ball.
std::optional<Ball> tangency_change(long players) {
  const auto beyond = change_beyond(players);
  if (!beyond) return std::nullopt;
  const auto negative = [&](double change) { return certainly_negative(tangency(players, Ball(change))); };
  const double near = std::copysign(1e-3, *beyond);  // psi > 0 next to 0 on the side of the zero
  const auto ends = solvers::bisect_predicate({negative, {std::min(near, *beyond), std::max(near, *beyond)}});
  Ball change(ends.boundary);
  const double inner = players <= 4 ? ends.boundary.upper : ends.boundary.lower;
  if (!certainly_positive(tangency(players, Ball(inner)))) return std::nullopt;
  for (int k = 0; k < 3; ++k) {  // Newton's operator; the zero stays inside
    const Ball slope = tangency(players, Dual<Ball, 1>::variable(change, 0)).tangent(0);
    const auto narrower = intersection(change, change.center() - tangency(players, change.center()) / slope);
    if (!narrower) return std::nullopt;
    change = *narrower;
  }
  return change;
}

/// k players have share p, the others r.
struct TwoLevels {
  long players, low;

  template <typename T>
  T other(const T& p) const {
    return (T(1) - T(low) * p) / T(players - low);
  }
  template <typename T>
  T kappa(const T& p) const {
    using std::log;
    const T r = other(p);
    return (log(r) - log(p)) / ((r - p) * (T(1) - p - r));
  }
  /// Lower bound of kappa on [lower, upper] that stays finite where r - p vanishes: with s = r + p and
  /// u = (r - p) / s, kappa = 2 A(u) / (s (1 - s)), A(u) = atanh(u) / u >= 1 + u^2 / 3, and u falls with p.
  Ball coarse_bound(const Ball& lower, const Ball& upper) const {
    const Ball s = hull(other(lower) + lower, other(upper) + upper);
    const Ball r = other(upper), u = (r - upper) / (r + upper);
    Ball rise = Ball(1) + u * u / Ball(3);
    if (certainly_less(Ball(0.1), u) && certainly_less(u, Ball(1)))
      rise = max(rise, (log(r) - log(upper)) / (Ball(2) * u));
    const double most = std::min(0.25, (s * (Ball(1) - s)).upper());  // s (1 - s) <= 1/4
    return Ball(2) * rise / Ball(most);
  }
};

/// Whether kappa_k(p) > bound for all p in (0, 1/N), by exclusion.
bool surely_above(const TwoLevels& levels, const Ball& bound) {
  std::vector<Interval> open{{0, std::nextafter(1.0 / static_cast<double>(levels.players), 1.0)}};
  for (long spent = 0; !open.empty(); ++spent) {
    if (spent > 20'000) return false;
    const auto piece = open.back();
    open.pop_back();
    const Ball lower(piece.lower), upper(piece.upper);
    if (certainly_less(bound, levels.coarse_bound(lower, upper))) continue;
    if (piece.lower > 0) {  // mean-value form
      const Ball box(piece), middle = piece.lower + piece.width() / 2;
      const Ball slope = levels.kappa(Dual<Ball, 1>::variable(box, 0)).tangent(0);
      if (certainly_less(bound, levels.kappa(middle) + slope * (box - middle))) continue;
    }
    const double cut = piece.lower + piece.width() / 2;
    open.push_back({piece.lower, cut});
    open.push_back({cut, piece.upper});
  }
  return true;
}

/// A near minimum of kappa_k(p) over (0, 1/N), by golden sections around the best of a grid.
double lowest_kappa(const TwoLevels& levels) {
  constexpr int grid = 400;
  const double end = 1.0 / static_cast<double>(levels.players), step = end / grid;
  int best = 1;
  for (int k = 2; k < grid; ++k)
    if (levels.kappa(k * step) < levels.kappa(best * step)) best = k;
  double lower = (best - 1) * step, upper = (best + 1) * step;
  constexpr double golden = 0.6180339887498949;
  while (upper - lower > 1e-7 * end) {
    const double left = upper - golden * (upper - lower), right = lower + golden * (upper - lower);
    if (levels.kappa(left) < levels.kappa(right))
      upper = right;
    else
      lower = left;
  }
  return levels.kappa(Ball(std::min(lower + (upper - lower) / 2, end * 0.999))).upper();
}

}  // namespace

Ball uniqueness_kappa() { return 8; }

Ball unique_best_response_kappa() { return Ball(6) * sqrt(Ball(3)); }

std::optional<Ball> gradient_instability_kappa(long players) {
  require_players("gradient_instability_kappa", players);
  if (players == 2) return std::nullopt;
  return Ball(players) * Ball(players) / Ball(players - 2);
}

std::optional<Ball> second_order_kappa(long players) {
  require_players("second_order_kappa", players);
  if (players == 2) return std::nullopt;
  return Ball(players) * Ball(players) * Ball(players) / (Ball(players - 1) * Ball(players - 2));
}

std::optional<ExistenceThreshold> existence_threshold(long players) {
  require_players("existence_threshold", players);
  const solvers::ScopedPrecision precision(fine);
  const auto change = tangency_change(players);
  if (!change) return std::nullopt;
  const Ball& d = *change;
  const Ball p = share_after(players, d), q = Ball(1) / Ball(players), flat = q * (Ball(1) - q);
  const Ball kappa = d * d / (Ball(2) * (p - q - flat * d));
  const Ball deviation = kappa * flat + d;
  if (!certainly_positive(kappa) || !certainly_positive(deviation)) return std::nullopt;  // a score is >= 0
  return ExistenceThreshold{kappa, deviation};
}

std::optional<Ball> first_asymmetric_kappa(long players) {
  solvers::require::within("first_asymmetric_kappa", "players", static_cast<double>(players), 2,
                           static_cast<double>(most_players_of_first_asymmetric));
  if (players == 2) return std::nullopt;
  double upper = gradient_instability_kappa(players)->upper();  // the limit as p -> 1/N, from every k
  for (long low = 1; low < players; ++low) upper = std::min(upper, lowest_kappa({players, low}));
  constexpr double margin = 1e-9;                            // relative; the bracket's width
  const double lower = std::max(8.0, upper * (1 - margin));  // up to 8 there is none: uniqueness_kappa
  for (long low = 1; low < players; ++low)
    if (!surely_above({players, low}, Ball(upper * (1 - margin)))) return std::nullopt;
  return Ball(Interval{std::min(lower, upper), upper});
}

}  // namespace models::digital_twin
