#include "models/limited_trust/leader_choice.hpp"

#include <algorithm>
#include <limits>

namespace models::limited_trust {
namespace {

double power(double x, int exponent) {
  double product = 1;
  for (int k = 0; k < exponent; ++k) product *= x;
  return product;
}

/// The points a in the coordinate of a panel.
PanelValues inside(const ReplyPanel& panel, const PanelValues& a) {
  PanelValues t;
  const double scale = 2 / (panel.to - panel.from), middle = (panel.to + panel.from) / 2;
  for (int k = 0; k < panel_points; ++k) t[k] = (a[k] - middle) * scale;
  return t;
}

}  // namespace

LeaderChoice::LeaderChoice(const ReplyLaw& replies, int rows, double c) : rows_(rows), c_(c) {
  replies.panels_at(c, panels_);
  cumulative_ = polynomial(panels_.back().cumulative, 1.0);
  mass_ = polynomial(panels_.back().mass, 1.0);
  moment_ = polynomial(panels_.back().moment, 1.0);
}

OutcomeIntegrals LeaderChoice::operator()(double trust) const {
  const double lower = panels_.front().from, upper = panels_.back().to;
  if (rows_ == 1) return totals(mass_, moment_);
  if (trust >= upper - lower) {  // every row is admissible
    const double others = rows_ * power(cumulative_, rows_ - 1);
    return totals(others * mass_, others * moment_);
  }
  double mass = 0, moment = 0;
  const int count = static_cast<int>(panels_.size());
  int here = 0, before = 0;  // panels of a and of a - trust; here == count: beyond the support
  while (here < count && panels_[here].to <= lower + trust) ++here;
  for (double from = lower + trust; before < count;) {
    const double end_before = panels_[before].to + trust;
    const double end_here = here < count ? panels_[here].to : std::numeric_limits<double>::infinity();
    const double to = std::min(end_before, end_here);
    if (to > from) add_pairs(here, before, trust, from, to, mass, moment);
    from = to;
    before += end_before <= to;
    here += end_here <= to;
  }
  const double pairs = static_cast<double>(rows_) * (rows_ - 1);
  return totals(rows_ * mass_ - pairs * mass, rows_ * moment_ - pairs * moment);
}

void LeaderChoice::add_pairs(int here, int before, double trust, double from, double to, double& mass,
                             double& moment) const {
  const double middle = (from + to) / 2, half = (to - from) / 2;
  PanelValues a, lower;
  for (int k = 0; k < panel_points; ++k) {
    a[k] = middle + half * panel_nodes()[k];
    lower[k] = a[k] - trust;
  }
  const ReplyPanel& earlier = panels_[before];
  lower = inside(earlier, lower);
  const PanelValues above = polynomial(earlier.above, lower);
  const PanelValues earlier_mass = polynomial(earlier.mass, lower),
                    earlier_moment = polynomial(earlier.moment, lower);
  PanelValues density{}, now_mass, now_moment, others;
  now_mass.fill(mass_);
  now_moment.fill(moment_);
  others.fill(cumulative_);
  if (here < static_cast<int>(panels_.size())) {
    const ReplyPanel& now = panels_[here];
    a = inside(now, a);
    density = polynomial(now.density, a);
    now_mass = polynomial(now.mass, a);
    now_moment = polynomial(now.moment, a);
    if (rows_ > 2) others = polynomial(now.cumulative, a);
  }
  PanelValues weight = panel_weights();
  if (rows_ > 2) {
    const PanelValues free = polynomial(earlier.above_cumulative, lower);
    for (int k = 0; k < panel_points; ++k) weight[k] *= power(others[k] + free[k], rows_ - 2);
  }
  double mass_sum = 0, moment_sum = 0;
  for (int k = 0; k < panel_points; ++k) {
    mass_sum += weight[k] * (now_mass[k] * above[k] + density[k] * earlier_mass[k]);
    moment_sum += weight[k] * (now_moment[k] * above[k] + density[k] * earlier_moment[k]);
  }
  mass += half * mass_sum;
  moment += half * moment_sum;
}

}  // namespace models::limited_trust
