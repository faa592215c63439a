#include "models/coopetition/check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/free_slopes.hpp"
#include "models/coopetition/named_profile.hpp"
#include "solvers/core/random.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;
using Dual1 = solvers::Dual<double, 1>;

constexpr int profiles_tried = 8;

struct Mismatch {
  double slope = 0, derivative = 0;
};

/// The largest differences at one profile, each over 1 + its size.
void compare(const StageGame<double>& game, const Vector& actions, Mismatch& worst) {
  const auto dual_game = constant_game<Dual1>(game);
  const auto apart = [](double a, double b) { return std::abs(a - b) / (1 + std::abs(b)); };
  for (int j = 0; j < game.count(); ++j) {
    auto seeded = lift<Dual1>(actions);
    seeded(j) = Dual1::variable(actions(j), 0);
    worst.slope =
        std::max(worst.slope, apart(utility(dual_game, j, seeded).tangent(0), own_slope(game, j, actions)));
    for (int i = 0; i < game.count(); ++i)
      worst.derivative = std::max(worst.derivative, apart(own_slope(dual_game, i, seeded).tangent(0),
                                                          own_slope_derivative(game, i, j, actions)));
  }
}

Mismatch largest_mismatch(const StageGame<double>& game) {
  Mismatch worst;
  for (std::uint64_t k = 0; k < profiles_tried; ++k) {
    solvers::RandomStream stream(1, k);
    Vector actions(game.count());
    for (int i = 0; i < game.count(); ++i) actions(i) = game.endowment(i) * stream.uniform(0.01, 1);
    compare(game, actions, worst);
  }
  return worst;
}

CheckItem domain_item(const StageGame<Ball>& game) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto n = game.count();
  VectorOf<Ball> anything(n);
  for (int i = 0; i < n; ++i) anything(i) = Ball(solvers::Interval{0, game.endowment(i).upper()});
  const Ball most_synergy = synergy(game.endowment);  // g is log of 0 at the lower ends: it lies in [0, g(e)]
  for (int i = 0; i < n; ++i) {
    Ball total(0);
    for (int j = 0; j < n; ++j) {
      const Ball weight = i == j ? Ball(1) : game.dependence(i, j);
      const Ball upper = game.endowment(j);
      const Ball worth = hull(Ball(0), value(game, upper));
      total += weight * (upper - anything(j) + worth +
                         game.share(j) * game.complementarity * hull(Ball(0), most_synergy));
    }
    total += reciprocity_slope(game, i, anything) * anything(i);
    low = std::min(low, total.lower());
    high = std::max(high, total.upper());
  }
  return {"payoffs are finite for all actions", std::isfinite(low) && std::isfinite(high),
          fmt::format("enclosed in [{:.6g}, {:.6g}] by balls", low, high)};
}

void note_theorems(const Parameters& p, CheckReport& report) {
  const Ball constant = contraction_constant(p);
  if (certainly_less(constant, Ball(1)))
    report.notes.push_back(
        fmt::format("best replies without reciprocity contract in log actions with constant at most "
                    "{:.6g}: the coopetitive equilibrium is unique",
                    constant.upper()));
  else
    report.notes.push_back("f'(0) <= 1: nobody acting is a coopetitive equilibrium, too");
  const double most = p.dependence.maxCoeff();
  if (const double loss = p.trust.law.erosion_rate * (1 + p.trust.law.amplification * most); loss > 1)
    report.notes.push_back(
        fmt::format("lambda- (1 + xi D) reaches {:.6g} > 1: the clip of trust to 0 acts", loss));
  if (p.concept_ == Concept::coopetitive || p.trust.gating == Gating::dependence) return;
  const Vector b = baseline(p);
  std::string below;
  for (int i = 0; i < p.count(); ++i)
    below += fmt::format("{}{} {:.6g}", i ? ", " : "", p.actors[static_cast<std::size_t>(i)].name, b(i));
  report.notes.push_back(
      fmt::format("Proposition 7.3 needs a_j > b_j at the equilibrium (baselines: {}); below them more trust "
                  "lowers actions",
                  below));
}

}  // namespace

CheckReport check_model(const Parameters& p) {
  const Vector b = baseline(p);
  const bool contingent = p.concept_ != Concept::coopetitive;
  const auto game = contingent ? lift_stage<double>(p, p.trust.initial, b) : lift_game<double>(p);
  const auto rigorous = contingent ? lift_stage<Ball>(p, p.trust.initial, b) : lift_game<Ball>(p);
  const auto worst = largest_mismatch(game);
  constexpr double rounding = 1e-12;
  CheckReport report;
  report.items.push_back({"own slopes in closed form agree with dual numbers", worst.slope <= rounding,
                          fmt::format("largest difference {:.2g} of 1 + |slope|", worst.slope)});
  report.items.push_back({"their derivatives agree with dual numbers", worst.derivative <= rounding,
                          fmt::format("largest difference {:.2g} of 1 + |derivative|", worst.derivative)});
  report.items.push_back(domain_item(rigorous));
  report.notes = p.notes;
  note_theorems(p, report);
  return report;
}

}  // namespace models::coopetition
