#include "models/declared/kinks.hpp"

#include <algorithm>
#include <cmath>

#include "models/declared/aggregate.hpp"
#include "models/declared/completeness.hpp"
#include "models/declared/equations.hpp"
#include "models/expressions/smoothing.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/games/complementarity_search.hpp"

namespace models::declared {
namespace {

using solvers::Matrix;

constexpr int most_entries = 60;
constexpr int most_operations = 20'000;  // of all formulas
constexpr int default_starts = 12;
constexpr double widest = 0.1, narrowest = 1e-10, shrink = 0.1;
constexpr double at_a_kink = 1e-5;  // of the size of both sides

template <typename Change>
void for_each_formula(Parameters& p, Change change) {
  for (auto& player : p.players) {
    if (player.payoff) change(player.payoff);
    for (auto& g : player.constraints) change(g.function);
  }
  for (auto& g : p.shared) change(g.function);
}

bool is_small(Parameters p) {
  long operations = 0;
  for_each_formula(p, [&](const FormulaPtr& f) { operations += f->program().instructions(); });
  return p.dimension() <= most_entries && operations <= most_operations;
}

/// The same game with kinks rounded off.
Parameters rounded(Parameters p, double width) {
  for_each_formula(p, [&](FormulaPtr& formula) {
    if (!formula->has_kinks()) return;
    int node = -1;
    {
      const std::lock_guard lock(p.store->mutex);
      node = expressions::smoothed(p.store->graph, formula->output(), width);
    }
    formula = std::make_shared<const Formula>(p.store, node);
  });
  return p;
}

/// a - b of every kink, as functions.
std::vector<FormulaPtr> differences(Parameters p) {
  std::vector<int> nodes;
  for_each_formula(p, [&](const FormulaPtr& formula) {
    const std::lock_guard lock(p.store->mutex);
    auto& graph = p.store->graph;
    for (const auto& [a, b] : expressions::kinks_of(graph, formula->output()))
      nodes.push_back(b < 0 ? a : graph.subtract(a, b));
  });
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  std::vector<FormulaPtr> all;
  for (const int node : nodes) all.push_back(std::make_shared<const Formula>(p.store, node));
  return all;
}

/// x moved onto the kinks that it is near.
Vector on_kinks(const Parameters& p, const std::vector<FormulaPtr>& kinks, Vector x) {
  solvers::Derivatives<double> d;
  for (int round = 0; round < 8; ++round) {
    std::vector<double> values;
    std::vector<Vector> slopes;
    double largest = 0;
    for (const auto& kink : kinks) {
      kink->differentiate(x, {p.dimension(), 0, 0}, d);
      const double slope = d.gradient.size() > 0 ? d.gradient.cwiseAbs().maxCoeff() : 0;
      const bool near = std::abs(d.value) <= at_a_kink * slope * std::max(1.0, x.cwiseAbs().maxCoeff());
      if (!near || !d.gradient.allFinite() || slope == 0) continue;
      values.push_back(-d.value);
      slopes.push_back(d.gradient);
      largest = std::max(largest, std::abs(d.value));
    }
    if (values.empty() || largest == 0) break;
    Matrix J(values.size(), x.size());
    for (std::size_t k = 0; k < slopes.size(); ++k)
      J.row(static_cast<Eigen::Index>(k)) = slopes[k].transpose();
    const Vector target = Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
    const Vector step = solvers::least_squares(J, target);
    if (!step.allFinite()) break;
    x = (x + step).cwiseMax(p.lower).cwiseMin(p.upper);
  }
  return x;
}

}  // namespace

bool has_kinks(const Parameters& p) {
  const auto kinked = [](const auto& formula) { return formula && formula->has_kinks(); };
  const auto any = [&](const std::vector<Constraint>& list) {
    return std::any_of(list.begin(), list.end(), [&](const Constraint& g) { return kinked(g.function); });
  };
  // of a game of a sum the short forms are looked at, which few formulas share
  const auto payoff_kinked = [&](const Player& i) { return kinked(i.payoff); };
  return any(p.shared) || std::any_of(p.map.begin(), p.map.end(), kinked) ||
         (p.aggregate ? std::any_of(p.aggregate->payoffs.begin(), p.aggregate->payoffs.end(), kinked)
                      : std::any_of(p.players.begin(), p.players.end(), payoff_kinked)) ||
         std::any_of(p.players.begin(), p.players.end(), [&](const Player& i) { return any(i.constraints); });
}

bool is_at_kink(const Parameters& p, const Vector& x) {
  constexpr double rounding = 1e-12;
  if (!has_kinks(p)) return false;
  solvers::Derivatives<double> d;
  for (const auto& kink : differences(p)) {
    kink->differentiate(x, {p.dimension(), 0, 0}, d);
    const double slope = d.gradient.size() > 0 ? d.gradient.cwiseAbs().maxCoeff() : 0;
    if (std::abs(d.value) <= rounding * slope * std::max(1.0, x.cwiseAbs().maxCoeff())) return true;
  }
  return false;
}

std::vector<Vector> find_at_kinks(const Parameters& p, const RunOptions& options) {
  if (p.is_map() || !has_kinks(p) || !is_small(p)) return {};
  solvers::ComplementaritySearchOptions wishes;
  wishes.starts = options.starts > 0 ? options.starts : default_starts;
  wishes.deflated_starts = 2;
  wishes.seed = options.seed;
  wishes.newton.tolerance = std::max(options.residual_tolerance, 1e-11);
  wishes.newton.stop = options.stop;
  std::vector<Vector> at;  // unknowns with multipliers
  for (const auto& one :
       find_complementarity_solutions(first_order_conditions(rounded(p, widest)), wishes).found)
    at.push_back(one.best.solution);
  for (double width = widest * shrink; width >= narrowest * 0.9 && !at.empty(); width *= shrink) {
    const auto conditions = first_order_conditions(rounded(p, width));
    for (auto& w : at) {
      const auto next = solvers::fischer_burmeister_newton(conditions, w, wishes.newton);
      if (next.solution.size() == w.size() && next.solution.allFinite()) w = next.solution;
    }
  }
  const auto kinks = differences(p);
  std::vector<Vector> profiles;
  for (const auto& w : at) {
    const Vector x = on_kinks(p, kinks, w.head(p.dimension()));
    if (!is_known(x, profiles)) profiles.push_back(x);
  }
  return profiles;
}

}  // namespace models::declared
