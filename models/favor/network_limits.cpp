// models/favor/network_limits.cpp
// Greatest limits of a network and its components.
#include "models/favor/network_limits.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <Eigen/Eigenvalues>
#include <fmt/format.h>

#include "models/favor/profile.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr long default_iterations = 200'000;
constexpr double vanished = 1e-11;  // of the mean cost: limits below it are taken for 0

double granting_rate(const Parameters& p, int a) { return p.rates.row(a).sum(); }

double value_to(const Parameters& p, const Vector& limits, int a) {
  double sum = 0;
  for (int b = 0; b < p.count(); ++b)
    if (p.rates(b, a) > 0) sum += p.rates(b, a) * p.favors.law(b, a).partial_value(limits(b));
  return sum;
}

bool has_densities(const Parameters& p) {
  for (int a = 0; a < p.count(); ++a)
    if (!p.favors.costs(a).law().has_density()) return false;
  return true;
}

/// One Newton step on the positive limits; empty where the system is singular.
Vector newton_step(const Parameters& p, const Vector& limits) {
  const int n = p.count();
  Matrix system = Matrix::Identity(n, n);
  Vector excess = Vector::Zero(n);
  for (int a = 0; a < n; ++a) {
    if (!(limits(a) > 0)) continue;
    const auto& costs = p.favors.costs(a);
    const double weight = p.annuities(a) * granting_rate(p, a);
    excess(a) = limits(a) + weight * costs.partial_mean(limits(a)) - p.annuities(a) * value_to(p, limits, a);
    system(a, a) = 1 + weight * limits(a) * costs.density(limits(a));
    for (int b = 0; b < n; ++b)
      if (b != a && limits(b) > 0 && p.rates(b, a) > 0)
        system(a, b) = -p.annuities(a) * p.rates(b, a) * p.favors.law(b, a).value_density(limits(b));
  }
  const Eigen::PartialPivLU<Matrix> factors(system);
  const Vector step = factors.solve(excess);
  return step.allFinite() ? step : Vector();
}

/// Newton's method from where iteration has come close; keeps `limits` where it does not settle nearby.
bool finish(const Parameters& p, Vector& limits) {
  Vector x = limits;
  for (int k = 0; k < 30; ++k) {
    const Vector step = newton_step(p, x);
    if (step.size() == 0) return false;
    x -= step;
    if ((x.array() < 0).any() || (x.array() > limits.array() * (1 + 1e-9) + 1e-300).any()) return false;
    if ((step.cwiseAbs().array() <= 1e-14 * x.array() + 1e-300).all()) {
      limits = x;
      return true;
    }
  }
  return false;
}

/// Strongly connected groups of agents who do favors for one another. Source: Tarjan (1972), SIAM J. Comput.
/// 1(2).
std::vector<std::vector<int>> strong_components(const Matrix& rates) {
  const int n = static_cast<int>(rates.rows());
  std::vector<int> index(static_cast<std::size_t>(n), -1), low(index), stack;
  std::vector<bool> on_stack(static_cast<std::size_t>(n), false);
  std::vector<std::vector<int>> components;
  int next = 0;
  const std::function<void(int)> visit = [&](int v) {
    const auto at = static_cast<std::size_t>(v);
    index[at] = low[at] = next++;
    stack.push_back(v);
    on_stack[at] = true;
    for (int w = 0; w < n; ++w) {
      if (!(rates(v, w) > 0)) continue;
      const auto to = static_cast<std::size_t>(w);
      if (index[to] < 0) {
        visit(w);
        low[at] = std::min(low[at], low[to]);
      } else if (on_stack[to]) {
        low[at] = std::min(low[at], index[to]);
      }
    }
    if (low[at] != index[at]) return;
    auto& component = components.emplace_back();
    for (int w = -1; w != v;) {
      w = stack.back();
      stack.pop_back();
      on_stack[static_cast<std::size_t>(w)] = false;
      component.push_back(w);
    }
    std::sort(component.begin(), component.end());
  };
  for (int v = 0; v < n; ++v)
    if (index[static_cast<std::size_t>(v)] < 0) visit(v);
  std::sort(components.begin(), components.end());
  return components;
}

}  // namespace

double best_network_limit(const Parameters& p, const Vector& limits, int a) {
  return inverse_granting_cost(p.favors.costs(a), p.annuities(a) * granting_rate(p, a),
                               p.annuities(a) * value_to(p, limits, a));
}

NetworkLimits network_limits(const Parameters& p, long max_iterations, const solvers::Stop& stop) {
  const long budget = max_iterations > 0 ? max_iterations : default_iterations;
  const bool smooth = has_densities(p);
  NetworkLimits result{.limits = Vector::Constant(p.count(), infinity)};
  long next_finish = 8;
  double last_change = infinity;
  for (long k = 1; k <= budget; ++k) {
    if (const auto why = stop.requested()) {
      result.termination = *why;
      return result;
    }
    double change = 0;
    for (int a = 0; a < p.count(); ++a) {  // Gauss & Seidel: still an upper bound
      const double x = best_network_limit(p, result.limits, a);
      change = std::max(change, (result.limits(a) - x) / std::max(x, 1e-12 * p.favors.costs(a).mean()));
      result.limits(a) = x < 1e-300 ? 0 : x;
    }
    result.iterations = k;
    if (change <= 1e-15) {
      result.termination = solvers::Termination::converged;
      return result;
    }
    const bool contracts = change < 0.9 * last_change;
    last_change = change;
    if (smooth && k >= next_finish && change < (contracts ? 0.05 : 1e-4)) {
      Vector x = result.limits;
      if (finish(p, x) && (x.array() > 0.5 * result.limits.array() || result.limits.array() == 0).all()) {
        result.limits = x;
        result.termination = solvers::Termination::converged;
        return result;
      }
      next_finish = 2 * k;
    }
    for (int a = 0; a < p.count(); ++a)  // falling to 0; the certificate decides
      if (result.limits(a) < vanished * p.favors.costs(a).mean()) result.limits(a) = 0;
  }
  result.termination = solvers::Termination::iteration_limit;
  return result;
}

std::vector<CooperationComponent> cooperation_components(const Parameters& p) {
  const int n = p.count();
  Matrix slopes = Matrix::Zero(n, n);  // K_ab = A_a mu f_b(0) r_ba
  for (int a = 0; a < n; ++a)
    for (int b = 0; b < n; ++b) {
      if (a == b || !(p.rates(b, a) > 0)) continue;
      const auto law = p.favors.law(b, a);
      const double slope = p.annuities(a) * p.rates(b, a) * law.value_density(0);
      if (!law.has_falling_density() || !std::isfinite(slope)) return {};
      slopes(a, b) = slope;
    }
  std::vector<CooperationComponent> result;
  for (auto& agents : strong_components(p.rates)) {
    double radius = 0;
    if (agents.size() > 1) radius = Matrix(slopes(agents, agents)).eigenvalues().cwiseAbs().maxCoeff();
    result.push_back({std::move(agents), radius});
  }
  return result;
}

Candidates solve_network_limits(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto", "solve",
                         "unknown method '" + options.method + "'; network limits know auto");
  solvers::require::that(!p.all_solutions, "solve", "all_solutions goes with pair-limits");
  const auto found = network_limits(p, options.max_iterations, options.stop);
  Candidates candidates;
  candidates.solver = {.method = "monotone iteration from the top, Newton at the end",
                       .termination = found.termination,
                       .iterations = found.iterations,
                       .seed = options.seed};
  candidates.completeness = {Completeness::at_least,
                             "the greatest limits are listed; no favors at all is a solution, too"};
  if (found.limits.allFinite()) candidates.profiles = {named_limits(p, found.limits)};
  int shown = 0;
  for (const auto& component : cooperation_components(p))
    if (component.agents.size() > 1 && ++shown <= 12)
      candidates.notes.push_back(fmt::format(
          "{} agents from {} on: spectral radius {:.9g} of diag(A) mu f(0) r^T, {} among themselves",
          component.agents.size(), p.names[static_cast<std::size_t>(component.agents.front())],
          component.spectral_radius, component.spectral_radius > 1 ? "cooperation" : "no cooperation"));
  return candidates;
}

}  // namespace models::favor
