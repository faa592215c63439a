#include "models/limited_trust/reply_law.hpp"

#include <algorithm>
#include <cmath>

namespace models::limited_trust {
namespace {

double power(double x, int exponent) {
  double product = 1;
  for (int k = 0; k < exponent; ++k) product *= x;
  return product;
}

/// Breaks of a law and its kinks moved by trust d. Wide panels in the bulk of the law are cut into 2^level,
/// at most 8: sums of both payoffs have weak kinks across the panels. The law's own panels halve with the
/// level, too, so that the finest have 1/4, 1/16, 1/64, 1/128 of the bulk.
std::vector<double> breaks_with_trust(const TabulatedLaw& law, double trust, int level) {
  std::vector<double> breaks = law.breaks();
  for (const double kink : law.kinks()) {
    breaks.push_back(kink - trust);
    breaks.push_back(kink + trust);
  }
  breaks = merged_breaks(std::move(breaks), law.lower(), law.upper());
  constexpr int finest_cut = 3;
  const double wide = law.bulk().width() / (8 << std::max(0, level - finest_cut));
  std::vector<double> finer;
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
    const double from = breaks[i], to = breaks[i + 1];
    const bool is_cut = to - from > wide && to > law.bulk().lower && from < law.bulk().upper;
    const int parts = is_cut ? 1 << std::min(level, finest_cut) : 1;
    for (int k = 0; k < parts; ++k) finer.push_back(from + (to - from) * k / parts);
  }
  finer.push_back(breaks.back());
  return finer;
}

/// The bracket of h(a, b).
class Bracket {
 public:
  Bracket(const TabulatedLaw& leader, const TabulatedLaw& follower, int options, double trust)
      : leader_(leader), follower_(follower), options_(options), trust_(trust) {}

  double operator()(double a, double b) {
    if (trust_ == 0 || options_ == 1) return power(follower_.cumulative(b), options_ - 1);
    const double c = a + b;
    const double top = std::min({b + trust_, follower_.upper(), c - leader_.lower()});
    const PanelFunction beaten = below_sum(c, std::max(b - trust_, follower_.lower()), std::max(top, b));
    const auto loses = [&](double t) {
      return follower_.cumulative(t - trust_) + beaten(t) -
             beaten(std::max(t - trust_, beaten.breaks().front()));
    };
    double sum = power(loses(b), options_ - 1);
    if (top <= b) return sum;
    if (options_ == 2) return sum + beaten(top) - beaten(b);
    std::vector<double> breaks;
    for (const double y : beaten.breaks()) {
      breaks.push_back(y);
      breaks.push_back(y + trust_);
    }
    std::erase_if(breaks, [&](double t) { return t <= b || t >= top; });
    breaks = merged_breaks(std::move(breaks), b, top);
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
      const double middle = (breaks[i] + breaks[i + 1]) / 2, half = (breaks[i + 1] - breaks[i]) / 2;
      for (int k = 0; k < panel_points; ++k) {
        const double t = middle + half * panel_nodes()[k];
        sum += (options_ - 1) * half * panel_weights()[k] * follower_.density(t) * leader_.cumulative(c - t) *
               power(loses(t), options_ - 2);
      }
    }
    return sum;
  }

 private:
  /// y -> integral of f_b(t) F_a(c - t) over t from `from` to y.
  PanelFunction below_sum(double c, double from, double to) const {
    std::vector<double> breaks;
    for (const double t : follower_.breaks())
      if (t > from && t < to) breaks.push_back(t);
    for (const double x : leader_.breaks())
      if (c - x > from && c - x < to) breaks.push_back(c - x);
    breaks = merged_breaks(std::move(breaks), from, to);
    std::vector<PanelValues> values(breaks.size() - 1);
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i)
      for (int k = 0; k < panel_points; ++k) {
        const double t = (breaks[i] + breaks[i + 1]) / 2 + (breaks[i + 1] - breaks[i]) / 2 * panel_nodes()[k];
        values[i][k] = follower_.density(t) * leader_.cumulative(c - t);
      }
    return PanelFunction::antiderivative_of(std::move(breaks), values);
  }

  const TabulatedLaw &leader_, &follower_;
  int options_;
  double trust_;
};

}  // namespace

ReplyLaw::ReplyLaw(const TabulatedLaw& leader, const TabulatedLaw& follower, int options, double trust,
                   int level)
    : leader_breaks_(breaks_with_trust(leader, trust, level)),
      follower_breaks_(breaks_with_trust(follower, trust, level)) {
  Bracket bracket(leader, follower, options, trust);
  const std::size_t rows = leader_breaks_.size() - 1, columns = follower_breaks_.size() - 1;
  cells_.resize(rows * columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const double left = leader_breaks_[i], half_a = (leader_breaks_[i + 1] - left) / 2;
    PanelValues below{};  // of the integral over b, at the nodes of a
    for (std::size_t j = 0; j < columns; ++j) {
      const double bottom = follower_breaks_[j], half_b = (follower_breaks_[j + 1] - bottom) / 2;
      std::array<PanelCoefficients, panel_points> across;  // [node of a]: polynomial in b
      std::array<PanelIntegral, panel_points> sums;
      for (int s = 0; s < panel_points; ++s) {
        const double a = left + half_a * (1 + panel_nodes()[s]), density_a = leader.density(a);
        PanelValues values;
        for (int t = 0; t < panel_points; ++t) {
          const double b = bottom + half_b * (1 + panel_nodes()[t]);
          values[t] = options * density_a * follower.density(b) * bracket(a, b);
        }
        across[s] = interpolate(values);
        sums[s] = antiderivative(across[s], half_b, below[s]);
        below[s] = polynomial(sums[s], 1);
      }
      Cell& target = cells_[i * columns + j];
      PanelValues column;
      for (int t = 0; t < panel_points; ++t) {
        for (int s = 0; s < panel_points; ++s) column[s] = across[s][t];
        const PanelCoefficients along = interpolate(column);
        for (int s = 0; s < panel_points; ++s) target.density[s][t] = along[s];
      }
      for (int t = 0; t <= panel_points; ++t) {
        for (int s = 0; s < panel_points; ++s) column[s] = sums[s][t];
        const PanelCoefficients along = interpolate(column);
        for (int s = 0; s < panel_points; ++s) target.below[s][t] = along[s];
      }
    }
    marginal_.push_back(interpolate(below));
  }
}

void ReplyLaw::panels_at(double c, std::vector<ReplyPanel>& panels) const {
  panels.clear();
  std::vector<double> breaks = leader_breaks_;
  for (const double b : follower_breaks_) breaks.push_back(c - b);
  const double lower = leader_breaks_.front(), upper = leader_breaks_.back();
  breaks = merged_breaks(std::move(breaks), lower, upper);
  double cumulative = 0, above_cumulative = 0, mass = 0, moment = 0;
  for (std::size_t p = 0; p + 1 < breaks.size(); ++p) {
    const double middle = (breaks[p] + breaks[p + 1]) / 2, half = (breaks[p + 1] - breaks[p]) / 2;
    ReplyPanel panel;
    panel.from = breaks[p];
    panel.to = breaks[p + 1];
    const int i = panel_of(leader_breaks_, middle);
    const double left = leader_breaks_[i], right = leader_breaks_[i + 1];
    const bool all = c - middle > follower_breaks_.back(), none = c - middle < follower_breaks_.front();
    const int j = panel_of(follower_breaks_, c - middle);
    const double bottom = follower_breaks_[j], top = follower_breaks_[j + 1];
    const Cell& here = cell(i, j);
    PanelValues density{}, above, slice{}, weighted{};
    for (int k = 0; k < panel_points; ++k) {
      const double a = middle + half * panel_nodes()[k], s = (2 * a - left - right) / (right - left);
      const double marginal = polynomial(marginal_[i], s);
      if (all) density[k] = marginal;
      if (!all && !none) {
        const double t = (2 * (c - a) - bottom - top) / (top - bottom);
        PanelCoefficients below, at;
        for (int q = 0; q < panel_points; ++q) {
          below[q] = polynomial(here.below[q], t);
          at[q] = polynomial(here.density[q], t);
        }
        density[k] = polynomial(below, s);
        slice[k] = polynomial(at, s);
        weighted[k] = a * slice[k];
      }
      above[k] = marginal - density[k];
    }
    panel.density = interpolate(density);
    panel.cumulative = antiderivative(panel.density, half, cumulative);
    panel.above = interpolate(above);
    panel.above_cumulative = antiderivative(panel.above, half, above_cumulative);
    panel.mass = antiderivative(interpolate(slice), half, mass);
    panel.moment = antiderivative(interpolate(weighted), half, moment);
    cumulative = polynomial(panel.cumulative, 1);
    above_cumulative = polynomial(panel.above_cumulative, 1);
    mass = polynomial(panel.mass, 1);
    moment = polynomial(panel.moment, 1);
    panels.push_back(panel);
  }
}

}  // namespace models::limited_trust
