#include "models/favor/posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace models::favor {
namespace {

constexpr double tiny = 0x1p-400, huge = 0x1p400;  // products of two such are still normal numbers

/// A product whose range is never spent: mantissa * 2^(400 exponent).
struct Scaled {
  double mantissa = 1;
  int exponent = 0;

  void multiply(double factor) {
    mantissa *= factor;
    if (mantissa < tiny && mantissa > 0) {
      mantissa *= huge;
      --exponent;
    } else if (mantissa > huge) {
      mantissa *= tiny;
      ++exponent;
    }
  }
};

/// (8) on either side of the edge of an interval that reaches to 0 or to 1.
struct Sides {
  double below, above;
};

Sides sides(const Observation& seen, const Weight& s) {
  const double outside = s.lost, inside = s.kept / (seen.upper - seen.lower) + outside;
  return seen.upper == 1 ? Sides{outside, inside} : Sides{inside, outside};
}

bool is_point(const Observation& seen) { return seen.lower == seen.upper; }
bool is_one_sided(const Observation& seen) { return seen.lower == 0 || seen.upper == 1; }

/// Working space of one thread: no allocation once it is warm.
struct Workspace {
  std::vector<Scaled> above;  ///< above[m]: product over the observations from m on, at points below them
};

Workspace& workspace() {
  static thread_local Workspace space;
  return space;
}

/// Only weights of 1 leave no mass; their intervals may still touch in one point.
Posterior without_mass(std::span<const Observation> observations, double now, const Survival& weight) {
  double lower = 0, upper = 1;
  for (const auto& seen : observations) {
    if (weight(now - seen.time).lost > 0) continue;
    lower = std::max(lower, seen.lower);
    upper = std::min(upper, seen.upper);
  }
  if (lower == upper) return {PosteriorStatus::point, lower};
  return {PosteriorStatus::contradictory, 0.5};
}

/// Sums of weight and of weight times midpoint over cells, on a common scale.
class Cells {
 public:
  void add(const Scaled& left, const Scaled& right, double lower, double upper) {
    double w = left.mantissa * right.mantissa * (upper - lower);
    const int exponent = left.exponent + right.exponent;
    if (exponent != exponent_) w = rescaled(w, exponent);
    mass_ += w;
    moment_ += w * (lower + upper);
  }
  double mass() const { return mass_; }
  double mean() const { return 0.5 * moment_ / mass_; }

 private:
  /// Brings w to the scale of the sums, or the sums to that of a w so much larger.
  double rescaled(double w, int exponent) {
    if (w == 0) return 0;
    if (mass_ > 0 && exponent < exponent_) return std::ldexp(w, 400 * (exponent - exponent_));
    const double scale = mass_ > 0 ? std::ldexp(1.0, 400 * (exponent_ - exponent)) : 0;
    mass_ *= scale;
    moment_ *= scale;
    exponent_ = exponent;
    return w;
  }

  double mass_ = 0, moment_ = 0;
  int exponent_ = 0;
};

Posterior one_sided(std::span<const Observation> observations, double now, const Survival& weight) {
  const auto k = observations.size();
  auto& above = workspace().above;
  above.assign(k + 1, {});
  for (std::size_t m = k; m-- > 0;) {
    above[m] = above[m + 1];
    above[m].multiply(sides(observations[m], weight(now - observations[m].time)).below);
  }
  Cells cells;
  Scaled below;
  double lower = 0;
  for (std::size_t m = 0; m < k; ++m) {
    const double upper = edge(observations[m]);
    cells.add(below, above[m], lower, upper);
    below.multiply(sides(observations[m], weight(now - observations[m].time)).above);
    lower = upper;
  }
  cells.add(below, above[k], lower, 1);
  if (!(cells.mass() > 0)) return without_mass(observations, now, weight);
  return {PosteriorStatus::proper, cells.mean()};
}

/// The density (9), unnormalised, at x, of observations whose intervals are no points.
Scaled density(std::span<const Observation> observations, double x, double now, const Survival& weight) {
  Scaled product;
  for (const auto& seen : observations) {
    const auto s = weight(now - seen.time);
    const bool in = seen.lower <= x && x <= seen.upper;
    product.multiply(s.lost + (in ? s.kept / (seen.upper - seen.lower) : 0));
  }
  return product;
}

/// Mass of the posterior around the point `at`. Of `order` observations that name the very same point the
/// density has a product of as many deltas, beside which everything of lower order vanishes.
struct Mass {
  Scaled weight;
  double width = 1, at = 0;
  int order = 0;
};

/// The points observed, each once, where all else allows them.
void add_atoms(std::vector<Mass>& list, std::span<const Observation> points,
               std::span<const Observation> rest, double now, const Survival& weight) {
  for (const auto& point : points) {
    const double x = point.lower;
    if (std::any_of(list.begin(), list.end(), [&](const Mass& other) { return other.at == x; })) continue;
    Mass atom{.weight = density(rest, x, now, weight), .at = x};
    for (const auto& other : points) {
      const auto s = weight(now - other.time);
      atom.order += other.lower == x ? 1 : 0;
      atom.weight.multiply(other.lower == x ? s.kept : s.lost);
    }
    if (atom.weight.mantissa > 0) list.push_back(atom);
  }
}

void add_cells(std::vector<Mass>& list, std::span<const Observation> points,
               std::span<const Observation> rest, double now, const Survival& weight) {
  std::vector<double> cuts{0, 1};
  for (const auto& seen : rest) cuts.insert(cuts.end(), {seen.lower, seen.upper});
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t m = 0; m + 1 < cuts.size(); ++m) {
    if (cuts[m] == cuts[m + 1]) continue;
    const double middle = 0.5 * (cuts[m] + cuts[m + 1]);
    Mass cell{density(rest, middle, now, weight), cuts[m + 1] - cuts[m], middle};
    for (const auto& point : points) cell.weight.multiply(weight(now - point.time).lost);
    if (cell.weight.mantissa > 0) list.push_back(cell);
  }
}

/// Any intervals, points among them: O(k^2).
Posterior general(std::span<const Observation> observations, double now, const Survival& weight) {
  std::vector<Observation> points, rest;
  for (const auto& seen : observations)
    if (weight(now - seen.time).kept > 0) (is_point(seen) ? points : rest).push_back(seen);
  std::vector<Mass> list;
  add_atoms(list, points, rest, now, weight);
  add_cells(list, points, rest, now, weight);
  if (list.empty()) return without_mass(observations, now, weight);
  int order = 0, exponent = std::numeric_limits<int>::min();
  for (const auto& mass : list) order = std::max(order, mass.order);
  if (order < 2) order = 0;  // one delta stands beside the density: both have finite mass
  std::erase_if(list, [&](const Mass& mass) { return mass.order < order; });
  for (const auto& mass : list) exponent = std::max(exponent, mass.weight.exponent);
  double total = 0, moment = 0;
  for (const auto& mass : list) {
    const double w = std::ldexp(mass.weight.mantissa, 400 * (mass.weight.exponent - exponent)) * mass.width;
    total += w;
    moment += w * mass.at;
  }
  return {PosteriorStatus::proper, moment / total};
}

}  // namespace

Posterior posterior_mean(std::span<const Observation> by_edge, double now, const Survival& weight) {
  for (const auto& seen : by_edge)
    if (!is_one_sided(seen) || is_point(seen)) return general(by_edge, now, weight);
  return one_sided(by_edge, now, weight);
}

Posterior posterior_mean_unordered(std::vector<Observation> history, double now, const Survival& weight) {
  std::stable_sort(history.begin(), history.end(),
                   [](const auto& a, const auto& b) { return edge(a) < edge(b); });
  return posterior_mean(history, now, weight);
}

}  // namespace models::favor
