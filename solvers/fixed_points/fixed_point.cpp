#include "solvers/fixed_points/fixed_point.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/dynamics/cycle.hpp"

namespace solvers {
namespace {

void check(std::string_view who, const FixedPointProblem& problem, const FixedPointOptions& options) {
  require::that(static_cast<bool>(problem.map), who, "map is empty");
  require::at_least(who, "size of start", problem.start.size(), 1);
  require::finite(who, "start", problem.start);
  if (problem.unit.size())
    require::same_size(who, "unit", problem.unit.size(), "start", problem.start.size());
  for (double unit : problem.unit) require::positive(who, "unit", unit);
  require::positive(who, "tolerance", options.tolerance);
  require::that(options.damping > 0 && options.damping <= 1, who, "damping is outside (0, 1]");
  require::at_least(who, "max_iterations", options.max_iterations, 1);
  require::at_least(who, "memory", options.memory, 1);
}

// The iteration that both methods share; they differ in the next point.
class Iteration {
 public:
  Iteration(std::string_view who, const FixedPointProblem& problem, const FixedPointOptions& options)
      : who_(who), problem_(problem), options_(options) {
    result_.residual = std::numeric_limits<double>::infinity();
    result_.solution = problem.start;
  }

  /// next(x, step) gives the next iterate from x and step = T(x) - x.
  template <typename Next>
  FixedPointResult run(Next next) {
    Vector x = problem_.start;
    for (;;) {
      const Vector image = problem_.map(x);
      require::same_size(who_, "map(x)", image.size(), "start", x.size());
      ++result_.iterations;
      if (const auto ended = judge(x, image - x)) return result_.termination = *ended, result_;
      Vector after = next(x, Vector(image - x));
      if (!after.allFinite()) return result_.termination = Termination::not_finite, result_;
      if (after == x) return result_.termination = Termination::floating_point_limit, result_;
      x = std::move(after);
    }
  }

  double size_of(const Vector& step, const Vector& x) const {
    const Vector unit = problem_.unit.size() ? problem_.unit : Vector::Ones(x.size());
    return step.cwiseQuotient(x.cwiseAbs().cwiseMax(unit)).lpNorm<Eigen::Infinity>();
  }

 private:
  std::optional<Termination> judge(const Vector& x, const Vector& step) {
    if (!step.allFinite()) return Termination::not_finite;
    const double residual = size_of(step, x);
    if (residual < result_.residual) result_.residual = residual, result_.solution = x;
    if (residual <= options_.tolerance) return Termination::converged;
    if (const auto period = cycles_.add(x)) {
      result_.period = static_cast<int>(*period);
      result_.solution = x, result_.residual = residual;
      return Termination::cycling;
    }
    if (const auto stopped = options_.stop.requested()) return stopped;
    if (result_.iterations >= options_.max_iterations) return Termination::iteration_limit;
    return std::nullopt;
  }

  std::string_view who_;
  const FixedPointProblem& problem_;
  const FixedPointOptions& options_;
  CycleDetector cycles_{};
  FixedPointResult result_;
};

// The last few iterates and steps, as differences in columns; the newest column overwrites the oldest.
class History {
 public:
  History(Eigen::Index n, int memory) : points_(n, memory), steps_(n, memory) {}

  void add(const Vector& x, const Vector& step) {
    if (last_x_.size()) {
      const int column = count_++ % static_cast<int>(points_.cols());
      points_.col(column) = x - last_x_;
      steps_.col(column) = step - last_step_;
    }
    last_x_ = x, last_step_ = step;
  }
  void clear() { count_ = 0, last_x_.resize(0); }
  bool is_empty() const { return count_ == 0; }

  // x + damping f - (dX + damping dF) g with g minimising |f - dF g|  (Walker & Ni, (2.2) and (4.1))
  Vector combine(const Vector& x, const Vector& step, double damping) const {
    const int columns = std::min(count_, static_cast<int>(points_.cols()));
    const auto dx = points_.leftCols(columns), df = steps_.leftCols(columns);
    const Vector g = least_squares(df, step);
    return x + damping * step - (dx + damping * df) * g;
  }

 private:
  Matrix points_, steps_;
  Vector last_x_{}, last_step_{};
  int count_ = 0;
};

}  // namespace

FixedPointResult iterate_damped(const FixedPointProblem& problem, const FixedPointOptions& options) {
  check("iterate_damped", problem, options);
  return Iteration("iterate_damped", problem, options).run([&](const Vector& x, const Vector& step) {
    return Vector(x + options.damping * step);
  });
}

FixedPointResult iterate_anderson(const FixedPointProblem& problem, const FixedPointOptions& options) {
  check("iterate_anderson", problem, options);
  Iteration iteration("iterate_anderson", problem, options);
  const int memory = std::min<int>(options.memory, static_cast<int>(problem.start.size()));
  History history(problem.start.size(), memory);
  Vector best_x = problem.start, best_step;
  double best = std::numeric_limits<double>::infinity();
  return iteration.run([&](const Vector& x, const Vector& step) -> Vector {
    const double size = iteration.size_of(step, x);
    if (size > 2 * best &&
        !history.is_empty()) {  // the combination misled: a damped step from the best point
      history.clear();
      return best_x + options.damping * best_step;
    }
    if (size < best) best = size, best_x = x, best_step = step;
    history.add(x, step);
    const Vector next =
        history.is_empty() ? Vector(x + options.damping * step) : history.combine(x, step, options.damping);
    return next.allFinite() ? next : Vector(x + options.damping * step);
  });
}

}  // namespace solvers
