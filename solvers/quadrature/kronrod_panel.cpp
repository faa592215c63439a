#include "solvers/quadrature/kronrod_panel.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace solvers {
namespace {

constexpr int nodes = 15, middle = 7;
constexpr double caution = 4;  // next to a kink the pair differs by as little as a quarter of its error
constexpr double close_to_end = 1 - 1e-6;  // in [-1, 1]; the outermost node is 0.991

struct Rule {
  std::array<double, nodes> node{}, kronrod{}, gauss{}, to_end{};
  // to_end: f(close_to_end) is about sum_k to_end[k] f(node[k]), by Lagrange's polynomial through the nodes

  Rule() {
    using Kronrod = boost::math::quadrature::gauss_kronrod<double, nodes>;
    using Gauss = boost::math::quadrature::gauss<double, middle>;
    for (int k = 0; k <= middle;
         ++k) {  // both tables hold the nodes >= 0, ascending; Gauss has every second one
      const auto from = static_cast<std::size_t>(k);
      const double gauss_weight = k % 2 == 0 ? Gauss::weights()[from / 2] : 0;
      for (const int at : {middle - k, middle + k}) {
        const auto to = static_cast<std::size_t>(at);
        node[to] = at < middle ? -Kronrod::abscissa()[from] : Kronrod::abscissa()[from];
        kronrod[to] = Kronrod::weights()[from];
        gauss[to] = gauss_weight;
      }
    }
    for (std::size_t k = 0; k < nodes; ++k) {
      to_end[k] = 1;
      for (std::size_t j = 0; j < nodes; ++j)
        if (j != k) to_end[k] *= (close_to_end - node[j]) / (node[k] - node[j]);
    }
  }
};

const Rule& rule() {
  static const Rule kept;
  return kept;
}

}  // namespace

KronrodPanel measure_panel(const std::function<double(double)>& f, const Interval& range) {
  const Rule& r = rule();
  const double center = 0.5 * range.lower + 0.5 * range.upper, half = 0.5 * range.width();
  double kronrod = 0, gauss = 0, size = 0, at_lower = 0, at_upper = 0;
  for (std::size_t k = 0; k < nodes; ++k) {
    const double y = f(center + half * r.node[k]);
    kronrod += r.kronrod[k] * y;
    gauss += r.gauss[k] * y;
    size += r.kronrod[k] * std::abs(y);
    at_upper += r.to_end[k] * y;
    at_lower += r.to_end[nodes - 1 - k] * y;
  }
  const double low = center - half * close_to_end, high = center + half * close_to_end;
  double surprise = 0;  // skipped where a point would round to the end
  if (low > range.lower) surprise += std::abs(f(low) - at_lower);
  if (high < range.upper) surprise += std::abs(f(high) - at_upper);
  return {.range = range,
          .value = half * kronrod,
          .error = half * (caution * std::abs(kronrod - gauss) + (1 - r.node[nodes - 1]) * surprise),
          .rounding = 8 * std::numeric_limits<double>::epsilon() * half * size,
          .gap = half * r.node[middle + 1]};
}

}  // namespace solvers
