#include <ceres/ceres.h>
#include <glog/logging.h>

#include "solvers/roots/plugin/ceres_task.hpp"

namespace {

using solvers::plugin::CeresEnding, solvers::plugin::CeresOutcome, solvers::plugin::CeresTask;

class Residuals : public ceres::CostFunction {
 public:
  explicit Residuals(const CeresTask& task) : task_(task) {
    set_num_residuals(task.equations);
    mutable_parameter_block_sizes()->push_back(task.unknowns);
  }
  bool Evaluate(double const* const* x, double* residuals, double** jacobians) const override {
    return task_.evaluate(task_.context, x[0], residuals, jacobians ? jacobians[0] : nullptr);
  }

 private:
  const CeresTask& task_;
};

class Watch : public ceres::IterationCallback {
 public:
  explicit Watch(const CeresTask& task) : task_(task) {}
  ceres::CallbackReturnType operator()(const ceres::IterationSummary&) override {
    return task_.should_abort(task_.context) ? ceres::SOLVER_ABORT : ceres::SOLVER_CONTINUE;
  }

 private:
  const CeresTask& task_;
};

ceres::Solver::Options options_for(const CeresTask& task) {
  ceres::Solver::Options options;
  options.num_threads = 1;  // sweeps bring their own threads
  options.linear_solver_type = ceres::DENSE_QR;
  options.max_num_iterations = task.max_iterations;
  // The defaults are made for fitting and stop at about eight digits. These never decide: the caller judges.
  options.function_tolerance = 0;
  options.gradient_tolerance = 0;
  options.parameter_tolerance = 1e-16;
  options.max_num_consecutive_invalid_steps = 30;  // each shortens the step where the function is not defined
  options.logging_type = ceres::SILENT;
  options.minimizer_progress_to_stdout = false;
  return options;
}

CeresEnding ending_of(ceres::TerminationType type) {
  switch (type) {
    case ceres::CONVERGENCE:
    case ceres::USER_SUCCESS:
      return CeresEnding::settled;
    case ceres::NO_CONVERGENCE:
      return CeresEnding::iteration_limit;
    case ceres::USER_FAILURE:
      return CeresEnding::aborted;
    case ceres::FAILURE:
      break;
  }
  return CeresEnding::no_usable_step;
}

}  // namespace

extern "C" void entente_run_ceres(const CeresTask* task, CeresOutcome* outcome) {
  FLAGS_minloglevel = google::FATAL;  // warnings of failed evaluations are ours to report
  ceres::Problem problem;
  problem.AddResidualBlock(new Residuals(*task), nullptr, task->x);
  Watch watch(*task);
  auto options = options_for(*task);
  options.callbacks.push_back(&watch);
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  outcome->ending = ending_of(summary.termination_type);
  outcome->iterations = static_cast<int>(summary.iterations.size()) - 1;
}
