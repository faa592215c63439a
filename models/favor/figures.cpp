#include "models/favor/figures.hpp"

#include <algorithm>
#include <cmath>

#include "models/favor/pair_limits.hpp"

namespace models::favor {
namespace {

constexpr int reply_points = 201, branch_points = 2001;
constexpr double least_share = 1e-5;  // of the top: branches are followed from there on

std::vector<double> spread(double top, int points) {
  std::vector<double> values;
  for (int k = 0; k < points; ++k) values.push_back(top * k / (points - 1));
  return values;
}

Figure reply_map(const Parameters& p, const Pair& pair) {
  Figure figure{.kind = FigureKind::best_responses,
                .id = "limits-of-the-pair",
                .title = "Limits that answer limits",
                .caption =
                    "The largest cost that each agent bears while the other keeps its limit (T1 and T2); "
                    "solutions are where the curves meet, (0, 0) always among them."};
  figure.x = {.title = "limit of " + p.names[0], .player = p.names[0], .choice = p.names[1]};
  figure.y = {.title = "limit of " + p.names[1], .player = p.names[1], .choice = p.names[0]};
  const double top_1 = 1.15 * best_limit_1(pair, INFINITY), top_2 = 1.15 * best_limit_2(pair, INFINITY);
  Curve first{.name = "T1: limit of " + p.names[0]}, second{.name = "T2: limit of " + p.names[1]};
  for (const double c : spread(top_2, reply_points)) {
    first.x.push_back(best_limit_1(pair, c));
    first.y.push_back(c);
  }
  for (const double c : spread(top_1, reply_points)) {
    second.x.push_back(c);
    second.y.push_back(best_limit_2(pair, c));
  }
  figure.curves = {std::move(first), std::move(second)};
  return figure;
}

bool is_symmetric(const Pair& pair) {
  return pair.annuity_1 == pair.annuity_2 && pair.rate_12 == pair.rate_21 &&
         &pair.from_1.costs() == &pair.from_2.costs() && pair.from_1.mean_value() == pair.from_2.mean_value();
}

/// The annuity factor of agent 1 with which the limit c answers the other's limit, from indifference, c =
/// A (r21 H(c21) - r12 M(c)); infinite where none does. Alike agents have c21 = c and share the factor.
double annuity_at(const Pair& pair, double c, bool alike) {
  const double c21 = alike ? c : best_limit_2(pair, c);
  const double gain =
      pair.rate_21 * pair.from_2.partial_value(c21) - pair.rate_12 * pair.from_1.costs().partial_mean(c);
  return gain > 0 ? c / gain : INFINITY;
}

/// One branch of solutions: as c rises, the discount factor rises (stable) or falls (unstable).
struct Branches {
  Curve stable, unstable, folds;
};

/// Extends a curve; a gap parts pieces that do not touch.
void extend(Curve& curve, double x0, double y0, double x1, double y1) {
  if (curve.x.empty() || curve.x.back() != x0 || curve.y.back() != y0) {
    if (!curve.x.empty()) curve.x.push_back(NAN), curve.y.push_back(NAN);
    curve.x.push_back(x0), curve.y.push_back(y0);
  }
  curve.x.push_back(x1), curve.y.push_back(y1);
}

/// Limits from near 0 to the top, by ratios: branches bend where limits are small.
std::vector<double> spread_by_ratios(double top, int points) {
  std::vector<double> values;
  for (int k = 0; k < points; ++k)
    values.push_back(top * std::pow(least_share, 1 - static_cast<double>(k) / (points - 1)));
  return values;
}

Branches follow(const Pair& pair, bool alike, double top, double most_patient) {
  Branches result{{.name = "limit, stable"},
                  {.name = "limit, unstable", .stroke = Stroke::dashed},
                  {.name = "fold", .stroke = Stroke::none, .symbol = Symbol::diamond, .accent = Accent::bad}};
  double last_c = NAN, last_gamma = NAN, last_rise = 0;
  for (const double c : spread_by_ratios(top, branch_points)) {
    const double annuity = annuity_at(pair, c, alike), gamma = annuity / (1 + annuity);
    if (!std::isfinite(annuity) || gamma > most_patient) {
      last_c = NAN;
      continue;
    }
    if (std::isfinite(last_c)) {
      const double rise = gamma - last_gamma;
      extend(rise >= 0 ? result.stable : result.unstable, last_gamma, last_c, gamma, c);
      if (rise * last_rise < 0) result.folds.x.push_back(last_gamma), result.folds.y.push_back(last_c);
      last_rise = rise;
    } else {
      last_rise = 0;
    }
    last_c = c, last_gamma = gamma;
  }
  return result;
}

Figure branches_figure(const Parameters& p, const Pair& pair) {
  const bool alike = is_symmetric(pair);
  Figure figure{
      .kind = FigureKind::lines,
      .id = "limits-over-discount-factor",
      .title = "Limits over the discount factor",
      .caption = alike ? "Every positive limit of the pair, both agents sharing the discount factor; a fold "
                         "is where cooperation begins or ends at a jump. No favors at all solve always."
                       : "Every positive limit of " + p.names[0] + " over its own discount factor, that of " +
                             p.names[1] + " held; folds are where branches meet."};
  figure.x.title = alike ? "discount factor of both" : "discount factor of " + p.names[0];
  figure.y.title = alike ? "limit" : "limit of " + p.names[0];
  const double gamma = pair.annuity_1 / (1 + pair.annuity_1);
  const double most_patient = gamma + 0.35 * (1 - gamma);  // limits grow without end towards 1
  auto patient = pair;
  patient.annuity_1 = most_patient / (1 - most_patient);
  if (alike) patient.annuity_2 = patient.annuity_1;
  auto [stable, unstable, folds] = follow(pair, alike, best_limit_1(patient, INFINITY), most_patient);
  for (auto* curve : {&stable, &unstable, &folds})
    if (!curve->x.empty()) figure.curves.push_back(std::move(*curve));
  const auto here = greatest_limits(pair);
  figure.curves.push_back({.name = "greatest limit as described",
                           .x = {gamma},
                           .y = {here.c12},
                           .stroke = Stroke::none,
                           .symbol = Symbol::dot,
                           .accent = Accent::good});
  return figure;
}

}  // namespace

std::vector<Figure> figures(const Parameters& p) {
  if (p.concept_ != Concept::pair_limits || p.annuities.size() != 2 || p.rates.rows() != 2) return {};
  const auto pair = pair_of(p.favors, p.annuities, p.rates, 0, 1);
  if (!(pair.rate_12 > 0) || !(pair.rate_21 > 0)) return {};
  return {reply_map(p, pair), branches_figure(p, pair)};
}

}  // namespace models::favor
