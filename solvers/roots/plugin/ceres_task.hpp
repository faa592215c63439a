// solvers/roots/plugin/ceres_task.hpp
// What passes between nonlinear_system and the shared object that holds Ceres: plain data and C functions.
#pragma once

#include "solvers/core/stop.hpp"

namespace solvers::plugin {

struct CeresTask {
  int equations = 0;
  int unknowns = 0;
  double* x = nullptr;  ///< start on entry, the best point on return; `unknowns` numbers
  void* context = nullptr;
  /// Writes residuals and, unless null, the Jacobian row by row. False: no finite value at x. Never throws.
  bool (*evaluate)(void* context, const double* x, double* residuals, double* jacobian) = nullptr;
  bool (*should_abort)(void* context) = nullptr;  ///< asked after each iteration
  int max_iterations = 0;
};

enum class CeresEnding { settled, iteration_limit, aborted, no_usable_step };

struct CeresOutcome {
  CeresEnding ending = CeresEnding::no_usable_step;
  int iterations = 0;
};

using RunCeres = void(const CeresTask*, CeresOutcome*);
constexpr const char* run_ceres_name = "entente_run_ceres";

}  // namespace solvers::plugin
