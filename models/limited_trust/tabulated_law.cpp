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

/// Whether the polynomial through the nodes meets the density between them and next to the ends, so that
/// neither the probability of the panel nor its share of the mean is off by more than `accuracy` (of all; of
/// the width of the bulk).
bool is_resolved(const solvers::Law& law, const PanelCoefficients& coefficients, double lower, double upper,
                 double accuracy, const solvers::Interval& bulk) {
  for (const double t : {-0.999, -0.88, -0.66, -0.36, 0.0, 0.36, 0.66, 0.88, 0.999}) {
    const double x = (lower + upper) / 2 + (upper - lower) / 2 * t;
    const double beyond = std::max({bulk.lower - x, x - bulk.upper, 0.0});
    const double weight = (upper - lower) * (1 + beyond / bulk.width());
    if (!(std::abs(polynomial(coefficients, t) - law.density(x)) * weight <= accuracy)) return false;
  }
  return true;
}

/// Where the upper tail is cut: next to nothing of the probability and, unless the tail is very heavy, of the
/// mean lies beyond. Farther out, rounding of probabilities would cost as much of the mean as the cut does.
double upper_cut(const solvers::Law& law, const solvers::Interval& bulk) {
  const double lost = 1e-14 * (std::abs(law.mean()) + bulk.width());
  double cut = law.quantile(1 - tail), step = bulk.width();
  while (std::abs(law.mean() - law.partial_mean_below(cut)) > lost && cut < 1e6 * bulk.width()) {
    cut += step;
    step *= 2;
  }
  return cut;
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
  TabulatedLaw table;
  table.bulk_ = {law.quantile(0.001), law.quantile(0.999)};
  const double lower = std::isfinite(support.lower) ? support.lower : law.quantile(tail);
  const double upper = std::isfinite(support.upper) ? support.upper : upper_cut(law, table.bulk_);
  table.kinks_ = merged_breaks(law.kinks(), lower, upper);
  table.median_ = law.quantile(0.5);
  table.lost_mean_ =
      std::abs(law.partial_mean_below(lower)) + std::abs(law.mean() - law.partial_mean_below(upper));
  if (std::isfinite(support.upper)) table.lost_mean_ = std::abs(law.partial_mean_below(lower));
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
        is_resolved(law, coefficients, from, to, accuracy, table.bulk_)) {
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
