// models/limited_trust/panel_polynomial.hpp
// Polynomials on panels, by their values at Gauss-Legendre points: what the integrals of expected payoffs are
// made of.
#pragma once

#include <array>
#include <vector>

namespace models::limited_trust {

constexpr int panel_points = 8;  ///< Gauss-Legendre points a panel, so degree 7; integrals have degree 8

/// Coefficients of 1, t, t^2, ... in the coordinate t of a panel, from -1 to 1.
using PanelValues = std::array<double, panel_points>;
using PanelCoefficients = std::array<double, panel_points>;
using PanelIntegral = std::array<double, panel_points + 1>;

/// Gauss-Legendre points and weights on [-1, 1].
const PanelValues& panel_nodes();
const PanelValues& panel_weights();

/// The polynomial through values at the nodes.
PanelCoefficients interpolate(const PanelValues&);

/// The antiderivative on a panel of this half width that is `start` at its lower end.
PanelIntegral antiderivative(const PanelCoefficients&, double half_width, double start);

template <std::size_t Count>
double polynomial(const std::array<double, Count>& coefficients, double t) {
  double value = coefficients[Count - 1];
  for (std::size_t k = Count - 1; k-- > 0;) value = value * t + coefficients[k];
  return value;
}

/// The same at one point for every node of a panel.
template <std::size_t Count>
PanelValues polynomial(const std::array<double, Count>& coefficients, const PanelValues& t) {
  PanelValues value;
  value.fill(coefficients[Count - 1]);
  for (std::size_t k = Count - 1; k-- > 0;)
    for (int i = 0; i < panel_points; ++i) value[i] = value[i] * t[i] + coefficients[k];
  return value;
}

/// Which panel of ascending breaks holds x: 0 to breaks.size() - 2, the nearest for x outside.
int panel_of(const std::vector<double>& breaks, double x);

/// Sorted, inside [lower, upper] with both ends, and without slivers narrower than 1e-13 of the scale.
std::vector<double> merged_breaks(std::vector<double> breaks, double lower, double upper);

/// A function that is a polynomial on each panel and constant outside.
class PanelFunction {
 public:
  PanelFunction() = default;
  /// The antiderivative, 0 at the first break, of the function with these values at the nodes of each panel.
  static PanelFunction antiderivative_of(std::vector<double> breaks, const std::vector<PanelValues>& values);

  double operator()(double x) const;
  const std::vector<double>& breaks() const { return breaks_; }

 private:
  std::vector<double> breaks_;
  std::vector<PanelIntegral> pieces_;
};

}  // namespace models::limited_trust
