// solvers/core/termination.hpp
// Why a method stopped. Whether its answer is right is another question: see verdict.hpp.
#pragma once

#include <string_view>

namespace solvers {

enum class Termination {
  not_started,           ///< the default: no method has run
  converged,             ///< the stopping rule asked for was met
  floating_point_limit,  ///< no better answer exists in double precision
  stalled,               ///< no progress although the rule was not met
  cycling,               ///< the iterates repeat with a period above one
  iteration_limit,       ///< the budget of iterations is spent
  evaluation_limit,      ///< the budget of function evaluations is spent
  time_limit,            ///< the clock ran out
  interrupted,           ///< the user asked to stop
  singular,              ///< a linear system of the method had no unique solution
  not_finite,            ///< the function returned NaN or infinity where a number was needed
  no_solution,           ///< proved that there is none
};

/// True for `converged` and `floating_point_limit`: the method did what it was asked.
bool reached_goal(Termination);

/// True for `time_limit` and `interrupted`: the method was stopped from outside.
bool was_stopped(Termination);

/// The name as records print it, e.g. "iteration_limit".
std::string_view name(Termination);

/// Usual causes, and what to change, in one sentence.
std::string_view explain(Termination);

}  // namespace solvers
