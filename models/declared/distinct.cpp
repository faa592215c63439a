#include "models/declared/distinct.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/declared/profile.hpp"
#include "solvers/certificates/ball_system.hpp"
#include "solvers/certificates/kkt_proof.hpp"
#include "solvers/games/fischer_burmeister_newton.hpp"

namespace models::declared {
namespace {

using solvers::Interval;
using solvers::IntervalBox;
using solvers::KktConditions;

constexpr double near = 1e-3;       // of the size of the profile
constexpr double far = 0x1p1000;    // an infinite bound
constexpr int most_boxes = 20'000;  // for constraints that nobody can meet
constexpr double degenerate_multiplier = 1e5;
constexpr std::size_t most_read = 8;
constexpr int steps_out = 6;  // doublings, for a payoff that never falls

Vector with_multipliers(const KktConditions& conditions, const Vector& x) {
  const Vector multipliers = solvers::recover_multipliers(conditions, x);
  Vector w(x.size() + multipliers.size());
  w << x, multipliers;
  return w;
}

double residual_at(const KktConditions& conditions, const Vector& x) {
  return conditions.natural_residual(with_multipliers(conditions, x));
}

double distance(const Vector& x, const Vector& y) {
  return (x - y).cwiseAbs().maxCoeff() / std::max(1.0, x.cwiseAbs().maxCoeff());
}

/// Boxes that do not meet each hold exactly one of them.
bool proved_apart(const KktConditions& conditions, const Vector& x, const Vector& y) {
  const auto at_x = solvers::prove_kkt(conditions, with_multipliers(conditions, x));
  if (at_x.verdict != solvers::Verdict::proved) return false;
  const auto at_y = solvers::prove_kkt(conditions, with_multipliers(conditions, y));
  if (at_y.verdict != solvers::Verdict::proved) return false;
  for (std::size_t k = 0; k < at_x.box.size(); ++k)
    if (at_x.box[k].upper < at_y.box[k].lower || at_y.box[k].upper < at_x.box[k].lower) return true;
  return false;
}

/// Newton steps from x until rounding ends them; x where they lead to nothing better.
Vector polished_further(const KktConditions& conditions, const Vector& x, const solvers::Stop& stop) {
  const Vector w = with_multipliers(conditions, x);
  const auto next = solvers::fischer_burmeister_newton(
      conditions, w, {.tolerance = 1e-17, .max_iterations = 60, .stop = stop});
  const bool better = next.solution.size() == w.size() && next.solution.allFinite() &&
                      next.residual <= conditions.natural_residual(w) &&
                      distance(x, next.solution.head(x.size())) <= near;
  return better ? Vector(next.solution.head(x.size())) : x;
}

/// The choice without a bound beyond which the payoff of its player never falls; -1: none.
int runaway(const Parameters& p, const Vector& x) {
  for (const auto& player : p.players)
    for (int k = player.first; player.payoff && k < player.first + player.count; ++k)
      for (const double sign : {1.0, -1.0}) {
        if (std::isfinite(sign > 0 ? p.upper(k) : p.lower(k)) || std::abs(x(k)) < 1) continue;
        solvers::Derivatives<double> d;
        Vector y = x;
        double before = player.payoff->value(x);
        bool rises = true;
        for (int step = 0; step < steps_out && rises; ++step, y(k) += sign * std::max(1.0, std::abs(y(k)))) {
          player.payoff->differentiate(y, {p.dimension(), 0, 0}, d);
          const bool slopes = step > 0 ? sign * d.gradient(k) >= 0 : sign * d.gradient(k) > 0;
          rises = std::isfinite(d.value) && slopes && d.value >= before;
          before = d.value;
        }
        if (rises) return k;
      }
  return -1;
}

std::vector<const Constraint*> constraints_of(const Parameters& p) {
  std::vector<const Constraint*> all;
  for (const auto& g : p.shared) all.push_back(&g);
  for (const auto& player : p.players)
    for (const auto& g : player.constraints) all.push_back(&g);
  return all;
}

bool surely_violated(const Constraint& g, const solvers::BallVector& x) {
  const auto value = g.function->value(x);
  return certainly_positive(value) || (g.equality && certainly_negative(value));
}

/// The middle, or for sides over many magnitudes that of the exponents.
double cut_of(const Interval& side) {
  const double largest = std::max(std::abs(side.lower), std::abs(side.upper));
  if (largest < 16) return side.lower + (side.upper - side.lower) / 2;
  if (side.lower < 0 && side.upper > 0) return 0;
  const double smallest = std::max(1.0, std::min(std::abs(side.lower), std::abs(side.upper)));
  if (largest < 16 * smallest) return side.lower + (side.upper - side.lower) / 2;
  const double middle = std::exp2(std::round((std::log2(smallest) + std::log2(largest)) / 2));
  return side.upper > 0 ? middle : -middle;
}

}  // namespace

void merge_indistinct(const Parameters& p, const KktConditions& conditions, const RunOptions& options,
                      std::vector<Vector>& profiles, std::vector<std::string>& notes) {
  const auto held = [&](const Vector& x) { return residual_at(conditions, x); };
  std::vector<Vector> kept;
  std::vector<int> merged;
  std::vector<double> residuals;
  for (const auto& x : profiles) {
    const double own = held(x);
    std::size_t k = 0;
    for (; k < kept.size(); ++k) {
      if (!(distance(x, kept[k]) <= near)) continue;
      const double limit = 10 * std::max({own, residuals[k], options.residual_tolerance});
      if (held((x + kept[k]) / 2) <= limit && !proved_apart(conditions, x, kept[k])) break;
    }
    if (k == kept.size()) {
      kept.push_back(x), merged.push_back(1), residuals.push_back(own);
      continue;
    }
    ++merged[k];
    if (own < residuals[k]) kept[k] = x, residuals[k] = own;
  }
  if (kept.size() == profiles.size()) return;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (merged[k] == 1) continue;
    kept[k] = polished_further(conditions, kept[k], options.stop);
    const Vector multipliers = solvers::recover_multipliers(conditions, kept[k]);
    const bool degenerate =
        multipliers.size() > 0 && multipliers.cwiseAbs().maxCoeff() > degenerate_multiplier;
    notes.push_back(fmt::format(
        "{} answers of the search near {} = {:.6g} are listed as one: the first-order conditions "
        "hold between them as well "
        "as at them, as at a multiple root or on a continuum{}",
        merged[k], entry_name(p, 0), kept[k](0),
        degenerate
            ? "; a constraint is degenerate there: its slope vanishes and its multiplier grows without bound"
            : ""));
  }
  profiles = std::move(kept);
}

void merge_unattained(const Parameters& p, std::vector<Vector>& profiles, std::vector<std::string>& notes) {
  std::vector<Vector> kept, run;
  std::vector<int> choices;
  for (const auto& x : profiles) {
    const int k = runaway(p, x);
    if (k < 0) {
      kept.push_back(x);
      continue;
    }
    const auto same = std::find(choices.begin(), choices.end(), k);
    if (same == choices.end()) {
      choices.push_back(k), run.push_back(x);
    } else if (auto& first = run[static_cast<std::size_t>(same - choices.begin())];
               std::abs(x(k)) > std::abs(first(k))) {
      first = x;
    }
  }
  for (std::size_t r = 0; r < run.size(); ++r)
    notes.push_back(
        fmt::format("the payoff never falls beyond {} = {:.6g}, which has no bound there: its supremum is "
                    "not attained, and the "
                    "profile is an equilibrium up to epsilon only",
                    entry_name(p, choices[r]), run[r](choices[r])));
  kept.insert(kept.end(), run.begin(), run.end());
  profiles = std::move(kept);
}

bool is_feasible(const Parameters& p, const Vector& x) {
  const double slack = 1e-8 * std::max(1.0, x.cwiseAbs().maxCoeff());
  const auto all = constraints_of(p);
  return std::all_of(all.begin(), all.end(), [&](const Constraint* g) {
    const double value = g->function->value(x);
    return g->equality ? std::abs(value) <= slack : value <= slack;
  });
}

bool is_surely_infeasible(const Parameters& p, const solvers::Stop& stop) {
  const auto constraints = constraints_of(p);
  std::vector<std::size_t> read;  // entries that constraints read
  for (int k = 0; k < p.dimension(); ++k)
    if (std::any_of(constraints.begin(), constraints.end(),
                    [&](const Constraint* g) { return g->function->depends_on(k); }))
      read.push_back(static_cast<std::size_t>(k));
  if (read.empty() || read.size() > most_read) return false;
  IntervalBox whole;
  for (int k = 0; k < p.dimension(); ++k)
    whole.push_back({std::max(p.lower(k), -far), std::min(p.upper(k), far)});
  std::vector<IntervalBox> waiting = {whole};
  for (int boxes = 0; !waiting.empty(); ++boxes) {
    if (boxes == most_boxes || stop.requested()) return false;
    const auto box = std::move(waiting.back());
    waiting.pop_back();
    const auto balls = solvers::to_balls(box);
    if (std::any_of(constraints.begin(), constraints.end(),
                    [&](const Constraint* g) { return surely_violated(*g, balls); }))
      continue;
    std::size_t widest = read.front();
    for (const std::size_t k : read)
      if (box[k].width() > box[widest].width()) widest = k;
    const double cut = cut_of(box[widest]);
    if (!(cut > box[widest].lower && cut < box[widest].upper)) return false;
    auto left = box, right = box;
    left[widest].upper = right[widest].lower = cut;
    waiting.push_back(std::move(left));
    waiting.push_back(std::move(right));
  }
  return true;
}

}  // namespace models::declared
