// Panels over the payoffs of a law.
#include "models/limited_trust/law_panels.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/require.hpp"
#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::limited_trust {
namespace {

using solvers::Law;

constexpr double tails[] = {0.3, 0.1, 1e-2, 1e-4, 1e-7, 1e-11, 1e-16, 1e-22, 1e-30};

/// From `nearest` to `end`, each point `ratio` times as close to the end as the one before, down to
/// `closest`, but no closer than nodes can be told from the end.
void grade(std::vector<double>& points, double end, double nearest, double closest, double ratio) {
  const double least = std::max(std::abs(closest - end), 1e-13 * std::abs(end));
  for (double gap = nearest - end; std::abs(gap) > least && points.size() < 400; gap /= ratio)
    points.push_back(end + gap);
}

bool unbounded(const Law& law, double end, double towards) {
  const double near = law.density(end + 1e-9 * (towards - end));
  return !(near < 100 * law.density(towards));
}

}  // namespace

double upper_point(const Law& law, double tail) {
  double low = law.quantile(0.5), high = law.support().upper;
  if (!std::isfinite(high)) {
    double step = std::max(law.quantile(0.75) - low, 1e-300);
    for (high = low + step; law.survival(high) > tail; high += step) step *= 2;
  }
  for (int k = 0; k < 60 && high - low > 1e-6 * (std::abs(high) + std::abs(low)); ++k) {
    const double middle = low + (high - low) / 2;
    (law.survival(middle) > tail ? low : high) = middle;
  }
  return high;
}

LawPanels law_panels(const Law& law, double least) {
  solvers::require::that(
      law.has_density(), "phi",
      "the payoff law " + law.name() + " has atoms, where a reply may be tied; give a law with a density");
  LawPanels panels;
  const auto support = law.support();
  const double median = law.quantile(0.5);
  panels.scale = law.quantile(0.84) - law.quantile(0.16);
  panels.kinks = law.kinks();
  auto& seams = panels.seams;
  seams = panels.kinks;
  seams.push_back(median);
  const auto end_of = [&](double end, bool lower) {
    const auto point = [&](double tail) { return lower ? law.quantile(tail) : upper_point(law, tail); };
    if (!std::isfinite(end)) {
      for (const double tail : tails) seams.push_back(point(tail));
      return point(1e-30);
    }
    if (unbounded(law, end, median)) {
      grade(panels.steep, end, median, point(least), 16);
      seams.insert(seams.end(), panels.steep.begin(), panels.steep.end());
    } else {
      grade(seams, end, median, end + (median - end) / 60, 4);
    }
    return end;
  };
  panels.range = {end_of(support.lower, true), end_of(support.upper, false)};
  if (!std::isfinite(support.lower)) panels.below = law.cumulative(panels.range.lower);
  if (!std::isfinite(support.upper)) {
    panels.above = law.survival(panels.range.upper);
    if (std::isfinite(support.lower))  // a heavy tail: no panel spans more than a factor of four
      for (double gap = median - support.lower; support.lower + gap < panels.range.upper; gap *= 4)
        seams.push_back(support.lower + gap);
  }
  std::sort(seams.begin(), seams.end());
  return panels;
}

void add_seams_of_largest(const Law& law, int count, LawPanels& panels) {
  for (double tail = 0.1; tail > 0.05 / count; tail /= 6) panels.seams.push_back(upper_point(law, tail));
  std::sort(panels.seams.begin(), panels.seams.end());
}

void spread(std::vector<double>& seams, double from, double to, int count, Nodes& nodes) {
  nodes.clear();
  if (!(from < to)) return;
  const auto& rule = solvers::gauss_legendre(count);
  std::sort(seams.begin(), seams.end());
  double left = from;
  const auto panel = [&](double right) {
    const double half = (right - left) / 2, middle = left + half;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      nodes.at.push_back(middle + half * rule.nodes[i]);
      nodes.weight.push_back(half * rule.weights[i]);
    }
    left = right;
  };
  for (const double seam : seams)
    if (seam < to && seam - left > 1e-14 * (std::abs(seam) + std::abs(left))) panel(seam);
  panel(to);
}

}  // namespace models::limited_trust
