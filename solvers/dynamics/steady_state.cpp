#include "solvers/dynamics/steady_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/dynamics/cycle.hpp"

namespace solvers {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double largest(const Vector& x) { return x.size() > 0 ? x.lpNorm<Eigen::Infinity>() : 0; }

struct Search {
  const SteadyStateProblem& problem;
  const SteadyStateOptions& options;
  SteadyStateResult result{};

  Matrix jacobian(const Vector& x) const {
    return problem.jacobian ? problem.jacobian(x) : difference_jacobian(problem.map, x);
  }
  /// f(x) - x, counted; the best state is kept.
  Vector way(const Vector& x) {
    ++result.iterations;
    const Vector next = problem.map(x);
    require::same_size("steady_state", "the map's value", next.size(), "the start", x.size());
    Vector step = next - x;
    if (step.allFinite() && !(largest(step) >= result.residual)) {
      result.state = x;
      result.residual = largest(step);
    }
    return step;
  }
  bool found() const { return result.residual <= options.tolerance * std::max(1.0, largest(result.state)); }
  Vector iterate();
  void newton(Vector x);
};

/// Follows the map; the last state.
Vector Search::iterate() {
  CycleDetector cycles;
  Vector x = problem.start;
  for (long k = 0;; ++k) {
    const Vector step = way(x);
    if (found()) {
      result.termination = Termination::converged;
    } else if (!step.allFinite()) {
      result.termination = Termination::not_finite;
      result.detail = fmt::format("the map is not finite after {} steps", k);
    } else if (const auto period = cycles.add(x)) {
      result.termination = Termination::cycling;
      result.period = *period;
      result.detail = fmt::format("the states repeat with period {}", *period);
    } else if (const auto asked = options.stop.requested()) {
      result.termination = *asked;
    } else if (k + 1 >= options.max_iterations) {
      result.termination = Termination::iteration_limit;
    }
    if (result.termination != Termination::not_started) return x;
    x += step;
  }
}

/// Newton's method on f(x) - x; ends where the residual no longer halves.
void Search::newton(Vector x) {
  Vector step = way(x);
  for (int k = 0; k < options.newton_steps && step.allFinite(); ++k) {
    const auto move = solve_linear(Matrix::Identity(x.size(), x.size()) - jacobian(x), step);
    if (!move) return;
    const double before = largest(step);
    x += *move;
    step = way(x);
    if (k > 0 && !(largest(step) <= 0.5 * before)) return;
  }
}

}  // namespace

Matrix difference_jacobian(const Map& map, const Vector& x) {
  Matrix jacobian(x.size(), x.size());
  for (Eigen::Index j = 0; j < x.size(); ++j) {
    const double h = std::cbrt(0x1p-52) * std::max(1.0, std::abs(x(j)));
    const Vector shift = h * Vector::Unit(x.size(), j);
    jacobian.col(j) = (map(x + shift) - map(x - shift)) / (2 * h);
  }
  return jacobian;
}

SteadyStateResult steady_state(const SteadyStateProblem& problem, const SteadyStateOptions& options) {
  constexpr auto who = "steady_state";
  require::that(static_cast<bool>(problem.map), who, "there is no map");
  require::finite(who, "start", problem.start);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
  require::at_least(who, "newton_steps", options.newton_steps, 0);
  Search search{problem, options};
  auto& result = search.result;
  result.state = problem.start;
  result.residual = nan;
  result.spectral_radius = nan;
  const Vector end = search.iterate();
  result.attracted = search.found();
  if (options.newton_steps > 0 && !was_stopped(result.termination)) {
    search.newton(result.attracted ? result.state : end);  // the last digits, where iteration is slow
    if (!search.found()) search.newton(problem.start);
  }
  if (search.found()) {
    result.termination = Termination::converged;
    result.spectral_radius = spectral_radius(search.jacobian(result.state));
    result.stable = result.spectral_radius < 1 - stability_margin;
    result.unstable = result.spectral_radius > 1 + stability_margin;
  }
  result.residual = largest(problem.map(result.state) - result.state);
  return result;
}

}  // namespace solvers
