#include "solvers/roots/nonlinear_system.hpp"

#include <exception>
#include <optional>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/roots/ceres_library.hpp"
#include "solvers/roots/plugin/ceres_task.hpp"
#include "solvers/roots/residual_scale.hpp"

namespace solvers {
namespace {

constexpr auto who = "solve_nonlinear_system";
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

void check(const NonlinearSystemProblem& problem, const NonlinearSystemOptions& options) {
  require::that(problem.residual && problem.jacobian, who,
                "residual or jacobian is empty; differentiated_system() writes both");
  require::at_least(who, "size of start", problem.start.size(), 1);
  require::finite(who, "start", problem.start);
  if (problem.unit.size())
    require::same_size(who, "unit", problem.unit.size(), "start", problem.start.size());
  for (double unit : problem.unit) require::positive(who, "unit", unit);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
}

void check_shape(const Matrix& jacobian, Eigen::Index equations, Eigen::Index unknowns) {
  require::same_size(who, "rows of jacobian", jacobian.rows(), "residual", equations);
  require::same_size(who, "columns of jacobian", jacobian.cols(), "start", unknowns);
}

// The functions of the caller as Ceres calls them. No exception crosses Ceres: it is kept, and thrown on
// afterwards.
class Calls {
 public:
  Calls(const NonlinearSystemProblem& problem, const Stop& stop) : problem_(problem), stop_(stop) {}

  Vector residual(const Vector& x) {
    ++evaluations_;
    return problem_.residual(x);
  }

  bool evaluate(const double* x, double* residuals, double* jacobian) {
    if (exception_) return false;
    try {
      const Vector point = Eigen::Map<const Vector>(x, problem_.start.size());
      const Vector values = residual(point);
      require::same_size(who, "residual", values.size(), "residual at the start", equations_);
      Eigen::Map<Vector>(residuals, equations_) = weights_.cwiseProduct(values);
      return values.allFinite() && (!jacobian || write(problem_.jacobian(point), jacobian));
    } catch (...) {
      exception_ = std::current_exception();
      return false;
    }
  }

  bool should_abort() {
    if (!stopped_) stopped_ = stop_.requested();
    return exception_ || stopped_;
  }

  // What Ceres minimises is the sum of squares of weighted equations; weights free it from their units.
  void set_weights(const Vector& scales) {
    equations_ = scales.size();
    weights_ = (scales.array() > 0).select(scales.cwiseInverse(), 1.0);
  }
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }
  std::optional<Termination> stopped() const { return stopped_; }
  int evaluations() const { return evaluations_; }

 private:
  bool write(const Matrix& jacobian, double* target) const {
    check_shape(jacobian, equations_, problem_.start.size());
    Eigen::Map<RowMajor>(target, jacobian.rows(), jacobian.cols()) = weights_.asDiagonal() * jacobian;
    return jacobian.allFinite();
  }

  const NonlinearSystemProblem& problem_;
  const Stop& stop_;
  Eigen::Index equations_ = 0;
  Vector weights_;
  std::exception_ptr exception_;
  std::optional<Termination> stopped_;
  int evaluations_ = 0;
};

plugin::CeresOutcome run_ceres(Calls& calls, int equations, Vector& x, int max_iterations) {
  const plugin::CeresTask task{
      .equations = equations,
      .unknowns = static_cast<int>(x.size()),
      .x = x.data(),
      .context = &calls,
      .evaluate =
          [](void* context, const double* at, double* residuals, double* jacobian) {
            return static_cast<Calls*>(context)->evaluate(at, residuals, jacobian);
          },
      .should_abort = [](void* context) { return static_cast<Calls*>(context)->should_abort(); },
      .max_iterations = max_iterations,
  };
  plugin::CeresOutcome outcome;
  plugin::ceres()(&task, &outcome);
  calls.rethrow();
  return outcome;
}

bool has_full_rank(const Matrix& jacobian) {
  return jacobian.allFinite() && rank(jacobian) == std::min(jacobian.rows(), jacobian.cols());
}

class Solve {
 public:
  Solve(const NonlinearSystemProblem& problem, const NonlinearSystemOptions& options)
      : problem_(problem), options_(options), calls_(problem, options.stop) {
    result_.solution = problem.start;
  }

  NonlinearSystemResult run() {
    measure();
    result_.termination = Termination::not_finite;
    while (is_finite() && (result_.termination = round()) == Termination::not_started) {
    }
    result_.evaluations = calls_.evaluations();
    return result_;
  }

 private:
  bool is_finite() const { return residual_.allFinite() && jacobian_.allFinite(); }

  // Everything anew at the present solution, by the functions of the caller alone.
  void measure() {
    const Vector& x = result_.solution;
    residual_ = calls_.residual(x);
    jacobian_ = problem_.jacobian(x);
    require::at_least(who, "size of residual", residual_.size(), 1);
    check_shape(jacobian_, residual_.size(), x.size());
    result_.residual = residual_.cwiseAbs().maxCoeff();
    result_.scaled_residual = scaled_residual(residual_, jacobian_, x, problem_.unit);
  }

  // One run of Ceres with weights from where it starts; not_started: it got closer and another may help.
  Termination round() {
    if (result_.scaled_residual <= options_.tolerance) return Termination::converged;
    const int left = options_.max_iterations - result_.iterations;
    if (left <= 0) return Termination::iteration_limit;
    const double before = result_.scaled_residual;
    calls_.set_weights(equation_scales(jacobian_, result_.solution, problem_.unit));
    const auto outcome = run_ceres(calls_, static_cast<int>(residual_.size()), result_.solution, left);
    result_.iterations += outcome.iterations;
    measure();
    if (result_.scaled_residual <= options_.tolerance) return Termination::converged;
    if (calls_.stopped()) return *calls_.stopped();
    if (!is_finite()) return Termination::not_finite;
    if (outcome.ending == plugin::CeresEnding::iteration_limit) return Termination::iteration_limit;
    if (result_.scaled_residual < 0.5 * before) return Termination::not_started;
    return has_full_rank(jacobian_) ? Termination::stalled : Termination::singular;
  }

  const NonlinearSystemProblem& problem_;
  const NonlinearSystemOptions& options_;
  Calls calls_;
  Vector residual_;
  Matrix jacobian_;
  NonlinearSystemResult result_;
};

}  // namespace

NonlinearSystemResult solve_nonlinear_system(const NonlinearSystemProblem& problem,
                                             const NonlinearSystemOptions& options) {
  check(problem, options);
  return Solve(problem, options).run();
}

}  // namespace solvers
