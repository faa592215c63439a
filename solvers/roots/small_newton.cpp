#include "solvers/roots/small_newton.hpp"

#include <cmath>
#include <limits>

#include <Eigen/LU>

#include "solvers/core/require.hpp"
#include "solvers/roots/residual_scale.hpp"

namespace solvers {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

struct Point {
  Vector x, residual;
  Matrix jacobian;

  bool is_finite() const { return residual.allFinite() && jacobian.allFinite(); }
};

void check(const SmallNewtonProblem& problem, const SmallNewtonOptions& options) {
  constexpr auto who = "solve_small_system";
  require::that(static_cast<bool>(problem.evaluate), who, "evaluate is empty");
  require::at_least(who, "size of start", problem.start.size(), 1);
  require::finite(who, "start", problem.start);
  if (problem.unit.size())
    require::same_size(who, "unit", problem.unit.size(), "start", problem.start.size());
  for (double unit : problem.unit) require::positive(who, "unit", unit);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
}

class Newton {
 public:
  Newton(const SmallNewtonProblem& problem, const SmallNewtonOptions& options)
      : problem_(problem), options_(options), here_(at(problem.start)) {}

  SmallNewtonResult run() {
    Termination why = here_.is_finite() ? Termination::not_started : Termination::not_finite;
    while (why == Termination::not_started) why = step();
    result_.termination = why;
    result_.solution = here_.x;
    result_.residual = here_.residual.cwiseAbs().maxCoeff();
    result_.scaled_residual = scaled();
    return result_;
  }

 private:
  double scaled() const { return scaled_residual(here_.residual, here_.jacobian, here_.x, problem_.unit); }

  Point at(const Vector& x) {
    const Eigen::Index n = x.size();
    Point point{x, Vector(n), Matrix(n, n)};
    problem_.evaluate(x, point.residual, point.jacobian);
    require::same_size("solve_small_system", "residual", point.residual.size(), "start", n);
    ++result_.evaluations;
    return point;
  }

  Termination step() {  // not_started: go on
    if (scaled() <= options_.tolerance) return Termination::converged;
    if (const auto stopped = options_.stop.requested()) return *stopped;
    if (result_.iterations >= options_.max_iterations) return Termination::iteration_limit;
    // Rows are scaled to size 1 first, so that the units of the equations do not decide what is singular.
    const Vector sizes = here_.jacobian.rowwise().lpNorm<Eigen::Infinity>();
    if (!(sizes.minCoeff() > 0)) return Termination::singular;
    const Eigen::FullPivLU<Matrix> lu(sizes.cwiseInverse().asDiagonal() * here_.jacobian);
    if (!lu.isInvertible()) return Termination::singular;
    ++result_.iterations;
    const auto solve = [&](const Vector& residual) -> Vector {
      return -lu.solve(residual.cwiseQuotient(sizes));
    };
    const Vector direction = solve(here_.residual);
    result_.last_step = direction.cwiseAbs().maxCoeff();
    return search_along(direction, solve);
  }

  // Shortens the step until the next Newton correction, taken with the same Jacobian, is smaller than this
  // one. That test is blind to the units of the equations and to any linear combination of them.
  template <typename Solve>
  Termination search_along(const Vector& direction, const Solve& solve) {
    Vector unit = here_.x.cwiseAbs().cwiseMax(problem_.unit.size() ? problem_.unit
                                                                   : Vector::Ones(here_.x.size()).eval());
    const auto length = [&unit](const Vector& step) { return step.cwiseQuotient(unit).norm(); };
    for (double t = 1; t > 1e-12; t /= 2) {
      Point trial = at(here_.x + t * direction);
      if (!trial.is_finite() || !(length(solve(trial.residual)) <= (1 - t / 4) * length(direction))) continue;
      here_ = std::move(trial);
      return Termination::not_started;
    }
    const bool below_rounding = (direction.array().abs() <= 4 * epsilon * here_.x.array().abs()).all();
    return below_rounding ? Termination::floating_point_limit : Termination::stalled;
  }

  const SmallNewtonProblem& problem_;
  const SmallNewtonOptions& options_;
  SmallNewtonResult result_;
  Point here_;
};

}  // namespace

SmallNewtonResult solve_small_system(const SmallNewtonProblem& problem, const SmallNewtonOptions& options) {
  check(problem, options);
  return Newton(problem, options).run();
}

}  // namespace solvers
