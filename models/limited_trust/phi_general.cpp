// Phi by quadrature in two and three dimensions.
#include "models/limited_trust/phi_general.hpp"

#include <algorithm>
#include <cmath>

#include "models/limited_trust/law_panels.hpp"
#include "solvers/core/vector.hpp"

namespace models::limited_trust {
namespace {

using solvers::Law;
using solvers::Matrix;
using solvers::Vector;

/// One quadrature of the integral with `count` nodes a panel.
class Sweep {
 public:
  Sweep(const Law& leader, const Law& follower, double lower, double gap, int n, OtherReplies others,
        int count)
      : leader_(leader),
        follower_(follower),
        x_(lower),
        y_(lower + gap),
        n_(n),
        others_(others),
        count_(count),
        a_(law_panels(leader, 1e-4)),
        b_(law_panels(follower, 1e-4)) {
    if (n > 20) {  // R^(n-2) leaves only what lies where the largest of n replies do
      add_seams_of_largest(leader, n, a_);
      add_seams_of_largest(follower, n, b_);
    }
    for (const double kink : a_.kinks) bends_ = bends_ || kink > a_.range.lower || lower < 0;
  }

  PhiPair<double> run() {
    auto seams = b_.seams;
    for (const double kink : b_.kinks) {
      seams.insert(seams.end(), {kink + x_, kink + y_});
      for (const double k1 : a_.kinks)
        for (const double k2 : a_.kinks) seams.push_back(kink + k1 - k2);
    }
    Nodes outer;
    spread(seams, std::max(b_.range.lower, b_.range.lower + x_), b_.range.upper, count_, outer);
    for (std::size_t i = 0; i < outer.at.size(); ++i) {
      const double density = outer.weight[i] * follower_.density(outer.at[i]);
      if (density > 0) add(outer.at[i], density);
    }
    const double labels = static_cast<double>(n_) * (n_ - 1);
    return {labels * sum_.value, labels * sum_.density};
  }

  /// Probability of what was cut: some b or a beyond its range; the greedy reply's a below it.
  double cut() const { return n_ * (b_.above + b_.below + a_.above) + a_.below; }

 private:
  void add(double b, double weight) {
    spread_u(b);
    auto seams = trust_seams(b);
    const double from = std::min(0.0, std::max(x_, b - b_.range.upper));
    const double to = std::min(y_, b - b_.range.lower);
    Nodes s;
    spread(seams, from, to, count_, s);
    const double below = follower_.cumulative(b);
    const double window = others_ == OtherReplies::printed ? below - follower_.cumulative(b - y_) : 0;
    const double at_x = x_ <= to ? follower_.density(b - x_) : 0;
    if (!bends_ && !(s.at == s_.at && u_.at == table_u_)) tabulate(s);
    const Vector f = densities(b, s);
    for (std::size_t j = 0; j < u_.at.size(); ++j) {
      const double u = u_.at[j];
      const auto [jump, loss] = bends_ ? inner(b, u, seams, from, to) : tabulated(static_cast<long>(j), f);
      const double rest = n_ == 2 ? 1 : std::pow(clipped(below - loss - window), n_ - 2);
      const double term = weight * u_.weight[j] * leader_.cumulative(u) * rest;
      sum_.value += term * jump;
      sum_.density += term * at_x * leader_.density(u + x_);
    }
  }

  double clipped(double r) const { return others_ == OtherReplies::printed ? r : std::max(r, 0.0); }

  void spread_u(double b) {
    auto seams = a_.seams;
    if (bends_)
      for (const double kink : a_.kinks) {
        seams.insert(seams.end(), {kink - x_, kink - y_});
        for (const double k : b_.kinks) seams.push_back(kink - (b - k));
        for (const double k : a_.kinks) seams.push_back(kink + k - a_.range.lower);
      }
    spread(seams, a_.range.lower, a_.range.upper - std::max(x_, 0.0), count_, u_);
  }

  /// Of s in [min(x, 0), y]: the ends of both integrals, the kinks of f_b(b - s), and steps of the law's
  /// scale.
  std::vector<double> trust_seams(double b) const {
    std::vector<double> seams{0, x_};
    for (const double kink : b_.kinks) seams.push_back(b - kink);
    for (const double point : b_.steep) seams.push_back(b - point);
    const double step = 0.75 * std::min(a_.scale, b_.scale);
    const double end = std::min(y_, b - b_.range.lower);
    for (int k = 1; k < 64 && x_ + k * step < end; ++k) seams.push_back(x_ + k * step);
    for (int k = 1; k < 64 && k * step < x_; ++k) seams.push_back(k * step);
    return seams;
  }

  Vector densities(double b, const Nodes& s) const {
    Vector f(static_cast<long>(s.at.size()));
    for (long k = 0; k < f.size(); ++k)
      f(k) = s.weight[static_cast<std::size_t>(k)] * follower_.density(b - s.at[static_cast<std::size_t>(k)]);
    return f;
  }

  void tabulate(const Nodes& s) {
    s_ = s;
    table_u_ = u_.at;
    const long rows = static_cast<long>(u_.at.size()), columns = static_cast<long>(s.at.size());
    survival_.resize(columns, rows);
    density_.resize(columns, rows);
    for (long j = 0; j < rows; ++j)
      for (long k = 0; k < columns; ++k) {
        const double loss = s.at[static_cast<std::size_t>(k)], a = u_.at[static_cast<std::size_t>(j)] + loss;
        survival_(k, j) = loss > 0 && n_ > 2 ? leader_.survival(a) : 0;
        density_(k, j) = loss > x_ ? leader_.density(a) : 0;
      }
  }

  struct Inner {
    double jump, loss;
  };
  Inner tabulated(long row, const Vector& f) const {
    return {density_.col(row).dot(f), survival_.col(row).dot(f)};
  }
  /// Where the leader's density bends inside: nodes of its own for each (b, u).
  Inner inner(double b, double u, const std::vector<double>& shared, double from, double to) {
    auto seams = shared;
    for (const double kink : a_.kinks) seams.push_back(kink - u);
    for (const double point : a_.steep) seams.push_back(point - u);
    spread(seams, from, to, count_, own_);
    Inner sums{0, 0};
    for (std::size_t k = 0; k < own_.at.size(); ++k) {
      const double s = own_.at[k], f = own_.weight[k] * follower_.density(b - s);
      if (s > x_) sums.jump += f * leader_.density(u + s);
      if (s > 0 && n_ > 2) sums.loss += f * leader_.survival(u + s);
    }
    return sums;
  }

  const Law& leader_;
  const Law& follower_;
  double x_, y_;
  int n_;
  OtherReplies others_;
  int count_;
  LawPanels a_, b_;
  bool bends_ = false;  // f_a has a kink that u + s can cross
  Nodes u_, s_, own_;
  std::vector<double> table_u_;
  Matrix survival_, density_;
  PhiPair<double> sum_;
};

/// Integral of f(t) h(t + s) over t, split where either bends.
template <typename F, typename H>
double correlated(const LawPanels& law, double s, int count, const F& f, const H& h) {
  auto seams = law.seams;
  for (const double seam : law.seams) seams.push_back(seam - s);
  Nodes nodes;
  spread(seams, law.range.lower, law.range.upper - s, count, nodes);
  double sum = 0;
  for (std::size_t k = 0; k < nodes.at.size(); ++k)
    sum += nodes.weight[k] * f(nodes.at[k]) * h(nodes.at[k] + s);
  return sum;
}

PhiPair<double> two_replies(const Law& leader, const Law& follower, double x, double gap, int count) {
  const auto a = law_panels(leader, 1e-13), b = law_panels(follower, 1e-13);
  const auto both = [&](double s) {
    const double g = correlated(
        b, s, count, [&](double t) { return follower.density(t); },
        [&](double t) { return follower.density(t); });
    const double more = correlated(
        a, s, count, [&](double t) { return leader.density(t); },
        [&](double t) { return leader.survival(t); });
    return 2 * g * more;
  };
  const double y = std::min(x + gap, b.range.width());
  std::vector<double> seams;
  for (const auto* law : {&a, &b})
    for (const double k1 : law->kinks)
      for (const double k2 : law->kinks) seams.push_back(k1 - k2);
  const double step = std::min(a.scale, b.scale) / 2;
  for (double at = x + step; at < y && seams.size() < 2000; at += std::max(step, (at - x) / 4))
    seams.push_back(at);
  Nodes s;
  spread(seams, x, y, count, s);
  PhiPair<double> sum{0, x < y ? both(x) : 0};
  for (std::size_t k = 0; k < s.at.size(); ++k) sum.value += s.weight[k] * both(s.at[k]);
  return sum;
}

/// At an unbounded density the error falls as slowly as nodes^-0.6: the difference is a fifth of it. Where
/// two rules share few digits neither has begun to converge: then ten times the difference too.
CheckedPhi checked(const PhiPair<double>& fine, const PhiPair<double>& coarse, double cut, int n,
                   bool steep) {
  const double rounding = (400 + 8.0 * n) * 2.3e-16;  // sums of up to a million terms
  const auto error = [&](double f, double c) {
    const double safety = steep || std::abs(f - c) > 1e-3 * std::abs(f) ? 10 : 2;
    return safety * std::abs(f - c) + rounding * std::abs(f) + cut;
  };
  return {fine, {error(fine.value, coarse.value), error(fine.density, coarse.density)}};
}

/// Phi over a range whose upper end is no double: evaluated over one with exact ends, a little wider where
/// the range is narrow, and scaled. What the chance per unit of trust changes within it counts as error.
template <typename Evaluate>
CheckedPhi scaled_to_gap(double lower, double gap, const Evaluate& evaluate) {
  const double least = 1e-9 * std::abs(lower);
  const double width = (lower + std::max(gap, least)) - lower;
  if (!(gap < std::abs(lower)) || width == gap) return evaluate(gap);
  auto found = evaluate(width);
  const double slope = std::abs(found.phi.value / width - found.phi.density);
  found.error.value *= gap / width;
  found.error.value += 2 * gap * slope * std::abs(width - gap) / std::max(width, gap);
  found.phi.value *= gap / width;
  return found;
}

}  // namespace

CheckedPhi general_phi(const Law& leader, const Law& follower, double lower, double gap, int n,
                       OtherReplies others, int fineness) {
  // Unbounded densities need so many panels that each must make do with fewer nodes.
  const bool steep = !law_panels(leader, 1e-4).steep.empty() || !law_panels(follower, 1e-4).steep.empty();
  return scaled_to_gap(lower, gap, [&](double width) {
    Sweep fine(leader, follower, lower, width, n, others, fineness * (steep ? 7 : 14));
    Sweep coarse(leader, follower, lower, width, n, others, fineness * (steep ? 5 : 10));
    const auto at = fine.run();
    return checked(at, coarse.run(), fine.cut(), n, steep);
  });
}

CheckedPhi two_replies_phi(const Law& leader, const Law& follower, double lower, double gap, int fineness) {
  const auto a = law_panels(leader, 1e-13), b = law_panels(follower, 1e-13);
  const double cut = 2 * (a.above + a.below + b.above + b.below);
  return scaled_to_gap(lower, gap, [&](double width) {
    return checked(two_replies(leader, follower, lower, width, 16 * fineness),
                   two_replies(leader, follower, lower, width, 12 * fineness), cut, 2,
                   !a.steep.empty() || !b.steep.empty());
  });
}

}  // namespace models::limited_trust
