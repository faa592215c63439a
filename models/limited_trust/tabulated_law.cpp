#include "models/limited_trust/tabulated_law.hpp"

#include <algorithm>
#include <cmath>

namespace models::limited_trust {
namespace {

constexpr double tail = 1e-14;  // probability beyond each end that is left out

PanelValues values_on(const solvers::Law& law, double lower, double upper) {
  PanelValues values;
  for (int k = 0; k < panel_points; ++k)
    values[k] = law.density((lower + upper) / 2 + (upper - lower) / 2 * panel_nodes()[k]);
  return values;
}

/// Whether the polynomial through the nodes meets the density between them and next to the ends.
bool is_resolved(const solvers::Law& law, const PanelCoefficients& coefficients, double lower, double upper,
                 double accuracy) {
  for (const double t : {-0.999, -0.88, -0.66, -0.36, 0.0, 0.36, 0.66, 0.88, 0.999}) {
    const double density = law.density((lower + upper) / 2 + (upper - lower) / 2 * t);
    if (!(std::abs(polynomial(coefficients, t) - density) * (upper - lower) <= accuracy)) return false;
  }
  return true;
}

}  // namespace

double TabulatedLaw::density(double x) const {
  if (x < lower() || x > upper()) return 0;
  const int i = panel_of(breaks_, x);
  return polynomial(density_[i], (2 * x - breaks_[i] - breaks_[i + 1]) / (breaks_[i + 1] - breaks_[i]));
}

std::optional<TabulatedLaw> tabulate(const solvers::Law& law, double accuracy, int parts, int most_panels) {
  if (!law.has_density()) return std::nullopt;
  const auto support = law.support();
  const double lower = std::isfinite(support.lower) ? support.lower : law.quantile(tail);
  const double upper = std::isfinite(support.upper) ? support.upper : law.quantile(1 - tail);
  TabulatedLaw table;
  table.kinks_ = merged_breaks(law.kinks(), lower, upper);
  table.median_ = law.quantile(0.5);
  table.lost_mean_ =
      std::abs(law.partial_mean_below(lower)) + std::abs(law.mean() - law.partial_mean_below(upper));
  if (std::isfinite(support.upper)) table.lost_mean_ = std::abs(law.partial_mean_below(lower));
  table.bulk_ = {law.quantile(0.001), law.quantile(0.999)};
  const double low = table.bulk_.lower, high = table.bulk_.upper, widest = (high - low) / parts * 1.01;
  std::vector<double> pending(table.kinks_.rbegin(), table.kinks_.rend());  // the next break is on top
  std::vector<PanelValues> values;
  double from = pending.back();
  pending.pop_back();
  table.breaks_.push_back(from);
  while (!pending.empty()) {
    const double to = pending.back();
    const PanelValues here = values_on(law, from, to);
    const PanelCoefficients coefficients = interpolate(here);
    if ((to - from <= widest || to <= low || from >= high) &&
        is_resolved(law, coefficients, from, to, accuracy)) {
      table.breaks_.push_back(to);
      table.density_.push_back(coefficients);
      values.push_back(here);
      from = to;
      pending.pop_back();
    } else {
      pending.push_back((from + to) / 2);
    }
    if (static_cast<int>(pending.size() + values.size()) > most_panels + 40) return std::nullopt;
  }
  if (static_cast<int>(values.size()) > most_panels) return std::nullopt;
  table.cumulative_ = PanelFunction::antiderivative_of(table.breaks_, values);
  return table;
}

}  // namespace models::limited_trust
