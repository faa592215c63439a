#include "models/favor/check.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/favor/equations.hpp"

namespace models::favor {
namespace {

/// Largest relative difference between derivatives in closed form and central differences of F, M and H.
double derivative_error(const FavorLaw& law) {
  double worst = 0;
  for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
    const double c = law.costs().quantile(share), step = 1e-5 * c;
    if (!(step > 0)) continue;
    const auto slope = [&](auto function) { return (function(c + step) - function(c - step)) / (2 * step); };
    const double f = law.density(c), scale = std::abs(f) + 1e-12 / law.costs().mean();
    worst = std::max({worst, std::abs(slope([&](double x) { return law.below(x); }) - f) / scale,
                      std::abs(slope([&](double x) { return law.partial_cost(x); }) - c * f) / (c * scale),
                      std::abs(slope([&](double x) { return law.partial_value(x); }) - law.value_density(c)) /
                          (law.mean_value() * scale + 1e-300)});
  }
  return worst;
}

void note_group(const Parameters& p, CheckReport& report) {
  if (p.count() == 0) {
    report.notes.push_back("no agents are described: `bound` and `simulate` alone");
    return;
  }
  report.notes.push_back(fmt::format("{} agents, annuity factors from {:.6g} to {:.6g} rounds", p.count(),
                                     p.annuities.minCoeff(), p.annuities.maxCoeff()));
  for (int i = 0; i < std::min(p.count(), 6); ++i)
    report.notes.push_back(fmt::format("{}: {} discounting is worth the discount factor {:.9g} (A = {:.6g})",
                                       p.names[static_cast<std::size_t>(i)],
                                       name(p.discounting[static_cast<std::size_t>(i)].form),
                                       equivalent_discount_factor(p.annuities(i)), p.annuities(i)));
}

}  // namespace

CheckReport check_model(const Parameters& p) {
  CheckReport report;
  const auto law = p.favors.law(0, p.count() > 1 ? 1 : 0);
  const bool smooth = law.costs().law().has_density();
  if (smooth) {
    const double error = derivative_error(law);
    report.items.push_back({"F, M and H have the derivatives f, c f and w f", error < 1e-5,
                            fmt::format("largest relative difference {:.2g} to central differences", error)});
  }
  const double mean = law.costs().mean(), all = law.partial_cost(1e300);
  report.items.push_back({"M(c) rises to E(C)", std::abs(all - mean) <= 1e-12 * mean,
                          fmt::format("E(C) = {:.9g}, M = {:.9g}", mean, all)});
  if (!(law.mean_value() > mean))
    report.notes.push_back(fmt::format(
        "favors are worth no more than they cost: E(W) = {:.9g}, E(C) = {:.9g}", law.mean_value(), mean));
  report.notes.push_back(law.has_falling_density() ? "f never rises: a pair has at most one positive solution"
                                                   : "f rises somewhere: limits vanish at a fold, not at 0");
  if (!smooth) report.notes.push_back("costs have atoms: strict and inclusive acceptance differ");
  note_group(p, report);
  return report;
}

}  // namespace models::favor
