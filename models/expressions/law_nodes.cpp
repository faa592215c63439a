#include "models/expressions/law_nodes.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::expressions {
namespace {

constexpr int points = 20;    // of each piece
constexpr int halvings = 54;  // of a tail's probability: 2^-54 is left out
constexpr int fewest_pieces = 4;

/// Ends of the pieces: kinks, and the quantiles where a tail has halved again.
std::vector<double> ends_of(const solvers::Law& law) {
  const auto support = law.support();
  std::vector<double> ends;
  for (const double kink : law.kinks())
    if (std::isfinite(kink)) ends.push_back(kink);
  const auto bounded = [](double x) { return std::isfinite(x); };
  if (bounded(support.lower) && bounded(support.upper)) {
    for (int k = 0; k <= fewest_pieces; ++k)
      ends.push_back(support.lower + (support.upper - support.lower) * k / fewest_pieces);
  } else {
    for (int k = 1; k <= halvings; ++k) {
      const double tail = std::ldexp(1.0, -k);
      ends.push_back(law.quantile(tail));
      ends.push_back(law.quantile(1 - tail));
    }
    for (const double end : {support.lower, support.upper})
      if (bounded(end)) ends.push_back(end);
  }
  std::erase_if(ends, [](double x) { return !std::isfinite(x); });
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

}  // namespace

std::vector<WeightedPoint> law_nodes(const solvers::Law& law) {
  std::vector<WeightedPoint> nodes;
  if (!law.has_density()) {
    for (const double atom : law.kinks())
      nodes.push_back({atom, law.cumulative(atom) - law.cumulative_below(atom)});
    return nodes;
  }
  const auto ends = ends_of(law);
  const auto& rule = solvers::gauss_legendre(points);
  double total = 0;
  for (std::size_t piece = 0; piece + 1 < ends.size(); ++piece) {
    const double middle = (ends[piece] + ends[piece + 1]) / 2, half = (ends[piece + 1] - ends[piece]) / 2;
    for (int k = 0; k < points; ++k) {
      const auto i = static_cast<std::size_t>(k);
      const double x = middle + half * rule.nodes[i];
      const double weight = half * rule.weights[i] * law.density(x);
      if (!(weight > 0)) continue;
      nodes.push_back({x, weight});
      total += weight;
    }
  }
  for (auto& node : nodes) node.weight /= total;
  return nodes;
}

}  // namespace models::expressions
