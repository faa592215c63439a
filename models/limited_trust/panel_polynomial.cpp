#include "models/limited_trust/panel_polynomial.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::limited_trust {
namespace {

struct Rule {
  PanelValues nodes, weights;
  std::array<PanelCoefficients, panel_points> basis;  ///< Lagrange's polynomials of the nodes

  Rule() {
    const auto& rule = solvers::gauss_legendre(panel_points);
    std::copy(rule.nodes.begin(), rule.nodes.end(), nodes.begin());
    std::copy(rule.weights.begin(), rule.weights.end(), weights.begin());
    for (int k = 0; k < panel_points; ++k) {
      PanelCoefficients product{1};
      for (int j = 0, degree = 0; j < panel_points; ++j) {
        if (j == k) continue;
        ++degree;  // times (t - node_j) / (node_k - node_j)
        for (int i = degree; i >= 0; --i)
          product[i] = ((i > 0 ? product[i - 1] : 0) - nodes[j] * (i < degree ? product[i] : 0)) /
                       (nodes[k] - nodes[j]);
      }
      basis[k] = product;
    }
  }
};

const Rule& rule() {
  static const Rule kept;
  return kept;
}

}  // namespace

const PanelValues& panel_nodes() { return rule().nodes; }
const PanelValues& panel_weights() { return rule().weights; }

PanelCoefficients interpolate(const PanelValues& values) {
  PanelCoefficients sum{};
  const auto& basis = rule().basis;
  for (int k = 0; k < panel_points; ++k)
    for (int i = 0; i < panel_points; ++i) sum[i] += values[k] * basis[k][i];
  return sum;
}

PanelIntegral antiderivative(const PanelCoefficients& coefficients, double half_width, double start) {
  PanelIntegral integral{};
  double at_lower_end = 0;
  for (int i = 0; i < panel_points; ++i) {
    integral[i + 1] = half_width * coefficients[i] / (i + 1);
    at_lower_end += i % 2 == 0 ? -integral[i + 1] : integral[i + 1];
  }
  integral[0] = start - at_lower_end;
  return integral;
}

int panel_of(const std::vector<double>& breaks, double x) {
  const auto above = std::upper_bound(breaks.begin() + 1, breaks.end() - 1, x);
  return static_cast<int>(above - breaks.begin()) - 1;
}

std::vector<double> merged_breaks(std::vector<double> breaks, double lower, double upper) {
  const double sliver = 1e-13 * std::max({std::abs(lower), std::abs(upper), upper - lower});
  std::sort(breaks.begin(), breaks.end());
  std::vector<double> kept{lower};
  for (const double x : breaks)
    if (x > kept.back() + sliver && x < upper - sliver) kept.push_back(x);
  kept.push_back(upper);
  return kept;
}

PanelFunction PanelFunction::antiderivative_of(std::vector<double> breaks,
                                               const std::vector<PanelValues>& values) {
  PanelFunction result;
  double start = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    result.pieces_.push_back(antiderivative(interpolate(values[i]), (breaks[i + 1] - breaks[i]) / 2, start));
    start = polynomial(result.pieces_.back(), 1);
  }
  result.breaks_ = std::move(breaks);
  return result;
}

double PanelFunction::operator()(double x) const {
  const double inside = std::clamp(x, breaks_.front(), breaks_.back());
  const int i = panel_of(breaks_, inside);
  return polynomial(pieces_[i], (2 * inside - breaks_[i] - breaks_[i + 1]) / (breaks_[i + 1] - breaks_[i]));
}

}  // namespace models::limited_trust
